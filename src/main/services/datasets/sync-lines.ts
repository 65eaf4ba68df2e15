import type { Dataset, Sample } from '../../../shared/domain/dataset';
import { readingOf } from '../../../shared/domain/text-reading';
import { equal } from '../../../shared/fold/equal';
import { FailureError } from '../../../shared/kernel/result';
import { locate, type IndexedFile } from '../media';
import type { TaskContext } from '../tasks';
import { pairLines } from './compare';
import type { Context } from './context';
import { hasHeader, lineFacts, textLines } from './lines';
import type { ListedFile } from './list';
import { problemOf, wholeFacts } from './measure';
import { probe } from './probe';
import { SeenFiles } from './seen';
import type { Compared } from './sync-files';
import { hashOf, type Outcome } from './sync-outcome';

/** Samples of one path (removed ones too), and the file that stands there now, if there is one. */
interface Texts {
  readonly samples: readonly Sample[];
  readonly file: ListedFile | null;
}

/**
 * Compares texts whose samples are lines. A file that holds all lines of another one, and none of its own, is that one
 * renamed; what is left of a file that changed is told line by line. Returns the files that are new.
 */
export async function compareTexts(context: Context, of: Compared, outcome: Outcome, task: TaskContext): Promise<readonly ListedFile[]> {
  const seen = await SeenFiles.open(context.options.cache, of.dataset.id, of.root);
  const timesOf = new Map<number, number>();
  for (const samples of of.samples.values()) for (const time of new Set(samples.map((s) => s.mtime))) timesOf.set(time, (timesOf.get(time) ?? 0) + 1);
  const gone = new Map<string, Texts>();
  const touched: { file: ListedFile; samples: readonly Sample[] }[] = [];
  for (const [path, samples] of of.samples) {
    const file = of.listed.get(path);
    if (file && file.size < 0) continue;
    const living = samples.some((s) => s.status !== 'removed');
    if (!file) gone.set(path, { samples, file: null });
    else if (living && (samples.some((s) => s.mtime !== file.mtime || s.status === 'missing') || ((timesOf.get(file.mtime) ?? 0) > 1 && !seen.knows(path, file.identity)))) {
      seen.compared(path, file.identity);
      if (await holdsNoneOf(context, of, file, samples, task)) gone.set(path, { samples, file });
      else touched.push({ file, samples });
    }
  }
  const fresh = [...of.listed.values()].filter((file) => file.size >= 0 && !of.samples.has(file.path));
  const taken = await movedTexts(context, of, gone, fresh, outcome, task);
  for (const { samples, file } of gone.values()) {
    if (file && !taken.has(file.path)) touched.push({ file, samples });
    else for (const sample of samples) if (sample.status !== 'removed') outcome.missing(sample);
  }
  outcome.seen.push(seen);
  for (const { file, samples } of touched) await compareLines(context, of.place, file, samples, outcome, task, of.dataset);
  // A path whose lines went elsewhere, and where nobody's came in their place.
  const left = [...of.samples.keys()].flatMap((path) => (taken.left.has(path) && !taken.has(path) ? of.listed.get(path) ?? [] : []));
  return [...fresh.filter((file) => !taken.has(file.path)), ...left];
}

/** Hashes of the lines of a file by their number; null when it cannot be read. */
async function hashesOf(context: Context, { dataset, place }: Compared, file: ListedFile, task: TaskContext): Promise<ReadonlyMap<number, string> | null> {
  const path = locate(place, file.path);
  if (path === null || task.signal.aborted) return null;
  const indexed = await textLines(context, dataset, path, file.size, file.mtime, task.signal).catch(() => null);
  if (!indexed) return null;
  const { index } = indexed;
  const facts = await lineFacts(context, path, indexed, Array.from({ length: index.count }, (_, i) => i), task.signal);
  return new Map(facts.map((f, i) => [index.parts[i] ?? 0, f.hash]));
}

async function holdsNoneOf(context: Context, of: Compared, file: ListedFile, samples: readonly Sample[], task: TaskContext): Promise<boolean> {
  const hashes = new Set((await hashesOf(context, of, file, task))?.values());
  return hashes.size > 0 && samples.every((s) => hashOf(s) !== '' && !hashes.has(hashOf(s)));
}

/** Paths that hold the lines of another file now; `left`: paths whose lines went elsewhere. */
class Taken extends Set<string> {
  readonly left = new Set<string>();
}

