import type { SampleFacts } from '../../../shared/domain/dataset';
import type { TextEncoding } from '../../../shared/domain/text-reading';
import { FailureError } from '../../../shared/kernel/result';
import { NOTHING_FOUND } from '../../../shared/media/found';
import type { FileMeasure, FilesDone, MeasureJob } from '../../ports/measure-jobs';
import type { Context } from './context';

const UNREAD: FileMeasure = { gone: false, size: 0, mtime: 0, hash: '', format: 'unknown', ...NOTHING_FOUND, problem: 'unreadable' };
/** Files and bytes of one job: few enough that a crash or a cancel costs little. */
export const JOB_FILES = 48;
export const JOB_BYTES = 64 * 1024 * 1024;
const SLOWEST = 2 * 1024 * 1024;

/**
 * Measures whole files. When a child dies or hangs on them, each is tried alone, and the one that does it is
 * 'unreadable'. Rejects only with 'cancelled'. `encoding`: what a person said that texts are in.
 */
export async function probe(context: Context, files: readonly { readonly path: string; readonly size: number }[], signal: AbortSignal, encoding: TextEncoding | null = null): Promise<readonly FileMeasure[]> {
  const bytes = files.reduce((sum, f) => sum + f.size, 0);
  try {
    const job: MeasureJob = { do: 'files', paths: files.map((f) => f.path), encoding };
    const done = await context.options.pool.run<MeasureJob, FilesDone>('measure', job, { signal, priority: 'idle', timeoutMs: 60_000 + (bytes / SLOWEST) * 1000 });
    return done.files;
  } catch (error) {
    if (signal.aborted || (error instanceof FailureError && error.failure.code === 'cancelled')) throw error;
    if (files.length === 1) return [{ ...UNREAD, size: files[0]?.size ?? 0 }];
    const alone: FileMeasure[] = [];
    for (const file of files) alone.push(...(await probe(context, [file], signal, encoding)));
    return alone;
  }
}

/** Facts as they are recorded; a file without a hash (it could not be read) has one of zeros. */
export function factsOf(m: FileMeasure): SampleFacts {
  const { hash, format, problem, width, height, orientation, duration, rate, length } = m;
  const finite = (n: number): number => (Number.isFinite(n) && n >= 0 ? n : 0);
  const whole = (n: number): number => Math.min(0xffffffff, Math.round(finite(n)));
  return { hash: hash === '' ? '0'.repeat(64) : hash, format, problem, width: whole(width), height: whole(height), orientation, duration: finite(duration), rate: finite(rate), length: whole(length) };
}
