import type { Dataset, Sample } from '../../../shared/domain/dataset';
import type { RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { locate } from '../media';
import type { TaskContext } from '../tasks';
import { Adder } from './add';
import { pairLines } from './compare';
import type { Context } from './context';
import { indexOf, lineFacts } from './lines';
import { listFiles, type ListedFile } from './list';
import { compareFiles, type Compared } from './sync-files';
import { hashOf, Outcome } from './sync-outcome';

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
  const fresh: { readonly root: RootId; readonly files: readonly ListedFile[] }[] = [];
  const roots = new Set<RootId>([...dataset.sources.map((s) => s.root), ...known.keys()]);
  for (const root of roots) {
    const place = await rootPlace(context, root, dataset);
    const samples = known.get(root) ?? new Map<string, Sample[]>();
    const listed = await listRoot(context, dataset, root, place, samples, task);
    const compared: Compared = { dataset, root, place, samples, listed };
    const byLine = dataset.dataType === 'text' && dataset.textMode === 'line';
    fresh.push({ root, files: await (byLine ? compareTexts : compareFiles)(context, compared, outcome, task) });
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
  }
  task.outcome(outcome.counts);
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
    if (info?.kind === 'file') listed.set(path, { path, size: info.size, mtime: Math.floor(info.mtime), identity: info.identity });
    // A folder that could not be listed hides its files; they are not missing.
    else if (broken) listed.set(path, { path, size: -1, mtime: -1, identity: '' });
  }
  return listed;
}

/** Texts whose samples are lines: what a file is becomes of its lines. Returns the files that are new. */
async function compareTexts(context: Context, { dataset, place, samples, listed }: Compared, outcome: Outcome, task: TaskContext): Promise<readonly ListedFile[]> {
  const vanished: Sample[] = [];
  for (const [path, atPath] of samples) {
    const file = listed.get(path);
    const living = atPath.filter((s) => s.status !== 'removed');
    if (file && file.size < 0) continue;
    if (!file) vanished.push(...living);
    else if (living.length > 0 && atPath.some((s) => s.mtime !== file.mtime || s.status === 'missing')) await compareLines(context, place, file, atPath, outcome, task, dataset);
  }
  const fresh = [...listed.values()].filter((file) => file.size >= 0 && !samples.has(file.path));
  const moved = await movedTexts(context, place, vanished, fresh, outcome, task);
  return fresh.filter((file) => !moved.has(file.path));
}

/** A text file that moved is known by its lines: those of one vanished file, all of them, in order. */
async function movedTexts(context: Context, place: string, vanished: readonly Sample[], fresh: readonly ListedFile[], outcome: Outcome, task: TaskContext): Promise<Set<string>> {
  const gone = new Map<string, Sample[]>();
  for (const sample of vanished) gone.set(sample.path, [...(gone.get(sample.path) ?? []), sample]);
  const used = new Set<string>();
  for (const file of gone.size > 0 ? fresh : []) {
    const path = locate(place, file.path);
    if (path === null || task.signal.aborted) continue;
    const indexed = await indexOf(context, path, file.size, file.mtime, task.signal).catch(() => null);
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
  const indexed = await indexOf(context, path, file.size, file.mtime, task.signal);
  const { index } = indexed;
  const facts = await lineFacts(context, path, indexed, Array.from({ length: index.count }, (_, i) => i), task.signal);
  const after = facts.map((f, row) => ({ part: index.parts[row] ?? 0, hash: f.hash, row }));
  // Removed lines take part, so that they are not added again; nothing else happens to them.
  const pairs = pairLines(samples.map((sample) => ({ sample, part: sample.part, hash: hashOf(sample) })), after);
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
