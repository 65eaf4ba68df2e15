/** A real session on a real folder with the real journal, seen from the services. For tests. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Draft } from '../../shared/events/catalogue/types';
import { livingWork } from '../../shared/fold/item';
import { canonicalize } from '../../shared/kernel/canonical-json';
import { idFromBytes, type DatasetId, type Id, type JobId, type LabelId, type LabelSetId } from '../../shared/kernel/ids';
import { systemClock } from '../adapters/clock';
import { nodeFileSystem } from '../adapters/fs-node';
import { fileKeys } from '../adapters/keys-file';
import { nodeProcesses } from '../adapters/processes-node';
import { systemRandom } from '../adapters/random';
import { nodeSha256 } from '../adapters/sha256-node';
import type { FileSystem } from '../ports/file-system';
import type { ProcessPool } from '../ports/process-pool';
import type { FoldedState } from '../services/state/types';
import { openSession } from './open-session';
import type { WorkspaceSession } from './types';
import type { OpenedSession } from './workspaces';

export const fresh = <I extends Id<string>>(): I => idFromBytes<I>(systemRandom.bytes(16));

/** A folder with `data`, `pictures` (`count` small JPEG pictures, the last two alike) and `texts` (two files of lines). */
export async function makeFolder(count = 8): Promise<string> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'labelwright-session-')));
  await mkdir(join(dir, 'data'), { mode: 0o700 });
  await mkdir(join(dir, 'pictures'));
  await mkdir(join(dir, 'texts'));
  for (let i = 0; i < count; i++) {
    const look = Math.min(i, count - 2);
    await writeFile(join(dir, 'pictures', `p${i}.jpg`), await sharp({ create: { width: 100 + look, height: 80, channels: 3, background: { r: 20 * look, g: 90, b: 40 } } }).jpeg().toBuffer());
  }
  await writeFile(join(dir, 'texts', 'a.txt'), 'one line\nanother line\nwörter\n');
  await writeFile(join(dir, 'texts', 'b.txt'), 'one line\n');
  return dir;
}

export const removeFolder = (dir: string): Promise<void> => rm(dir, { recursive: true, force: true });

/** Opens the workspace `dir`/work; `create` makes it first. */
export function openWork(dir: string, pool: ProcessPool, create: boolean, fs: FileSystem = nodeFileSystem): Promise<OpenedSession> {
  return openSession({
    fs, clock: systemClock, random: systemRandom, sha256: nodeSha256, keys: fileKeys(join(dir, 'data')), processes: nodeProcesses, pool,
    dataDir: join(dir, 'data'), appOrigin: 'http://127.0.0.1:1', requireOrigin: true, display: (path) => path,
  }, join(dir, 'work'), create ? 'work' : null);
}

export interface Labeling {
  readonly pictures: DatasetId;
  readonly texts: DatasetId;
  readonly boxes: JobId;
  readonly scenes: JobId;
  readonly lines: JobId;
  readonly labelSet: LabelSetId;
  readonly labels: readonly LabelId[];
}

/** Both folders as datasets, listed and measured; a job of each task; eight labels. */
export async function makeLabeling(dir: string, session: WorkspaceSession): Promise<Labeling> {
  const listed = async (name: string, type: 'image' | 'text'): Promise<DatasetId> => {
    const ended = new Promise<void>((resolve, reject) => {
      session.tasks.onChange((task) => {
        if (task.state === 'done') resolve();
        else if (task.state === 'failed') reject(new Error(JSON.stringify(task.failures)));
      });
    });
    const { dataset } = await session.datasets.create(name, type, type === 'text' ? 'line' : null, join(dir, name));
    await ended;
    return dataset;
  };
  const pictures = await listed('pictures', 'image');
  const texts = await listed('texts', 'text');
  const [boxes, scenes, lines] = [fresh<JobId>(), fresh<JobId>(), fresh<JobId>()];
  const labelSet = fresh<LabelSetId>();
  const labels = Array.from({ length: 8 }, () => fresh<LabelId>());
  const drafts: Draft[] = [
    { type: 'job.created', base: [], body: { job: boxes, dataset: pictures, name: 'Boxes', task: 'detection', multiple: false, labelSet } },
    { type: 'job.created', base: [], body: { job: scenes, dataset: pictures, name: 'Scenes', task: 'classification', multiple: true, labelSet } },
    { type: 'job.created', base: [], body: { job: lines, dataset: texts, name: 'Lines', task: 'classification', multiple: false, labelSet } },
    ...labels.map((label, i): Draft => ({ type: 'label.added', base: [], body: { labelSet, label, name: `label ${i}`, color: i, shortcut: String(i), attributes: [] } })),
  ];
  await session.commits.commit(null, session.commits.command('command.create-job'), drafts);
  return { pictures, texts, boxes, scenes, lines, labelSet, labels };
}

/** Group numbers are arbitrary: only who is together counts. */
function together(twins: Uint32Array): readonly number[] {
  return Array.from(twins, (group) => (group === 0 ? -1 : twins.indexOf(group)));
}

/** What people see of a workspace: living labels, samples, living work. As one text. */
export async function seen(state: FoldedState): Promise<string> {
  const { datasets, jobs, labelSets } = state.catalog();
  const out: unknown[] = [labelSets.map((set) => set.labels.filter((label) => !label.retired))];
  for (const { id } of datasets) {
    const { count, twins } = state.datasetColumns(id);
    out.push([together(twins), Array.from({ length: count }, (_, row) => state.sampleAt(id, row))]);
  }
  for (const { id, dataset } of jobs) {
    const { count } = state.datasetColumns(dataset);
    for (let row = 0; row < count; row++) out.push(livingWork((await state.work(id, state.sampleIdAt(dataset, row))).work));
  }
  return canonicalize(out);
}

/** The whole state, retired things and columns included. As one text. */
export async function canonical(state: FoldedState): Promise<string> {
  const { datasets, jobs, labelSets, roots, name } = state.catalog();
  const out: unknown[] = [name, roots, datasets, jobs, labelSets];
  for (const { id } of datasets) {
    const c = state.datasetColumns(id);
    out.push([together(c.twins), Array.from({ length: c.count }, (_, row) => state.sampleAt(id, row))]);
  }
  for (const { id, dataset } of jobs) {
    const c = state.jobColumns(id);
    for (let row = 0; row < c.count; row++) {
      const { work, bases } = await state.work(id, state.sampleIdAt(dataset, row));
      out.push([c.state[row], c.objects[row], c.combos[c.combo[row] ?? 0], c.marks[row], c.changed[row], work, bases]);
    }
  }
  return canonicalize(out);
}
