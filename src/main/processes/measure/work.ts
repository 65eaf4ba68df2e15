import { createHash } from 'node:crypto';
import { readCodecs } from '../../../shared/media/codec/read';
import { countCodePoints, decodeText } from '../../../shared/media/text/encoding';
import { csvText } from '../../../shared/media/text/csv';
import { indexLines } from '../../../shared/media/text/lines';
import type { CodecsDone, FileMeasure, FilesDone, LineFactsDone, LinesDone, MeasureJob } from '../../ports/measure-jobs';
import { openFile } from '../common/open-file';
import { fileSource, measureFile } from './file';

const NEAR = 1024 * 1024;

async function withFile<T>(path: string, work: (source: ReturnType<typeof fileSource>, mtime: number) => Promise<T>): Promise<T> {
  const file = await openFile(path);
  try {
    const info = await file.stat();
    return await work(fileSource(file, info.size), info.mtimeMs);
  } finally {
    await file.close();
  }
}

/** Hash and length of each line; neighbours are read together. */
async function lineFacts(job: MeasureJob & { do: 'line-facts' }): Promise<LineFactsDone> {
  const count = job.starts.length;
  const done = { hashes: new Uint8Array(count * 32), lengths: new Uint32Array(count), invalid: new Uint8Array(count) };
  await withFile(job.path, async (source) => {
    let piece = new Uint8Array(0), pieceAt = 0;
    for (let i = 0; i < count; i++) {
      const start = job.starts[i] ?? 0, length = job.lengths[i] ?? 0;
      if (start < pieceAt || start + length > pieceAt + piece.length) {
        pieceAt = start;
        piece = new Uint8Array(await source.read(start, Math.max(length, NEAR)));
      }
      const bytes = piece.subarray(start - pieceAt, start - pieceAt + length);
      const decoded = decodeText(bytes, job.encoding);
      const text = job.csv ? csvText(decoded.text) : decoded.text;
      const hash = createHash('sha256');
      done.hashes.set((decoded.valid ? hash.update(text, 'utf8') : hash.update(bytes)).digest(), i * 32);
      done.lengths[i] = countCodePoints(text);
      done.invalid[i] = decoded.valid ? 0 : 1;
    }
  });
  return done;
}

/** Does one job. `files` never rejects; the others reject with 'missing' or 'unreadable'. */
export async function doMeasure(job: MeasureJob): Promise<FilesDone | LinesDone | LineFactsDone | CodecsDone> {
  switch (job.do) {
    case 'files': {
      const files: FileMeasure[] = [];
      for (const path of job.paths) files.push(await measureFile(path, job.encoding));
      return { files };
    }
    case 'lines': return withFile(job.path, async (source, mtime) => ({ size: source.size, mtime, index: await indexLines(source, job.csv, job.encoding) }));
    case 'line-facts': return lineFacts(job);
    case 'codecs': return withFile(job.path, async (source) => ({ codecs: await readCodecs(source) }));
  }
}
