/** Datasets on a real disk, with a state that folds just the events about samples. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS, type Dataset, type Sample } from '../../../shared/domain/dataset';
import { decodeBlob as decodeBytes } from '../../../shared/events/blob-codec';
import { decodeBlob, type BlobColumns, type BlobKind } from '../../../shared/events/blobs/kinds';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command } from '../../../shared/events/envelope';
import { toHex } from '../../../shared/kernel/bytes';
import { idFromBytes, type DatasetId, type RootId, type SampleId } from '../../../shared/kernel/ids';
import type { TaskInfo } from '../../../shared/contract/api';
import { systemClock } from '../../adapters/clock';
import { nodeFileSystem } from '../../adapters/fs-node';
import { systemRandom } from '../../adapters/random';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { FileSystem } from '../../ports/file-system';
import { directPool, type DirectPool } from '../../processes/common/direct-pool.testing';
import type { Commits } from '../commits/types';
import { createMedia, type MediaService } from '../media';
import { openRoots, type Roots } from '../roots';
import type { StateService } from '../state/types';
import { Tasks } from '../tasks';
import { createDatasets, type Datasets } from './index';

export interface World {
  readonly dir: string;
  readonly source: string;
  readonly workspaceDir: string;
  readonly pool: DirectPool;
  readonly state: StateService;
  readonly commits: Commits;
  readonly roots: Roots;
  readonly tasks: Tasks;
  readonly media: MediaService;
  readonly datasets: Datasets;
  readonly drafts: { readonly command: Command; readonly draft: Draft }[];
  readonly samples: Map<DatasetId, Sample[]>;
  /** Puts files into the source folder. */
  put(files: Readonly<Record<string, Uint8Array | string>>): Promise<void>;
  /** `path` -> [status, problem or 'unmeasured']. */
  look(dataset: DatasetId): Record<string, string>;
  wait(task: Parameters<Tasks['wait']>[0] | null): Promise<TaskInfo>;
  remove(): Promise<void>;
}

const id = <I extends string>(bytes: Uint8Array, row: number): I => idFromBytes(bytes.slice(row * 16, row * 16 + 16)) as unknown as I;