/** A text file that moved is known by its lines: those of one file that is gone, all of them, in order. Takes what moved out of `gone`. */
async function movedTexts(context: Context, of: Compared, gone: Map<string, Texts>, fresh: readonly ListedFile[], outcome: Outcome, task: TaskContext): Promise<Taken> {
  const taken = new Taken();
  const targets = [...fresh, ...[...gone.values()].flatMap(({ file }) => file ?? [])];
  for (const file of gone.size > 0 ? targets : []) {
    const hashes = await hashesOf(context, of, file, task);
    if (hashes === null) continue;
    const match = [...gone].find(([path, { samples }]) => path !== file.path && samples.length <= hashes.size && samples.every((s) => hashOf(s) !== '' && hashes.get(s.part) === hashOf(s)));
    if (!match) continue;
    const [path, { samples }] = match;
    gone.delete(path);
    taken.left.add(path);
    taken.add(file.path);
    for (const sample of samples) outcome.moved(sample, { path: file.path, size: sample.size, mtime: file.mtime });
  }
  return taken;
}

async function compareLines(context: Context, place: string, file: ListedFile, samples: readonly Sample[], outcome: Outcome, task: TaskContext, dataset: Dataset): Promise<void> {
  const path = locate(place, file.path);
  if (path === null) return;
  let indexed: IndexedFile | null;
  try {
    indexed = await textLines(context, dataset, path, file.size, file.mtime, task.signal);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'cancelled') throw error;
    // Nothing is known of its lines: they stay as they are.
    return task.failed(problemOf(file.path, 'unreadable'));
  }
  const before = samples.map((sample) => ({ sample, part: sample.part, hash: hashOf(sample) }));
  const facts = indexed ? await lineFacts(context, path, indexed, Array.from({ length: indexed.index.count }, (_, i) => i), task.signal) : [];
  const lines = facts.map((f, row) => ({ part: indexed?.index.parts[row] ?? 0, hash: f.hash, row }));
  const after = indexed && (await hasHeader(context, dataset, path, indexed, before, lines[0]?.hash)) ? lines.slice(1) : lines;
  const whole = samples.find((sample) => sample.part === 0 && sample.status !== 'removed');
  if (after.length === 0 && whole) await compareEmpty(context, dataset, path, file, whole, outcome, task);
  const index = indexed?.index ?? { lengths: [] };
  // Removed lines take part, so that they are not added again; nothing else happens to them.
  const pairs = pairLines(after.length === 0 ? before.filter(({ part }) => part > 0) : before, after);
  const at = (row: number): { path: string; size: number; mtime: number } => ({ path: file.path, size: index.lengths[row] ?? 0, mtime: file.mtime });
  for (const { from: { sample }, to } of pairs.same) {
    outcome.relink(sample, at(to.row), to.part);
    outcome.same(sample);
  }
  for (const { from: { sample }, to } of pairs.changed) {
    outcome.relink(sample, at(to.row), to.part);
    const found = facts[to.row];
    if (sample.status === 'removed' || !found) continue;
    // A line that was never measured cannot have changed.
    if (sample.facts === null) outcome.same(sample);
    else outcome.changed(sample, found);
  }
  for (const { sample } of pairs.missing) if (sample.status !== 'removed') outcome.missing(sample);
  if (pairs.added.length === 0) return;
  const command = context.options.commits.command('command.sync');
  const root = samples[0]?.root;
  if (root) await context.record.added(command, dataset.id, root, pairs.added.map((line) => ({ id: context.newId(), path: file.path, part: line.part, size: index.lengths[line.row] ?? 0, mtime: file.mtime })));
  outcome.counts.added += pairs.added.length;
}

/** A file that stands for itself because it has no lines, and still has none. */
async function compareEmpty(context: Context, dataset: Dataset, path: string, file: ListedFile, sample: Sample, outcome: Outcome, task: TaskContext): Promise<void> {
  const [measure] = await probe(context, [{ path, size: file.size }], task.signal, readingOf(dataset).encoding);
  if (!measure || measure.gone) return;
  outcome.relink(sample, file);
  outcome.same(sample);
  const facts = await wholeFacts(context, dataset, { path, size: file.size, mtime: file.mtime }, measure, task.signal);
  if (sample.facts && !equal(sample.facts, facts)) outcome.measured.push({ sample: sample.id, facts });
}
