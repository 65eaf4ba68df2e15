import { useEffect, useMemo, useRef, useState } from 'react';
import { unpackMarks } from '../../../shared/contract/columns';
import { textAt } from '../../../shared/contract/text-table';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { idFromBytes, idToBytes, type DatasetId, type JobId, type SampleId } from '../../../shared/kernel/ids';
import { EVERYTHING, useColumns, useIndex, useQuery, type LiveColumns, type Query } from '../../index';
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
  const idAt = (row: number): SampleId => idFromBytes<SampleId>(dataset.ids.subarray(16 * row, 16 * row + 16));
  const isAt = (at: number, sample: SampleId): boolean => rows[at] !== undefined && idAt(rows[at]) === sample;
  let found: { readonly sample: SampleId; readonly at: number } | null = null;
  return {
    count: rows.length,
    indexOf(sample) {
      if (found?.sample === sample) return found.at;
      // Mostly one step away: no need to look through a million ids.
      const near = found === null ? undefined : [found.at + 1, found.at - 1].find((at) => isAt(at, sample));
      found = { sample, at: near ?? rows.indexOf(rowOf(dataset.ids, sample)) };
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

/** One pass over the ids; 2^32 - 1, which no list has, when the sample is not there. */
function rowOf(ids: Uint8Array, sample: SampleId): number {
  const wanted = idToBytes(sample);
  for (let at = 0; at + 16 <= ids.length; at += 16) {
    let k = 0;
    while (k < 16 && ids[at + k] === wanted[k]) k++;
    if (k === 16) return at / 16;
  }
  return 0xffffffff;
}
