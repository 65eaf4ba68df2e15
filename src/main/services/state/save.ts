/** The whole folded state as a snapshot, and back. */
import { DatasetTable, JobTable, DATASET_NUMBERS, JOB_NUMBERS } from '../../../shared/contract/columns-codec';
import { bytesOf, type NumberArray } from '../../../shared/kernel/growing';
import { foldCatalog, type CatalogEvent } from '../../../shared/fold/catalog';
import type { DatasetId, Hash, JobId, LabelId, LogId, RootId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import type { Heads } from '../journal/types';
import type { Folder } from './folder';
import { KeyTable } from './key-table';
import type { LedgerData } from './ledger';
import type { SnapshotData } from './snapshot';

interface Meta {
  readonly project: string;
  readonly heads: readonly (readonly [LogId, number, Hash])[];
  readonly roots: readonly RootId[];
  readonly catalogEvents: readonly CatalogEvent[];
  readonly datasets: readonly { readonly id: DatasetId; readonly count: number; readonly keys: number; readonly contents: number; readonly groups: number }[];
  readonly jobs: readonly { readonly id: JobId; readonly count: number; readonly facts: number; readonly combos: readonly (readonly LabelId[])[] }[];
  readonly events: number;
  readonly files: readonly string[];
  readonly ledger: LedgerData;
  readonly problems: readonly Failure[];
}

export function save(folder: Folder, project: string, heads: Heads): SnapshotData {
  const sections: Record<string, NumberArray> = {};
  const put = (prefix: string, columns: Readonly<Record<string, NumberArray>>): void => {
    for (const [name, array] of Object.entries(columns)) sections[`${prefix}.${name}`] = array;
  };
  put('events', folder.events.table.save());
  const datasets = Array.from(folder.datasets.values(), (d, i) => {
    put(`dataset${i}`, d.table.parts());
    put(`dataset${i}.rest`, d.rest.save());
    put(`dataset${i}.more`, { slots: d.rowsById.slots, hashes: d.twins.hashes.subarray(0, 32 * d.table.count), contents: d.twins.rows.slots, sizes: d.twins.sizes.subarray(0, d.twins.groups + 1) });
    return { id: d.id, count: d.table.count, keys: d.rowsById.taken, contents: d.twins.rows.taken, groups: d.twins.groups };
  });
  const jobs = Array.from(folder.jobs.values(), (j, i) => {
    put(`job${i}`, j.table.parts());
    put(`job${i}.rows`, j.rows.save());
    put(`job${i}.facts`, j.facts.save());
    return { id: j.job.id, count: j.table.count, facts: j.facts.count, combos: j.table.combos };
  });
  const meta: Meta = {
    project, heads: Array.from(heads, ([log, head]) => [log, head.seq, head.id]), roots: folder.roots, catalogEvents: folder.catalogEvents,
    datasets, jobs, events: folder.events.table.count, files: folder.events.files, ledger: folder.ledger.save(), problems: folder.problems,
  };
  return { meta, sections };
}

/** Heads and project of a snapshot, to see whether it fits the journal. */
export function headsOf(data: SnapshotData): { readonly project: string; readonly heads: Heads } {
  const meta = data.meta as Meta;
  return { project: meta.project, heads: new Map(meta.heads.map(([log, seq, id]) => [log, { seq, id }])) };
}

/** Fills an empty folder. Throws a RangeError when the parts do not fit together. */
export function load(folder: Folder, data: SnapshotData): void {
  const meta = data.meta as Meta;
  const get = (prefix: string, names: readonly string[]): Record<string, NumberArray> => Object.fromEntries(names.map((name) => {
    const array = data.sections[`${prefix}.${name}`];
    if (!array) throw new RangeError(`the snapshot has no ${prefix}.${name}`);
    return [name, array];
  }));
  const parts = (prefix: string, names: readonly string[]): Record<string, Uint8Array> => Object.fromEntries(Object.entries(get(prefix, names)).map(([name, array]) => [name, bytesOf(array)]));
  folder.roots.push(...meta.roots);
  folder.catalogEvents = [...meta.catalogEvents];
  folder.catalog = foldCatalog(meta.catalogEvents);
  folder.followCatalog();
  folder.events.loadFiles(meta.files);
  folder.events.table.load(meta.events, get('events', Object.keys(folder.events.table.spec)));
  folder.ledger.load(meta.ledger);
  folder.problems.push(...meta.problems);
  for (const [i, saved] of meta.datasets.entries()) {
    const dataset = folder.datasets.get(saved.id);
    if (!dataset) throw new RangeError('the snapshot has a dataset that the catalog does not have');
    dataset.table = DatasetTable.from(saved.count, parts(`dataset${i}`, ['ids', 'path.offsets', 'path.bytes', ...Object.keys(DATASET_NUMBERS)]));
    dataset.rest.load(saved.count, get(`dataset${i}.rest`, Object.keys(dataset.rest.spec)));
    const more = get(`dataset${i}.more`, ['slots', 'hashes', 'contents', 'sizes']);
    dataset.rowsById = new KeyTable(16, more['slots'] as Uint32Array, saved.keys);
    dataset.twins.hashes = more['hashes'] as Uint8Array;
    dataset.twins.rows = new KeyTable(32, more['contents'] as Uint32Array, saved.contents);
    dataset.twins.sizes = more['sizes'] as Uint32Array;
    dataset.twins.groups = saved.groups;
  }
  for (const [i, saved] of meta.jobs.entries()) {
    const job = folder.jobs.get(saved.id);
    if (!job) throw new RangeError('the snapshot has a job that the catalog does not have');
    job.table = JobTable.from(saved.count, saved.combos, parts(`job${i}`, Object.keys(JOB_NUMBERS)));
    job.indexCombos();
    job.rows.load(saved.count, get(`job${i}.rows`, Object.keys(job.rows.spec)));
    job.facts.load(saved.facts, get(`job${i}.facts`, Object.keys(job.facts.spec)));
  }
}
