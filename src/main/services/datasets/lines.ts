import { NOTHING_FOUND } from '../../../shared/media/found';
import { formatOfName, sniff, SNIFF_BYTES } from '../../../shared/media/sniff';
import { csvFields } from '../../../shared/media/text/csv';
import { decodeText, isWide } from '../../../shared/media/text/encoding';
import { EVIDENCE_ROWS, looksLikeHeader } from '../../../shared/media/text/header';
import { toHex } from '../../../shared/kernel/bytes';
import { FailureError } from '../../../shared/kernel/result';
import type { Dataset, MediaFormat, SampleFacts } from '../../../shared/domain/dataset';
import { readingOf } from '../../../shared/domain/text-reading';
import type { LineFactsDone, MeasureJob } from '../../ports/measure-jobs';
import type { IndexedFile } from '../media';
import type { Context } from './context';

const AT_ONCE = 10_000;
const TIMEOUT_MS = 300_000;
/** Bytes of a row that are looked at for what it is. */
const LONGEST_ROW = 64 * 1024;

/** The lines of a file in what the dataset is read in. Rejects with a FailureError when the file cannot be read. */
export function indexOf(context: Context, dataset: Dataset, path: string, size: number, mtime: number, signal: AbortSignal): Promise<IndexedFile> {
  return context.options.lines.get(path, { csv: formatOfName(path) === 'csv', encoding: readingOf(dataset).encoding }, size, mtime, signal);
}

/** The same; null for a file whose bytes are no text, whatever its name says: it has no lines. */
export async function textLines(context: Context, dataset: Dataset, path: string, size: number, mtime: number, signal: AbortSignal): Promise<IndexedFile | null> {
  const file = await context.options.fs.open(path, 'read').catch(() => null);
  if (!file) throw new FailureError({ code: 'unreadable', message: `${path} cannot be opened.` });
  const head = await file.read(0, SNIFF_BYTES).finally(() => file.close());
  if (sniff(head) !== 'unknown') return null;
  const found = await indexOf(context, dataset, path, size, mtime, signal);
  return head.includes(0) && !isWide(found.index.encoding) ? null : found;
}

/** What decides whether the first row of a file is a sample, of the samples that the file has already. */
export interface KnownLine {
  readonly part: number;
  /** '' when it was never measured. */
  readonly hash: string;
}

/**
 * Whether the first row of an indexed file names its columns, so that it is no sample. A file that was listed before
 * stays as it was listed, however its rows have changed: its first row is a header when no sample ever stood there.
 */
export async function hasHeader(context: Context, dataset: Dataset, path: string, { index }: IndexedFile, known: readonly KnownLine[] = [], firstHash = ''): Promise<boolean> {
  const { header } = readingOf(dataset);
  if (!index.csv || index.count === 0 || header === 'none') return false;
  const lines = known.filter(({ part }) => part > 0);
  if (lines.length > 0) return !lines.some(({ part, hash }) => part <= (index.parts[0] ?? 0) || (hash !== '' && hash === firstHash));
  if (header === 'all') return true;
  const file = await context.options.fs.open(path, 'read');
  try {
    const rows: string[][] = [];
    for (let row = 0; row < Math.min(index.count, EVIDENCE_ROWS + 1); row++) rows.push(csvFields(decodeText(await file.read(index.starts[row] ?? 0, Math.min(LONGEST_ROW, index.lengths[row] ?? 0)), index.encoding).text));
    return looksLikeHeader(rows[0] ?? [], rows.slice(1));
  } finally {
    await file.close();
  }
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
