import { join } from 'node:path';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { fileKeys } from '../../adapters/keys-file';
import { nodeProcesses } from '../../adapters/processes-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { openJournal } from '../../services/journal';
import { everyDataset, everyJob } from '../../services/state';
import { pathOf, type CliContext } from './context';
import { plain, type ExitCode, type Output } from './output';
import { withWorkspace } from './workspace';

/** Caches that only a window can fill; they are kept, being named by the content they were made of. */
const FROM_WINDOWS: ReadonlySet<string> = new Set(['peaks', 'poster']);
const LABELED = SAMPLE_STATES.indexOf('labeled');

/**
 * Deletes snapshots, indexes and thumbnails and folds the journal anew. Nothing that a person made is touched. Problems: what
 * the journal or its blobs could not give.
 */
export async function runRebuild(context: CliContext, output: Output, workspace: string): Promise<ExitCode> {
  const dir = pathOf(context, workspace);
  const { recovered, salvaged } = await openOnce(context, dir);
  const files = await deleteCaches(context, dir);
  const started = context.clock.monotonic();
  return withWorkspace(context, output, dir, { write: true }, async (session) => {
    const seconds = (context.clock.monotonic() - started) / 1000;
    const { state, journal } = session;
    await state.snapshot();
    const catalog = state.catalog();
    // What was found first is told again by the second opening.
    const problems: readonly Failure[] = [...new Map([...journal.standing, ...recovered, ...journal.recovered, ...state.problems].map((p) => [p.message, p])).values()];
    // Deleted ones are folded like the others: what is said of them is what would come back.
    const deleted = new Set<string>([...catalog.deleted.datasets.map(({ dataset }) => dataset.id), ...catalog.deleted.jobs.map(({ job }) => job.id)]);
    const datasets = everyDataset(catalog).map((d) => ({ name: d.name, dataType: d.dataType, samples: state.datasetColumns(d.id).count, ...(deleted.has(d.id) ? { deleted: true } : {}) }));
    const jobs = everyJob(catalog).map((job) => {
      const { state: states, objects } = state.jobColumns(job.id);
      return { name: job.name, task: job.task, labeled: states.reduce((n, s) => n + (s === LABELED ? 1 : 0), 0), annotations: objects.reduce((n, o) => n + o, 0), ...(deleted.has(job.id) ? { deleted: true } : {}) };
    });
    const events = [...state.heads().values()].reduce((n, head) => n + head.seq, 0);
    output.result({ workspace: dir, deleted: files, salvaged, events, seconds, datasets, jobs, problems }, () => [
      `${events} events folded in ${seconds.toFixed(1)} s; ${files.files} old files (${files.bytes} bytes) deleted`,
      ...(salvaged > 0 ? [`${salvaged} events brought back from behind damage`] : []),
      ...datasets.map((d) => `dataset ${JSON.stringify(plain(d.name))} (${d.dataType}): ${d.samples} samples${'deleted' in d ? ', deleted' : ''}`),
      ...jobs.map((j) => `job ${JSON.stringify(plain(j.name))} (${j.task}): ${j.labeled} labeled, ${j.annotations} annotations${'deleted' in j ? ', deleted' : ''}`),
      ...problems.map((p) => `problem ${p.code}: ${plain(p.message)}`),
    ].join('\n'));
    return problems.length > 0 ? 1 : 0;
  });
}

/**
 * Shows that it is a workspace and that no other program has it open, reads every log whatever summaries say, and brings
 * back what lies whole behind damage. Answers what was found and how many events came back.
 */
async function openOnce(context: CliContext, dir: string): Promise<{ readonly recovered: readonly Failure[]; readonly salvaged: number }> {
  const { fs, clock, random, dataDir } = context;
  const journal = await openJournal({ fs, clock, random, keys: fileKeys(dataDir), sha256: nodeSha256, processes: nodeProcesses, dir, dataDir, readAll: true });
  const { readOnlyReason } = journal;
  const salvaged = await journal.salvage();
  const recovered = [...journal.recovered];
  await journal.close();
  if (readOnlyReason) throw new FailureError(readOnlyReason);
  return { recovered, salvaged };
}

async function deleteCaches(context: CliContext, dir: string): Promise<{ files: number; bytes: number }> {
  const { fs } = context;
  const cache = join(dir, 'cache');
  const counted = { files: 0, bytes: 0 };
  const count = async (path: string): Promise<void> => {
    const info = await fs.stat(path);
    if (info?.kind === 'folder') for (const entry of await fs.list(path)) await count(join(path, entry.name));
    else if (info) {
      counted.files++;
      counted.bytes += info.size;
    }
  };
  if ((await fs.stat(cache))?.kind !== 'folder') return counted;
  for (const { name, kind } of await fs.list(cache)) {
    if (FROM_WINDOWS.has(name)) continue;
    if (kind === 'link') throw new FailureError({ code: 'cache-is-a-link', message: `${join(cache, name)} is a link; it was left as it is.`, details: { path: join(cache, name) } });
    await count(join(cache, name));
    await fs.removeTree(join(cache, name));
  }
  return counted;
}
