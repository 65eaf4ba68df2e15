/** A workspace of a handful of samples in memory, enough of it for imports and exports. */
import type { Catalog } from '../../../shared/contract/api';
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import { SAMPLE_STATUS, type Dataset, type DataType, type Sample, type SampleFacts } from '../../../shared/domain/dataset';
import { SAMPLE_STATES, NO_MARKS, type Task } from '../../../shared/domain/job';
import type { Label } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { decodeBlob as decodeBytes } from '../../../shared/events/blob-codec';
import { decodeBlob, type Blob } from '../../../shared/events/blobs/kinds';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { Command } from '../../../shared/events/envelope';
import type { DatasetId, Hash, JobId, LabelId, LabelSetId, RootId, SampleId } from '../../../shared/kernel/ids';
import type { FileSystem } from '../../ports/file-system';
import type { Random } from '../../ports/random';
import type { Commits } from '../commits/types';
import type { Media } from '../media/types';
import type { Roots } from '../roots/types';
import type { StateService } from '../state/types';
import { Tasks } from '../tasks';
import type { ExchangeParts } from './job-parts';

export const DATASET = 'd'.repeat(32) as DatasetId;
export const JOB = 'c'.repeat(32) as JobId;
export const ROOT = 'a'.repeat(32) as RootId;
const LABEL_SET = 'b'.repeat(32) as LabelSetId;

export function labelId(n: number): LabelId {
  return `1${n.toString(16).padStart(31, '0')}` as LabelId;
}
export function sampleId(n: number): SampleId {
  return n.toString(16).padStart(32, '0') as SampleId;
}
export function label(n: number, name: string, more: Partial<Label> = {}): Label {
  return { id: labelId(n), name, color: n, shortcut: String(n), attributes: [], retired: false, ...more };
}
export function facts(width: number, height: number, orientation = 1): SampleFacts {
  return { hash: '0'.repeat(64), format: 'jpeg', problem: 'none', width, height, orientation, duration: 0, rate: 0, length: 0 };
}

export interface FakeSample {
  readonly path: string;
  readonly part?: number;
  readonly facts?: SampleFacts;
  readonly work?: Partial<SampleWork>;
  readonly text?: string;
  readonly twin?: number;
  readonly status?: Sample['status'];
}

export interface FakeWorkspace {
  readonly dataType: DataType;
  readonly task: Task;
  readonly multiple?: boolean;
  readonly labels: readonly Label[];
  readonly samples: readonly FakeSample[];
  readonly folder: string;
}

export interface Fake {
  readonly parts: ExchangeParts;
  readonly tasks: Tasks;
  readonly commits: { readonly command: Command; readonly drafts: readonly Draft[] }[];
  boxes(draft: Draft): Blob<'boxes'>['columns'] & { readonly meta: Blob<'boxes'>['meta'] };
  classes(draft: Draft): { readonly sample: string; readonly to: readonly LabelId[]; readonly was: readonly LabelId[] }[];
}

const missing = (): never => {
  throw new Error('not part of this fake');
};

