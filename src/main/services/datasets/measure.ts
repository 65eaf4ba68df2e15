import type { Dataset, MediaProblem, Sample, SampleFacts } from '../../../shared/domain/dataset';
import type { DatasetId } from '../../../shared/kernel/ids';
import { readingOf } from '../../../shared/domain/text-reading';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { findPart } from '../../../shared/media/text/lines';
import { locate } from '../media';
import { FileSystemError } from '../../ports/file-system';
import type { TaskContext } from '../tasks';
import type { FileMeasure } from '../../ports/measure-jobs';
import type { Context } from './context';
import { indexOf, lineFacts, textLines } from './lines';
import { factsOf, JOB_BYTES, JOB_FILES, probe } from './probe';
import type { Measured } from './record';

const FLUSH_ROWS = 1000;
const FLUSH_MS = 1000;
const JOBS_AT_ONCE = 3;

const WORDS: Readonly<Record<MediaProblem, string>> = {
  none: 'is fine', unreadable: 'cannot be read', empty: 'is empty', disguised: 'is not what its name says', unsupported: 'is of a kind that cannot be shown',
  'too-large': 'has too many pixels', truncated: 'ends too early', encoding: 'is in an encoding that is not known (UTF-8, UTF-16, GB 18030 and Windows-1252 are)',
};

/** The failure a task shows for a file with a problem. `shown`: it can be looked at all the same. */
export function problemOf(path: string, problem: MediaProblem, shown = false): Failure {
  if (problem === 'disguised' && shown) return { code: 'file-misnamed', message: `${path} is not what its name says, but it can be read.`, details: { name: path } };
  return { code: `file-${problem}`, message: `${path} ${WORDS[problem]}.`, details: { name: path } };
}

/** True when the system refuses to open the file to this person. */
async function isForbidden(context: Context, path: string): Promise<boolean> {
  try {
    await (await context.options.fs.open(path, 'read')).close();
    return false;
  } catch (error) {
    return error instanceof FileSystemError && (error.code === 'EACCES' || error.code === 'EPERM');
  }
}

/**
 * Facts of a whole file. Where every line is a sample, a file stands for itself only when it has none: then it is empty,
 * blank lines or not, unless something else is wrong with it.
 */
export async function wholeFacts(context: Context, dataset: Dataset, file: { readonly path: string; readonly size: number; readonly mtime: number }, measure: FileMeasure, signal: AbortSignal): Promise<SampleFacts> {
  const facts = factsOf(measure);
  if (dataset.textMode !== 'line' || facts.problem !== 'none') return facts;
  const readable = await textLines(context, dataset, file.path, file.size, file.mtime, signal).then(() => true, () => false);
  return { ...facts, problem: readable ? 'empty' : 'unreadable' };
}

/** True when a dataset has listed samples whose content is not known yet. */
export function hasUnmeasured(context: Context, dataset: DatasetId): boolean {
  const { measured, status, count } = context.options.state.datasetColumns(dataset);
  for (let row = 0; row < count; row++) if (measured[row] === 0 && (status[row] ?? 0) !== 3) return true;
  return false;
}

/**
 * Measures every listed sample that is not measured yet: hash and facts, recorded about every second. Whatever happens
 * (cancel, kill), what is recorded stays and the rest is measured the next time.
 */
export async function measureAll(context: Context, dataset: DatasetId, task: TaskContext, doneBefore = 0): Promise<number> {
  const { state, roots, clock, commits } = context.options;
  const of = context.dataset(dataset);
  const { encoding } = readingOf(of);
  const command = commits.command('command.measure');
  const columns = state.datasetColumns(dataset);
  const rows: number[] = [];
  for (let row = 0; row < columns.count; row++) if (columns.measured[row] === 0 && (columns.status[row] === 0 || columns.status[row] === 2)) rows.push(row);
  const total = doneBefore + rows.length;
  let done = doneBefore, waiting: Measured[] = [], last = clock.monotonic();
  let flushing: Promise<void> = Promise.resolve();
  const flush = (force: boolean): Promise<void> => {
    if (waiting.length === 0 || (!force && waiting.length < FLUSH_ROWS && clock.monotonic() - last < FLUSH_MS)) return flushing;
    const batch = waiting;
    waiting = [];
    last = clock.monotonic();
    flushing = flushing.then(() => context.record.measured(command, dataset, batch));
    return flushing;
  };
  const keep = async (sample: Sample, measured: Measured, path: string): Promise<void> => {
    waiting.push(measured);
    const { problem, width, duration } = measured.facts;
    if (problem !== 'none') task.failed(problem === 'unreadable' && (await isForbidden(context, path)) ? { code: 'file-forbidden', message: `${sample.path} may not be read by this account.`, details: { name: sample.path } } : problemOf(sample.path, problem, width > 0 || duration > 0));
    task.progress(++done, total);
    if (waiting.length >= FLUSH_ROWS || clock.monotonic() - last >= FLUSH_MS) await flush(false);
  };

  let next = 0;
  const take = (): { path: string; samples: Sample[] }[] => {
    const job: { path: string; samples: Sample[] }[] = [];
    let bytes = 0;
    while (next < rows.length && job.length < JOB_FILES && bytes < JOB_BYTES) {
      const sample = state.sampleAt(dataset, rows[next] ?? 0);
      const root = roots.pathOf(sample.root);
      const path = root === null ? null : locate(root, sample.path);
      if (path === null) {
        next++;
        continue;
      }
      // All lines of a file go together, and nothing with them.
      const same = job.at(-1);
      if (sample.part > 0 && same?.path === path) same.samples.push(sample);
      else if (job.length > 0 && (sample.part > 0 || (job[0]?.samples[0]?.part ?? 0) > 0)) break;
      else job.push({ path, samples: [sample] });
      bytes += sample.size;
      next++;
    }
    return job;
  };
  const worker = async (): Promise<void> => {
    for (let job = take(); job.length > 0 && !task.signal.aborted; job = take()) {
      const first = job[0]?.samples[0];
      if (first && first.part > 0) await measureLines(job[0]?.path ?? '', job[0]?.samples ?? []);
      else {
        const found = await probe(context, job.map((j) => ({ path: j.path, size: j.samples[0]?.size ?? 0 })), task.signal, encoding);
        for (const [i, measure] of found.entries()) {
          const sample = job[i]?.samples[0];
          // A file that went away meanwhile stays unmeasured: synchronizing says what became of it.
          if (sample && !measure.gone) await keep(sample, { sample: sample.id, facts: await wholeFacts(context, of, { path: job[i]?.path ?? '', size: measure.size, mtime: Math.floor(measure.mtime) }, measure, task.signal) }, job[i]?.path ?? '');
        }
      }
    }
  };
  const measureLines = async (path: string, samples: readonly Sample[]): Promise<void> => {
    const info = await context.options.fs.stat(path).catch(() => null);
    if (info?.kind !== 'file') return;
    const file = await indexOf(context, of, path, info.size, Math.floor(info.mtime), task.signal);
    const there = samples.map((sample) => ({ sample, row: findPart(file.index, sample.part) })).filter((x) => x.row >= 0);
    const facts = await lineFacts(context, path, file, there.map((x) => x.row), task.signal);
    for (const [i, { sample }] of there.entries()) {
      const found = facts[i];
      if (found) await keep(sample, { sample: sample.id, facts: found }, path);
    }
  };
  try {
    await Promise.all(Array.from({ length: JOBS_AT_ONCE }, worker));
  } catch (error) {
    if (!(error instanceof FailureError && error.failure.code === 'cancelled')) throw error;
  } finally {
    await flush(true);
  }
  return done - doneBefore;
}
