import { NOTHING_FOUND } from '../../../shared/media/found';
import { formatOfName } from '../../../shared/media/sniff';
import { toHex } from '../../../shared/kernel/bytes';
import type { MediaFormat, SampleFacts } from '../../../shared/domain/dataset';
import type { LineFactsDone, MeasureJob } from '../../ports/measure-jobs';
import type { IndexedFile } from '../media';
import type { Context } from './context';

const AT_ONCE = 10_000;
const TIMEOUT_MS = 300_000;

/** The lines of a file as samples are listed from them. */
export function indexOf(context: Context, path: string, size: number, mtime: number, signal: AbortSignal): Promise<IndexedFile> {
  return context.options.lines.get(path, formatOfName(path) === 'csv', size, mtime, signal);
}

/** Facts of some lines of an indexed file, in the order asked for; `rows` are rows of the index. */
export async function lineFacts(context: Context, path: string, file: IndexedFile, rows: readonly number[], signal: AbortSignal): Promise<SampleFacts[]> {
  const { index } = file;
  const format: MediaFormat = index.csv ? 'csv' : 'txt';
  const facts: SampleFacts[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const part = rows.slice(at, at + AT_ONCE);
    const job: MeasureJob = { do: 'line-facts', path, encoding: index.encoding, csv: index.csv, starts: Float64Array.from(part, (r) => index.starts[r] ?? 0), lengths: Uint32Array.from(part, (r) => index.lengths[r] ?? 0) };
    const done = await context.options.pool.run<MeasureJob, LineFactsDone>('measure', job, { signal, priority: 'idle', timeoutMs: TIMEOUT_MS });
    part.forEach((_, i) => {
      facts.push({ ...NOTHING_FOUND, hash: toHex(done.hashes.subarray(i * 32, i * 32 + 32)), format, problem: done.invalid[i] ? 'encoding' : 'none', length: done.lengths[i] ?? 0 });
    });
  }
  return facts;
}