export function fakeWorkspace(fs: FileSystem, w: FakeWorkspace): Fake {
  let seed = 1;
  const random: Random = { bytes: (n) => Uint8Array.from({ length: n }, () => (seed = (seed * 48271) % 2147483647) & 255) };
  const samples = w.samples.map((s, i): Sample => ({ id: sampleId(i + 1), root: ROOT, path: s.path, part: s.part ?? 0, size: 1, mtime: 1, status: s.status ?? 'present', facts: s.facts ?? null }));
  const works = w.samples.map((s): SampleWork => ({ classes: [], annotations: [], marks: NO_MARKS, nothingHere: false, ...s.work }));
  const dataset: Dataset = { id: DATASET, name: 'set', dataType: w.dataType, textMode: w.dataType === 'text' ? 'line' : null, sources: [{ root: ROOT, path: '' }] };
  const catalog: Catalog = { name: 'w', roots: [{ id: ROOT, name: 'root', display: null }], datasets: [dataset], jobs: [{ id: JOB, dataset: DATASET, name: 'job', task: w.task, multiple: w.multiple ?? false, labelSet: LABEL_SET }], labelSets: [{ id: LABEL_SET, labels: w.labels }] };
  const n = samples.length;
  const combos: LabelId[][] = [[]];
  const combo = Uint32Array.from(works, (x) => (x.classes.length === 0 ? 0 : combos.push([...x.classes]) - 1));
  const columns = {
    count: n, root: new Uint16Array(n), status: Uint8Array.from(samples, (s) => SAMPLE_STATUS.indexOf(s.status)), twins: Uint32Array.from(w.samples, (s) => s.twin ?? 0), measured: Uint8Array.from(samples, (s) => (s.facts ? 1 : 0)),
  } as unknown as DatasetColumns;
  const objects = Uint32Array.from(works, (x) => x.classes.length + x.annotations.filter((a) => !a.retired).length);
  const jobColumns = { count: n, objects, combo, combos, state: Uint8Array.from(objects, (c) => SAMPLE_STATES.indexOf(c > 0 ? 'labeled' : 'unlabeled')) } as unknown as JobColumns;
  const state: StateService = {
    cursor: missing, heads: missing, apply: missing, snapshot: missing, close: missing,
    catalog: () => catalog, datasetColumns: () => columns, jobColumns: () => jobColumns,
    rowOf: (_, sample) => samples.findIndex((s) => s.id === sample),
    sampleIdAt: (_, row) => samples[row]?.id ?? missing(),
    sampleAt: (_, row) => samples[row] ?? missing(),
    work: (_, sample) => Promise.resolve({ work: works[samples.findIndex((s) => s.id === sample)] ?? missing(), bases: {} }),
  };
  const blobs = new Map<string, Uint8Array>();
  const made: { command: Command; drafts: readonly Draft[] }[] = [];
  const commits: Commits = {
    commit: (_, command, drafts) => {
      made.push({ command, drafts });
      return Promise.resolve({ entries: [], events: [], cursor: { hash: '', tick: 0 } });
    },
    putBlob: (bytes, rows) => {
      const hash = blobs.size.toString(16).padStart(64, '0') as Hash;
      blobs.set(hash, bytes);
      return Promise.resolve({ hash, bytes: bytes.length, rows });
    },
    command: (name) => ({ id: 'e'.repeat(32) as Command['id'], name, undoes: null, redoes: null }),
    history: missing, undo: missing, redo: missing, onPatch: missing, onHistory: missing,
  };
  const media = { texts: (_: DatasetId, ids: readonly SampleId[]) => Promise.resolve(ids.map((id) => w.samples[samples.findIndex((s) => s.id === id)]?.text ?? null)) } as unknown as Media;
  const roots: Roots = { pathOf: () => w.folder, rootAt: () => null, set: () => Promise.resolve(), onChange: () => () => undefined };
  const tasks = new Tasks({ now: () => 0, monotonic: () => 0, sleep: () => Promise.resolve() }, random);
  const bytesOf = (draft: Draft): Uint8Array => {
    const body = draft.body as { blob?: { hash: string } };
    return blobs.get(body.blob?.hash ?? '') ?? missing();
  };
  const value = <T>(result: { ok: true; value: T } | { ok: false }): T => (result.ok ? result.value : missing());
  return {
    parts: { fs, random, state, commits, tasks, roots, media },
    tasks,
    commits: made,
    boxes: (draft) => {
      const blob = value(decodeBlob('boxes', value(decodeBytes(bytesOf(draft)))));
      return { ...blob.columns, meta: blob.meta };
    },
    classes: (draft) => {
      const { columns: c, meta, rows } = value(decodeBlob('classes', value(decodeBytes(bytesOf(draft)))));
      return Array.from({ length: rows }, (_, i) => ({ sample: Buffer.from(c.sample.subarray(i * 16, i * 16 + 16)).toString('hex'), to: meta.palette[c.to[i] ?? 0] ?? [], was: meta.palette[c.was[i] ?? 0] ?? [] }));
    },
  };
}
