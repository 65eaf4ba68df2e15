/** A pool that does the work in this process: for tests of what asks it, not of processes. Keeps what was asked. */
import type { PictureJob } from '../../ports/picture-jobs';
import type { ProcessPool } from '../../ports/process-pool';
import { FailureError } from '../../../shared/kernel/result';
import type { MeasureJob } from '../../ports/measure-jobs';
import { doMeasure } from '../measure/work';
import { doPicture } from '../pictures/work';

export interface DirectPool extends ProcessPool {
  readonly asked: { readonly entry: string; readonly input: unknown }[];
  /** Put before every job: waits, fails or crashes as a test wants. */
  before: ((entry: string, input: unknown, signal: AbortSignal | undefined) => Promise<void>) | null;
}

export function directPool(): DirectPool {
  const work: Record<string, (input: unknown) => Promise<unknown>> = { pictures: (input) => doPicture(input as PictureJob), measure: (input) => doMeasure(input as MeasureJob) };
  const pool: DirectPool = {
    asked: [],
    before: null,
    async run<In, Out>(entry: string, input: In, options: { readonly signal?: AbortSignal } = {}): Promise<Out> {
      pool.asked.push({ entry, input });
      const cancelled = (): void => {
        if (options.signal?.aborted) throw new FailureError({ code: 'cancelled', message: 'Cancelled.' });
      };
      cancelled();
      await pool.before?.(entry, input, options.signal);
      cancelled();
      const out = await work[entry]?.(input);
      cancelled();
      return out as Out;
    },
    warm: () => undefined,
    close: () => Promise.resolve(),
  };
  return pool;
}
