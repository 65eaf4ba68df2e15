import type { Cursor, Pushes, RowPatch } from '../../../shared/contract/api';
import { JOB_NUMBERS, type JobNumber } from '../../../shared/contract/columns-codec';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import type { DatasetChanges, DatasetState } from './dataset-state';
import type { JobState } from './job-state';
import { RowSet } from './row-set';

const JOB_FIELDS = Object.keys(JOB_NUMBERS) as JobNumber[];

/** What one batch of entries changed. */
export class Changes {
  catalog = false;
  readonly datasets = new Map<DatasetId, DatasetChanges & { readonly before: number }>();
  readonly jobs = new Map<JobId, { readonly rows: RowSet; readonly combosBefore: number }>();

  dataset(state: DatasetState): DatasetChanges {
    const known = this.datasets.get(state.id) ?? { rows: new RowSet(), fields: new Set(), before: state.table.count };
    this.datasets.set(state.id, known);
    return known;
  }

  job(state: JobState): RowSet {
    const known = this.jobs.get(state.job.id) ?? { rows: new RowSet(), combosBefore: state.table.combos.length };
    this.jobs.set(state.job.id, known);
    return known.rows;
  }
}

/** The message that lets a window follow: only the rows and columns that changed. */
export function patchOf(changes: Changes, state: { readonly datasets: ReadonlyMap<DatasetId, DatasetState>; readonly jobs: ReadonlyMap<JobId, JobState> }, cursor: Cursor, catalog: Pushes['state.patch']['catalog']): Omit<Pushes['state.patch'], 'works' | 'unsent'> {
  const rows: RowPatch[] = [];
  const parts: Record<string, Uint8Array> = {};
  for (const [id, change] of changes.datasets) {
    const dataset = state.datasets.get(id);
    if (!dataset) continue;
    const prefix = `${rows.length}.`;
    rows.push({ dataset: id, job: null, count: dataset.table.count, comboBase: 0, combos: [], prefix });
    Object.assign(parts, dataset.table.rowParts(change.rows.toArray(), [...change.fields], prefix));
  }
  for (const [id, job] of state.jobs) {
    const change = changes.jobs.get(id);
    const grew = changes.datasets.has(job.job.dataset) && (changes.datasets.get(job.job.dataset)?.before ?? 0) < job.table.count;
    if (!change && !grew) continue;
    const prefix = `${rows.length}.`;
    const comboBase = change?.combosBefore ?? job.table.combos.length;
    rows.push({ dataset: job.job.dataset, job: id, count: job.table.count, comboBase, combos: job.table.combos.slice(comboBase), prefix });
    const changed = change?.rows.toArray() ?? new Uint32Array(0);
    Object.assign(parts, job.table.rowParts(changed, changed.length > 0 ? JOB_FIELDS : [], prefix));
  }
  return { cursor, catalog, rows, parts };
}
