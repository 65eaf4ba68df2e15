import type { Dataset, Sample } from '../../../shared/domain/dataset';
import type { RootId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { locate } from '../media';
import type { TaskContext } from '../tasks';
import { Adder } from './add';
import type { Context } from './context';
import { listFiles, type ListedFile } from './list';
import { compareFiles, type Compared } from './sync-files';
import { compareTexts } from './sync-lines';
import { Outcome } from './sync-outcome';

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
    headers += adder.headers;
  }
  for (const seen of outcome.seen) await seen.keep();
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
    if (info?.kind === 'file') listed.set(path, { path, size: info.size, mtime: Math.floor(info.mtime), identity: info.identity });
    // A folder that could not be listed hides its files; they are not missing.
    else if (broken) listed.set(path, { path, size: -1, mtime: -1, identity: '' });
  }
  return listed;
}
