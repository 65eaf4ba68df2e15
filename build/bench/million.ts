/**
 * A million samples, on the real disk: listed, measured and classified as journal and blobs; folded again without and with
 * a snapshot; filtered by three conditions; 2,000 scattered ones classified at once. Beside it the floor: the same
 * columns as plain typed arrays, and as one file.
 */
import { mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileKeys } from '../../src/main/adapters/keys-file';
import { nodeFileSystem } from '../../src/main/adapters/fs-node';
import { nodeProcesses } from '../../src/main/adapters/processes-node';
import { nodeSha256 } from '../../src/main/adapters/sha256-node';
import { systemClock } from '../../src/main/adapters/clock';
import { systemRandom } from '../../src/main/adapters/random';
import { createCommits, type LabelingCommits } from '../../src/main/services/commits/index';
import { createJournal, openJournal, type Journal, type JournalOptions } from '../../src/main/services/journal/index';
import { createState, type FoldedState } from '../../src/main/services/state/index';
import { encodeBlob as toBytes } from '../../src/shared/events/blob-codec';
import { encodeBlob, type BlobColumns, type BlobKind, type BlobMetas } from '../../src/shared/events/blobs/kinds';
import type { Draft } from '../../src/shared/events/catalogue/types';
import type { BlobRef, Command } from '../../src/shared/events/envelope';
import { idSequence } from '../../src/shared/kernel/id-sequence';
import { idFromBytes, type CommandId, type DatasetId, type Id, type JobId, type LabelId, type LabelSetId, type RootId } from '../../src/shared/kernel/ids';

/** Milliseconds and bytes. */
export interface MillionFigures {
  readonly samples: number;
  readonly importMs: number;
  readonly bytesOnDisk: number;
  readonly replayMs: number;
  readonly snapshotMs: number;
  readonly reopenMs: number;
  readonly filterMs: number;
  readonly classify2000Ms: number;
  readonly floor: { readonly writeBlobsMs: number; readonly readColumnsMs: number; readonly filterMs: number; readonly columnBytes: number };
}

const PIECE = 10_000;
const id = <I extends Id<string>>(): I => idFromBytes<I>(systemRandom.bytes(16));
const now = (): number => systemClock.monotonic();
const command = (name: string): Command => ({ id: id<CommandId>(), name, undoes: null, redoes: null });
const draft = (d: Omit<Draft, 'base'>): Draft => ({ ...d, base: [] }) as unknown as Draft;

async function put<K extends BlobKind>(commits: LabelingCommits, kind: K, rows: number, meta: BlobMetas[K], columns: BlobColumns<K>): Promise<BlobRef> {
  const bytes = toBytes(encodeBlob(kind, rows, meta, columns));
  if (!bytes.ok) throw new Error(bytes.error.message);
  return commits.putBlob(bytes.value, rows);
}

async function folderBytes(dir: string): Promise<number> {
  let total = 0;
  for (const entry of await readdir(dir, { withFileTypes: true, recursive: true })) if (entry.isFile()) total += (await stat(join(entry.parentPath, entry.name))).size;
  return total;
}

/** Every so manyth sample is named otherwise: 2,000 scattered ones that one word finds. */
const SCATTERED = 500;

/** Path of a sample inside its root. */
export function pathOf(i: number): string {
  return `2026/day-${Math.floor(i / 3000)}/${i % SCATTERED === SCATTERED / 2 ? 'PANO' : 'IMG'}_${String(i).padStart(7, '0')}.jpg`;
}

export interface Imported {
  readonly root: RootId;
  readonly dataset: DatasetId;
  readonly job: JobId;
  readonly labels: readonly LabelId[];
}

/** Lists, measures and classifies `samples` pictures, as journal and blobs. */
export async function importSamples(commits: LabelingCommits, samples: number): Promise<Imported> {
  const [root, dataset, job, labelSet] = [id<RootId>(), id<DatasetId>(), id<JobId>(), id<LabelSetId>()];
  const labels = Array.from({ length: 10 }, () => id<LabelId>());
  const say = async (drafts: readonly Draft[]): Promise<void> => void (await commits.commit(null, command('bench'), drafts));
  await say([
    draft({ type: 'root.added', body: { root, name: 'photos' } }), draft({ type: 'dataset.created', body: { dataset, name: 'D', dataType: 'image', textMode: null } }),
    draft({ type: 'job.created', body: { job, dataset, name: 'J', task: 'classification', multiple: false, labelSet } }),
    ...labels.map((label, i) => draft({ type: 'label.added', body: { labelSet, label, name: `label ${i}`, color: i, shortcut: String((i + 1) % 10), attributes: [] } })),
  ]);
  let before = Promise.resolve();
  for (let from = 0; from < samples; from += PIECE) {
    const n = Math.min(PIECE, samples - from);
    const ids = idSequence(systemRandom.bytes(12), from, n);
    const at = Array.from({ length: n }, (_, i) => from + i);
    const [added, measured, classes] = await Promise.all([
      put(commits, 'samples', n, null, {
        id: ids, path: at.map(pathOf), part: new Uint32Array(n),
        size: Float64Array.from(at, (i) => 2_000_000 + ((i * 7919) % 1_000_000)), mtime: Float64Array.from(at, (i) => 1_700_000_000_000 + i * 1500),
      }),
      put(commits, 'facts', n, null, {
        sample: ids, hash: systemRandom.bytes(32 * n), format: new Uint8Array(n).fill(1), problem: new Uint8Array(n), width: new Uint32Array(n).fill(4000), height: new Uint32Array(n).fill(3000),
        orientation: new Uint8Array(n).fill(1), duration: new Float64Array(n), rate: new Float64Array(n), length: new Uint32Array(n),
      }),
      put(commits, 'classes', n, { palette: [[], ...labels.map((l) => [l])] }, { sample: ids, to: Uint16Array.from(at, (i) => (i * 31) % 11), was: new Uint16Array(n) }),
    ]);
    await before;
    // The disk takes the blobs of the next piece while this one is committed.
    before = (async () => {
      await say([draft({ type: 'samples.added', body: { dataset, root, blob: added } })]);
      await say([draft({ type: 'samples.measured', body: { dataset, blob: measured } })]);
      await say([draft({ type: 'classes.bulk-set', body: { job, blob: classes } })]);
    })();
  }
  await before;
  return { root, dataset, job, labels };
}

