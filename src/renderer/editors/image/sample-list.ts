import { useEffect, useMemo, useRef, useState } from 'react';
import { unpackMarks } from '../../../shared/contract/columns';
import { textAt } from '../../../shared/contract/text-table';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import type { DatasetId, JobId, SampleId } from '../../../shared/kernel/ids';
import { EVERYTHING, idOfRow, rowOfId, useColumns, useIndex, useQuery, type LiveColumns, type Query } from '../../index';
import type { SampleList } from './types';

/** The question that the gallery of this job was left with; all samples when none is known. */
function useGalleryQuery(dataset: DatasetId, job: JobId): Query | null {
  const index = useIndex();
  const [query, setQuery] = useState<Query | null>(null);
  useEffect(() => {
    let gone = false;
    const set = (value: unknown): void => {
      const kept = (value as { readonly query?: unknown } | null | undefined)?.query;
      const fits = typeof kept === 'object' && kept !== null && Object.entries(EVERYTHING).every(([key, other]) => Array.isArray((kept as Record<string, unknown>)[key]) === Array.isArray(other));
      if (!gone) setQuery(fits ? (kept as Query) : EVERYTHING);
    };
    index.getValue(`gallery/${dataset}/${job}`).then(set, () => set(null));
    return () => {
      gone = true;
    };
  }, [index, dataset, job]);
  return query;
}

/**
 * The samples of the gallery in its order. The rows stay those that were there when the editor was opened: a sample
 * that a filter would drop because it was just labeled must not vanish under the person's hands.
 */
export function useSampleList(dataset: DatasetId, job: JobId): SampleList | null {
  const columns = useColumns(dataset, job);
  const query = useGalleryQuery(dataset, job);
  const result = useQuery(dataset, job, query ?? EVERYTHING);
  const [rows, setRows] = useState<Uint32Array | null>(null);
  const ready = query !== null && result !== null && result.query === query ? result.rows : null;
  const taken = useRef(false);
  useEffect(() => {
    if (ready === null || taken.current) return;
    taken.current = true;
    setRows(ready.slice());
  }, [ready]);
  return useMemo(() => (columns === null || rows === null ? null : listOf(columns, rows)), [columns, rows]);
}

function listOf(columns: LiveColumns, rows: Uint32Array): SampleList {
  const { dataset, job } = columns;
  const idAt = (row: number): SampleId => idOfRow(dataset.ids, row);
  const isAt = (at: number, sample: SampleId): boolean => rows[at] !== undefined && idAt(rows[at]) === sample;
  let found: { readonly sample: SampleId; readonly at: number } | null = null;
  return {
    count: rows.length,
    indexOf(sample) {
      if (found?.sample === sample) return found.at;
      // Mostly one step away: no need to look through a million ids.
      const near = found === null ? undefined : [found.at + 1, found.at - 1].find((at) => isAt(at, sample));
      found = { sample, at: near ?? rows.indexOf(rowOfId(dataset.ids, dataset.count, sample)) };
      return found.at;
    },
    at(i) {
      const row = rows[i];
      if (row === undefined) return null;
      const path = textAt(dataset.path, row);
      return {
        id: idAt(row), name: path.slice(path.lastIndexOf('/') + 1),
        state: SAMPLE_STATES[job?.state[row] ?? 0] ?? 'unlabeled', hard: unpackMarks(job?.marks[row] ?? 0).hard,
      };
    },
  };
}
