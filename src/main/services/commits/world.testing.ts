/** A dataset of pictures with a job of either task in a journal in memory, folded, with the commits to be tested. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Draft, EventBodies, EventType } from '../../../shared/events/catalogue/types';
import { livingWork } from '../../../shared/fold/item';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { AnnotationId, JobId } from '../../../shared/kernel/ids';
import { nodeFileSystem } from '../../adapters/fs-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createState, type FoldedState } from '../state/index';
import { MemoryJournal } from '../state/memory-journal.testing';
import { annotation, begin, classification, detection, label, sample } from '../state/random-journal.testing';
import { createCommits, type LabelingCommits } from './index';

let dir = '';
let runs = 0;
let counter = 0;
const random = { bytes: (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i < 4 ? (++counter >> (8 * i)) & 255 : 7)) };

/** Once per file of tests: the folder that snapshots lie in. */
export function worlds(): void {
  beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'lw-commits-')); });
  afterAll(async () => { await rm(dir, { recursive: true, force: true }); });
}

/** Of a state that starts without a snapshot. */
export const freshFolder = (): string => join(dir, String(runs++));

export interface World { journal: MemoryJournal; state: FoldedState; commits: LabelingCommits; folder: string }

export async function open(journal: MemoryJournal, folder: string): Promise<World> {
  const state = await createState({ journal, fs: nodeFileSystem, dir: folder, sha256: nodeSha256 });
  return { journal, state, commits: createCommits({ journal, state, random }), folder };
}

export async function world(samples = 6): Promise<World> {
  const journal = new MemoryJournal();
  await begin(journal, samples);
  return open(journal, freshFolder());
}

export const draft = <T extends EventType>(type: T, body: EventBodies[T]): Draft => ({ type, base: [], body }) as unknown as Draft;
export const box = (x: number, width = 10): { kind: 'box'; x: number; y: number; width: number; height: number } => ({ kind: 'box', x, y: 1, width, height: 5 });
export const on = (s: number, a: number): { job: JobId; sample: ReturnType<typeof sample>; annotation: AnnotationId } => ({ job: detection, sample: sample(s), annotation: annotation(a) });
export const made = (s: number, a: number, l = 0): Draft => draft('annotation.created', { ...on(s, a), label: label(l), geometry: box(a), attributes: {}, origin: 'person' });

/** Everything a person sees of some samples, byte for byte. */
export async function seen({ state }: World, samples = [0, 1, 2]): Promise<string> {
  const works = [];
  for (const job of [classification, detection]) for (const s of samples) works.push(livingWork((await state.work(job, sample(s))).work));
  return canonicalize([works, state.catalog().labelSets.map((set) => set.labels.filter((l) => !l.retired))]);
}