export async function makeWorld(fs: FileSystem = nodeFileSystem): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'datasets-'));
  const source = join(dir, 'source'), workspaceDir = join(dir, 'workspace');
  await mkdir(source);
  await mkdir(workspaceDir);
  const datasets: Dataset[] = [];
  const roots: { id: RootId; name: string; display: null }[] = [];
  const samples = new Map<DatasetId, Sample[]>();
  const blobs = new Map<string, Uint8Array>();
  const drafts: World['drafts'] = [];
  const list = (dataset: DatasetId): Sample[] => {
    const found = samples.get(dataset);
    if (!found) throw new Error('no such dataset');
    return found;
  };
  const blobOf = <K extends BlobKind>(kind: K, ref: BlobRef): { rows: number; columns: BlobColumns<K> } => {
    const bytes = decodeBytes(blobs.get(ref.hash) ?? new Uint8Array(0));
    if (!bytes.ok) throw new Error(bytes.error.message);
    const blob = decodeBlob(kind, bytes.value);
    if (!blob.ok) throw new Error(blob.error.message);
    return blob.value;
  };
  const change = (dataset: DatasetId, sample: SampleId, to: (s: Sample) => Sample): void => {
    const all = list(dataset), at = all.findIndex((s) => s.id === sample), found = all[at];
    if (!found) throw new Error('a fact about no sample');
    all[at] = to(found);
  };
  const fold = (draft: Draft): void => {
    switch (draft.type) {
      case 'root.added': return void roots.push({ id: draft.body.root, name: draft.body.name, display: null });
      case 'dataset.created':
        samples.set(draft.body.dataset, []);
        return void datasets.push({ id: draft.body.dataset, name: draft.body.name, dataType: draft.body.dataType, textMode: draft.body.textMode, sources: [] });
      case 'dataset.reading-set': {
        const at = datasets.findIndex((d) => d.id === draft.body.dataset), found = datasets[at];
        if (found) datasets[at] = { ...found, reading: draft.body.to };
        return;
      }
      case 'dataset.source-added': {
        const at = datasets.findIndex((d) => d.id === draft.body.dataset), found = datasets[at];
        if (found) datasets[at] = { ...found, sources: [...found.sources, draft.body.source] };
        return;
      }
      case 'samples.added': {
        const { rows, columns: c } = blobOf('samples', draft.body.blob);
        for (let i = 0; i < rows; i++) list(draft.body.dataset).push({ id: id(c.id, i), root: draft.body.root, path: c.path.at(i) ?? '', part: c.part[i] ?? 0, size: c.size[i] ?? 0, mtime: c.mtime[i] ?? 0, status: 'present', facts: null });
        return;
      }
      case 'samples.measured': {
        const { rows, columns: c } = blobOf('facts', draft.body.blob);
        for (let i = 0; i < rows; i++) change(draft.body.dataset, id(c.sample, i), (s) => ({ ...s, facts: {
          hash: toHex(c.hash.slice(i * 32, i * 32 + 32)), format: MEDIA_FORMATS[c.format[i] ?? 0] ?? 'unknown', problem: MEDIA_PROBLEMS[c.problem[i] ?? 0] ?? 'none',
          width: c.width[i] ?? 0, height: c.height[i] ?? 0, orientation: c.orientation[i] ?? 0, duration: c.duration[i] ?? 0, rate: c.rate[i] ?? 0, length: c.length[i] ?? 0,
        } }));
        return;
      }
      case 'samples.status-set': {
        const { rows, columns: c } = blobOf('status', draft.body.blob);
        for (let i = 0; i < rows; i++) change(draft.body.dataset, id(c.sample, i), (s) => {
          if (SAMPLE_STATUS[c.was[i] ?? 0] !== s.status) throw new Error('the status was another');
          return { ...s, status: SAMPLE_STATUS[c.to[i] ?? 0] ?? 'present' };
        });
        return;
      }
      case 'samples.relinked': {
        const { rows, columns: c } = blobOf('relinks', draft.body.blob);
        for (let i = 0; i < rows; i++) change(draft.body.dataset, id(c.sample, i), (s) => {
          if (c.wasPath.at(i) !== s.path || c.wasPart[i] !== s.part) throw new Error('the path was another');
          return { ...s, path: c.path.at(i) ?? '', part: c.part[i] ?? 0, size: c.size[i] ?? 0, mtime: c.mtime[i] ?? 0 };
        });
        return;
      }
      default: throw new Error(`unexpected ${draft.type}`);
    }
  };
  const none = (): never => {
    throw new Error('not part of this fake');
  };
  const state = {
    cursor: none, heads: none, jobColumns: none, work: none, apply: none, snapshot: none, close: none,
    catalog: () => ({ name: 'w', roots, datasets, jobs: [], labelSets: [], deleted: { datasets: [], jobs: [] } }),
    datasetColumns: (dataset: DatasetId) => {
      const all = list(dataset);
      return { count: all.length, measured: Uint8Array.from(all, (s) => (s.facts ? 1 : 0)), status: Uint8Array.from(all, (s) => SAMPLE_STATUS.indexOf(s.status)), problem: Uint8Array.from(all, (s) => MEDIA_PROBLEMS.indexOf(s.facts?.problem ?? 'none')) };
    },
    rowOf: (dataset: DatasetId, sample: SampleId) => list(dataset).findIndex((s) => s.id === sample),
    sampleIdAt: (dataset: DatasetId, row: number) => list(dataset)[row]?.id,
    sampleAt: (dataset: DatasetId, row: number) => list(dataset)[row],
  } as unknown as StateService;
  const commits = {
    commit: (_origin: string | null, command: Command, of: readonly Draft[]) => {
      for (const draft of of) {
        drafts.push({ command, draft });
        fold(draft);
      }
      return Promise.resolve({ entries: [], events: [], cursor: { hash: '', tick: 0 } });
    },
    putBlob: (bytes: Uint8Array, rows: number) => {
      const hash = toHex(nodeSha256(bytes));
      blobs.set(hash, bytes);
      return Promise.resolve({ hash, bytes: bytes.length, rows });
    },
    command: (name: string) => ({ id: idFromBytes(systemRandom.bytes(16)), name, undoes: null, redoes: null }),
    history: none, undo: none, redo: none, onPatch: none, onHistory: none,
  } as unknown as Commits;
  const pool = directPool();
  const tasks = new Tasks(systemClock, systemRandom);
  const places = await openRoots({ fs, appDataDir: join(dir, 'app'), project: 'p', workspaceDir });
  const media = createMedia({ fs, state, roots: places, pool, random: systemRandom, sha256: nodeSha256, cacheDir: join(workspaceDir, 'cache'), appOrigin: 'http://x', requireOrigin: false });
  const service = createDatasets({ fs, clock: systemClock, random: systemRandom, sha256: nodeSha256, pool, state, commits, tasks, roots: places, lines: media.lines, cache: media.cache, workspaceDir });
  return {
    dir, source, workspaceDir, pool, state, commits, roots: places, tasks, media, datasets: service, drafts, samples,
    async put(files) {
      for (const [path, bytes] of Object.entries(files)) {
        await mkdir(dirname(join(source, path)), { recursive: true });
        await writeFile(join(source, path), bytes);
      }
    },
    look: (dataset) => Object.fromEntries(list(dataset).map((s) => [s.part ? `${s.path}:${s.part}` : s.path, `${s.status} ${s.facts?.problem ?? 'unmeasured'}`])),
    wait: (task) => {
      if (task === null) throw new Error('no task');
      return tasks.wait(task);
    },
    async remove() {
      await tasks.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
