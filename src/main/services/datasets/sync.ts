import type { Dataset, Sample, SampleFacts } from '../../../shared/domain/dataset';
import type { RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { readingOf } from '../../../shared/domain/text-reading';
import { equal } from '../../../shared/fold/equal';
import { locate, type IndexedFile } from '../media';
import type { TaskContext } from '../tasks';
import { Adder } from './add';
import { pairLines, pairMoved, type After, type Before } from './compare';
import type { Context } from './context';
import { hasHeader, lineFacts, textLines } from './lines';
import { problemOf, wholeFacts } from './measure';
import { listFiles, type ListedFile } from './list';
import { factsOf, JOB_FILES, probe } from './probe';
import type { Measured, Relink, StatusChange } from './record';

const UNKNOWN = '0'.repeat(64);
const hashOf = (sample: Sample): string => (sample.facts && sample.facts.hash !== UNKNOWN ? sample.facts.hash : '');

/** What one synchronization writes, and how often each thing happened. */
class Outcome {
  readonly relinks: Relink[] = [];
  readonly status: StatusChange[] = [];
  readonly measured: Measured[] = [];
  counts = { added: 0, missing: 0, changed: 0, moved: 0, back: 0 };

  relink(sample: Sample, to: { readonly path: string; readonly size: number; readonly mtime: number }, part = sample.part): void {
    if (sample.path === to.path && sample.part === part && sample.size === to.size && sample.mtime === to.mtime) return;
    this.relinks.push({ sample: sample.id, path: to.path, part, size: to.size, mtime: to.mtime, wasPath: sample.path, wasPart: sample.part });
  }

  /** The file is there with the content it had. */
  same(sample: Sample): void {
    if (sample.status !== 'missing') return;
    this.status.push({ sample: sample.id, to: 'present', was: sample.status });
    this.counts.back++;
  }

  changed(sample: Sample, facts: SampleFacts): void {
    this.measured.push({ sample: sample.id, facts });
    this.counts.changed++;
    if (sample.status !== 'changed') this.status.push({ sample: sample.id, to: 'changed', was: sample.status });
  }

  missing(sample: Sample): void {
    if (sample.status === 'missing') return;
    this.status.push({ sample: sample.id, to: 'missing', was: sample.status });
    this.counts.missing++;
  }
}

/**
 * Compares a dataset with its source folders and records what is safe: new files are added, vanished ones marked
 * missing, changed ones marked changed (labels stay), moved ones relinked by content, missing ones that are back marked
 * present. Samples the person removed stay removed. Rejects with 'root-missing' when a folder cannot be found: then
 * nothing is called missing.
 */
export async function synchronize(context: Context, dataset: Dataset, task: TaskContext): Promise<void> {
  const { state } = context.options;
  const known = new Map<RootId, Map<string, Sample[]>>();
  const { count } = state.datasetColumns(dataset.id);
  for (let row = 0; row < count; row++) {
    const sample = state.sampleAt(dataset.id, row);
    const ofRoot = known.get(sample.root) ?? new Map<string, Sample[]>();
    known.set(sample.root, ofRoot);
    const atPath = ofRoot.get(sample.path);
    if (atPath) atPath.push(sample);
    else ofRoot.set(sample.path, [sample]);
  }
  const outcome = new Outcome();
  let headers = 0;
  const fresh: { readonly root: RootId; readonly files: readonly ListedFile[] }[] = [];
  const roots = new Set<RootId>([...dataset.sources.map((s) => s.root), ...known.keys()]);
  for (const root of roots) {
    const place = await rootPlace(context, root, dataset);
    const samples = known.get(root) ?? new Map<string, Sample[]>();
    const listed = await listRoot(context, dataset, root, place, samples, task);
    fresh.push({ root, files: await compareRoot(context, dataset, place, samples, listed, outcome, task) });
  }
  if (task.signal.aborted) return;
  const command = context.options.commits.command('command.sync');
  await context.record.relinked(command, dataset.id, outcome.relinks);
  await context.record.measured(command, dataset.id, outcome.measured);
  await context.record.status(command, dataset.id, outcome.status);
  for (const { root, files } of fresh) {
    const adder = new Adder(context, dataset, root, task);
    for (const file of files) await adder.add(file);
    await adder.flush();
    outcome.counts.added += adder.count;
    headers += adder.headers;
  }
  task.outcome(headers > 0 ? { ...outcome.counts, headers } : outcome.counts);
}

async function rootPlace(context: Context, root: RootId, dataset: Dataset): Promise<string> {
  const place = context.options.roots.pathOf(root);
  if (place === null || (await context.options.fs.stat(place).catch(() => null))?.kind !== 'folder') {
    const name = context.options.state.catalog().roots.find((r) => r.id === root)?.name ?? dataset.name;
    throw new FailureError({ code: 'root-missing', message: `The folder of "${name}" cannot be found${place === null ? '' : ` at ${place}`}; nothing was changed. Say where it is now.`, details: { name } });
  }
  return place;
}

/** Everything the sources list, and what is known but lies elsewhere in the root (added by hand, another extension). */
async function listRoot(context: Context, dataset: Dataset, root: RootId, place: string, samples: ReadonlyMap<string, readonly Sample[]>, task: TaskContext): Promise<Map<string, ListedFile>> {
  const { fs, workspaceDir } = context.options;
  const listed = new Map<string, ListedFile>();
  let broken = false;
  for (const source of dataset.sources.filter((s) => s.root === root)) {
    const failed: TaskContext['failed'] = (failure) => {
      broken ||= failure.code === 'folder-unreadable';
      task.failed(failure);
    };
    for await (const files of listFiles({ fs, root: place, inside: source.path, dataType: dataset.dataType, skip: [workspaceDir], signal: task.signal, failed })) {
      for (const file of files) listed.set(file.path, file);
      task.progress(listed.size, 0);
    }
  }
  for (const path of samples.keys()) {
    if (listed.has(path) || task.signal.aborted) continue;
    const full = locate(place, path);
    const info = full === null ? null : await fs.stat(full).catch(() => null);
    if (info?.kind === 'file') listed.set(path, { path, size: info.size, mtime: Math.floor(info.mtime) });
    // A folder that could not be listed hides its files; they are not missing.
    else if (broken) listed.set(path, { path, size: -1, mtime: -1 });
  }
  return listed;
}

/** Returns the files that are new. */
async function compareRoot(context: Context, dataset: Dataset, place: string, samples: ReadonlyMap<string, readonly Sample[]>, listed: ReadonlyMap<string, ListedFile>, outcome: Outcome, task: TaskContext): Promise<readonly ListedFile[]> {
  const byLine = dataset.dataType === 'text' && dataset.textMode === 'line';
  const vanished: Sample[] = [];
  const touched: { sample: Sample; file: ListedFile }[] = [];
  for (const [path, atPath] of samples) {
    const file = listed.get(path);
    const living = atPath.filter((s) => s.status !== 'removed');
    if (file && file.size < 0) continue;
    if (byLine && file) {
      if (living.length > 0 && atPath.some((s) => s.mtime !== file.mtime || s.status === 'missing')) await compareLines(context, place, file, atPath, outcome, task, dataset);
      continue;
    }
    for (const sample of living) {
      if (!file) vanished.push(sample);
      else if (file.size === sample.size && file.mtime === sample.mtime) outcome.same(sample);
      else if (sample.facts === null) {
        outcome.relink(sample, file);
        outcome.same(sample);
      } else touched.push({ sample, file });
    }
  }
  for (let at = 0; at < touched.length && !task.signal.aborted; at += JOB_FILES) {
    const part = touched.slice(at, at + JOB_FILES);
    const found = await probe(context, part.map(({ file }) => ({ path: locate(place, file.path) ?? '', size: file.size })), task.signal, readingOf(dataset).encoding);
    part.forEach(({ sample, file }, i) => {
      const measure = found[i];
      if (!measure || measure.gone) return outcome.missing(sample);
      outcome.relink(sample, file);
      if (measure.hash !== '' && measure.hash === hashOf(sample)) outcome.same(sample);
      else outcome.changed(sample, factsOf(measure));
    });
    task.progress(at + part.length, touched.length);
  }
  const fresh = [...listed.values()].filter((file) => file.size >= 0 && !samples.has(file.path));
  const moved = byLine ? await movedTexts(context, dataset, place, vanished, fresh, outcome, task) : await movedFiles(context, place, vanished, fresh, outcome, task);
  return fresh.filter((file) => !moved.has(file.path));
}

/** Relinks vanished samples whose content turned up elsewhere; the rest is missing. Returns the paths that were used. */
async function movedFiles(context: Context, place: string, vanished: readonly Sample[], fresh: readonly ListedFile[], outcome: Outcome, task: TaskContext): Promise<Set<string>> {
  const sizes = new Set(vanished.filter((s) => hashOf(s) !== '').map((s) => s.size));
  const candidates = fresh.filter((file) => sizes.has(file.size));
  const found: After[] = [];
  for (let at = 0; at < candidates.length && !task.signal.aborted; at += JOB_FILES) {
    const part = candidates.slice(at, at + JOB_FILES);
    const measures = await probe(context, part.map((f) => ({ path: locate(place, f.path) ?? '', size: f.size })), task.signal);
    part.forEach((file, i) => found.push({ path: file.path, size: file.size, hash: measures[i]?.hash ?? '' }));
    task.progress(at + part.length, candidates.length);
  }
  if (task.signal.aborted) return new Set();
  const files = new Map(fresh.map((f) => [f.path, f]));
  const relinked = new Set<Sample>();
  const used = new Set<string>();
  for (const { from, to } of pairMoved(vanished.map((s): Before<Sample> => ({ sample: s, path: s.path, size: s.size, status: s.status, hash: hashOf(s) })), found)) {
    const file = files.get(to.path);
    if (!file) continue;
    outcome.relink(from.sample, file);
    if (from.sample.status === 'missing') outcome.status.push({ sample: from.sample.id, to: 'present', was: 'missing' });
    outcome.counts.moved++;
    relinked.add(from.sample);
    used.add(to.path);
  }
  for (const sample of vanished) if (!relinked.has(sample)) outcome.missing(sample);
  return used;
}

/** A text file that moved is known by its lines: those of one vanished file, all of them, in order. */
async function movedTexts(context: Context, dataset: Dataset, place: string, vanished: readonly Sample[], fresh: readonly ListedFile[], outcome: Outcome, task: TaskContext): Promise<Set<string>> {
  const gone = new Map<string, Sample[]>();
  for (const sample of vanished) gone.set(sample.path, [...(gone.get(sample.path) ?? []), sample]);
  const used = new Set<string>();
  for (const file of gone.size > 0 ? fresh : []) {
    const path = locate(place, file.path);
    if (path === null || task.signal.aborted) continue;
    const indexed = await textLines(context, dataset, path, file.size, file.mtime, task.signal).catch(() => null);
    if (!indexed) continue;
    const { index } = indexed;
    const candidates = [...gone].filter(([, samples]) => samples.length <= index.count && samples.every((s) => hashOf(s) !== ''));
    if (candidates.length === 0) continue;
    const facts = await lineFacts(context, path, indexed, Array.from({ length: index.count }, (_, i) => i), task.signal);
    const hashes = new Map(facts.map((f, i) => [index.parts[i] ?? 0, f.hash]));
    const match = candidates.find(([, samples]) => samples.every((s) => hashes.get(s.part) === hashOf(s)));
    if (!match) continue;
    gone.delete(match[0]);
    used.add(file.path);
    for (const sample of match[1]) {
      outcome.relink(sample, { path: file.path, size: sample.size, mtime: file.mtime });
      if (sample.status === 'missing') outcome.status.push({ sample: sample.id, to: 'present', was: 'missing' });
      outcome.counts.moved++;
    }
  }
  for (const samples of gone.values()) for (const sample of samples) outcome.missing(sample);
  return used;
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