/** Labeled, of one label, wider than it is high: how many. */
function filter(state: FoldedState, dataset: DatasetId, job: JobId, label: LabelId): number {
  const d = state.datasetColumns(dataset);
  const j = state.jobColumns(job);
  const wanted = Uint8Array.from(j.combos, (combo) => (combo.includes(label) ? 1 : 0));
  let found = 0;
  for (let row = 0; row < d.count; row++) if (j.state[row] === 1 && wanted[j.combo[row] ?? 0] === 1 && (d.width[row] ?? 0) > (d.height[row] ?? 0)) found++;
  return found;
}

/** Runs the whole row once in a folder of its own, which is removed afterwards. */
export async function million(samples = 1_000_000): Promise<MillionFigures> {
  const dir = await mkdtemp(join(tmpdir(), 'labelwright-million-'));
  const workspace = join(dir, 'workspace');
  const options: JournalOptions = { fs: nodeFileSystem, clock: systemClock, random: systemRandom, keys: fileKeys(join(dir, 'data')), sha256: nodeSha256, processes: nodeProcesses, dir: workspace };
  const openState = (journal: Journal): Promise<FoldedState> => createState({ journal, fs: nodeFileSystem, dir: join(workspace, 'cache', 'state'), sha256: nodeSha256 });
  try {
    let start = now();
    let journal = await createJournal({ ...options, name: 'Million' });
    let state = await openState(journal);
    const importing = createCommits({ journal, state, random: systemRandom });
    // A window follows: the patches are made as in the product.
    importing.onPatch(() => undefined);
    const { dataset, job, labels } = await importSamples(importing, samples);
    const importMs = now() - start;
    await state.close();
    await journal.close();
    await rm(join(workspace, 'cache', 'state'), { recursive: true, force: true });
    const bytesOnDisk = await folderBytes(workspace);

    start = now();
    journal = await openJournal(options);
    state = await openState(journal);
    const replayMs = now() - start;
    start = now();
    await state.snapshot();
    const snapshotMs = now() - start;
    await state.close();
    await journal.close();

    start = now();
    journal = await openJournal(options);
    state = await openState(journal);
    const reopenMs = now() - start;
    const [, second, third] = labels;
    if (second === undefined || third === undefined || state.datasetColumns(dataset).count !== samples) throw new Error('the state is not whole');
    start = now();
    filter(state, dataset, job, second);
    const filterMs = now() - start;
    const commits = createCommits({ journal, state, random: systemRandom });
    let pushed = 0;
    commits.onPatch(() => { pushed += 1; });
    const rows = Uint32Array.from({ length: 2000 }, (_, i) => Math.floor((i * samples) / 2000));
    start = now();
    await commits.classesSetMany('bench', job, rows, 'replace', [third], commits.command('bench'));
    const classify2000Ms = now() - start;
    if (pushed !== 1) throw new Error('nothing was pushed');

    const { parts } = state.columnParts(dataset, null);
    const flat = Buffer.concat([...Object.values(parts), ...Object.values(state.columnParts(dataset, job).parts)]);
    await writeFile(join(dir, 'flat'), flat);
    // The same bytes in as many flushed files, nothing else.
    start = now();
    const part = Math.ceil(bytesOnDisk / (3 * Math.ceil(samples / PIECE)));
    for (let from = 0, n = 0; from < bytesOnDisk; from += part) {
      const file = await open(join(dir, `floor-${n++}`), 'wx');
      await file.writeFile(flat.subarray(from, from + part));
      await file.sync();
      await file.close();
    }
    const writeBlobsMs = now() - start;
    start = now();
    const read = await readFile(join(dir, 'flat'));
    const readColumnsMs = now() - start;
    const [a, b, c] = [new Uint8Array(samples).fill(1), new Uint32Array(samples).fill(3), new Uint32Array(samples).fill(5)];
    start = now();
    let hits = 0;
    for (let row = 0; row < samples; row++) if (a[row] === 1 && b[row] === 3 && (c[row] ?? 0) > 4) hits++;
    const floorFilterMs = now() - start;
    if (hits !== samples) throw new Error('the floor is not whole');
    await state.close();
    await journal.close();
    return { samples, importMs, bytesOnDisk, replayMs, snapshotMs, reopenMs, filterMs, classify2000Ms, floor: { writeBlobsMs, readColumnsMs, filterMs: floorFilterMs, columnBytes: read.length } };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
