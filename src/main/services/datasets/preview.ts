/** How the text files of a folder would be read: before a dataset is made of it, and before its reading is changed. */
import { join } from 'node:path';
import type { TextPreview, TextPreviewFile } from '../../../shared/contract/api';
import { MEDIA_PROBLEMS, SAMPLE_STATUS, type TextMode } from '../../../shared/domain/dataset';
import { PLAIN_READING, type TextReading } from '../../../shared/domain/text-reading';
import type { ByteSource } from '../../../shared/media/byte-source';
import { formatOfName, sniff, SNIFF_BYTES } from '../../../shared/media/sniff';
import { csvFields, csvText } from '../../../shared/media/text/csv';
import { cutCodePoints, decodeText, detectEncoding, findEncoding, isGuessed, wholeCharacters } from '../../../shared/media/text/encoding';
import { EVIDENCE_ROWS, looksLikeHeader } from '../../../shared/media/text/header';
import { indexLines } from '../../../shared/media/text/lines';
import type { DatasetId } from '../../../shared/kernel/ids';
import type { FileSystem } from '../../ports/file-system';
import { locate } from '../media';
import type { Context } from './context';
import { listFiles } from './list';

/** Files that are looked into, files that are shown, rows of each, code points of a row. */
const LOOKED = 24;
const SHOWN = 3;
const ROWS = 4;
const LONGEST = 160;
/** Rows of a dataset that are gone through for files. */
const SCANNED = 200_000;
/** Bytes of a file that are looked at. */
const HEAD = 64 * 1024;

/** The first text files of a folder as a dataset lists them; `name`: path inside it. */
export async function firstTexts(fs: FileSystem, folder: string, skip: readonly string[], signal: AbortSignal): Promise<readonly { readonly name: string; readonly path: string }[]> {
  const files: { name: string; path: string }[] = [];
  for await (const listed of listFiles({ fs, root: folder, inside: '', dataType: 'text', skip, signal, failed: () => undefined })) {
    for (const { path } of listed.slice(0, LOOKED - files.length)) files.push({ name: path, path: join(folder, ...path.split('/')) });
    if (files.length >= LOOKED) break;
  }
  return files;
}

/** Some files of a dataset: those in an encoding that is not known first. */
export function textsOf(context: Context, dataset: DatasetId): readonly { readonly name: string; readonly path: string }[] {
  const { state, roots } = context.options;
  const { count, status, problem } = state.datasetColumns(dataset);
  const files = new Map<string, { name: string; path: string }>();
  const take = (wanted: (row: number) => boolean): void => {
    let last = '';
    for (let row = 0; row < Math.min(count, SCANNED) && files.size < LOOKED; row++) {
      if (SAMPLE_STATUS[status[row] ?? 0] === 'removed' || !wanted(row)) continue;
      const sample = state.sampleAt(dataset, row);
      if (sample.path === last) continue;
      last = sample.path;
      const root = roots.pathOf(sample.root);
      const path = root === null ? null : locate(root, sample.path);
      if (path !== null) files.set(path, { name: sample.path, path });
    }
  };
  const unknown = MEDIA_PROBLEMS.indexOf('encoding');
  take((row) => problem[row] === unknown);
  take(() => true);
  return [...files.values()];
}

/**
 * Looks into some files and shows those that need a look first: what cannot be read so, what is a guess, tables. Files
 * that cannot be opened, and those that are no texts, are left out.
 */
export async function previewTexts(fs: FileSystem, files: readonly { readonly name: string; readonly path: string }[], mode: TextMode, reading: TextReading): Promise<TextPreview> {
  const seen: TextPreviewFile[] = [];
  const ranks = new Map<TextPreviewFile, number>();
  for (const file of files.slice(0, LOOKED)) {
    const one = await look(fs, file, mode, reading).catch(() => null);
    if (!one) continue;
    seen.push(one);
    // The same files are shown whatever is chosen: by what they look like, not by what they are read in.
    const bare = reading.encoding === null ? one : await look(fs, file, mode, PLAIN_READING).catch(() => one);
    ranks.set(one, bare === null ? 0 : (bare.valid ? 0 : -4) + (bare.by === 'guess' ? -2 : 0) + (bare.header === null ? 0 : -1));
  }
  const shown = [...seen].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)).slice(0, SHOWN);
  return { files: shown, looked: seen.length, headers: seen.filter(({ header }) => header === true).length, tables: seen.filter(({ header }) => header !== null).length };
}

async function look(fs: FileSystem, { name, path }: { readonly name: string; readonly path: string }, mode: TextMode, reading: TextReading): Promise<TextPreviewFile | null> {
  const file = await fs.open(path, 'read');
  try {
    const size = await file.size();
    const head = await file.read(0, Math.min(HEAD, size));
    if (size === 0 || sniff(head.subarray(0, SNIFF_BYTES)) !== 'unknown') return null;
    // As large as it is, so that what is cut off is not taken for the end.
    const source: ByteSource = { size, read: (position, length) => Promise.resolve(head.subarray(position, position + length)) };
    const found = await findEncoding(source, reading.encoding);
    if (found.unit === 1 && head.subarray(0, SNIFF_BYTES).includes(0)) return null;
    const { encoding, bom } = found;
    const csv = formatOfName(name) === 'csv' && mode === 'line';
    const { valid } = decodeText(head.subarray(bom, bom + wholeCharacters(head.subarray(bom), encoding)), encoding);
    const by = bom > 0 ? 'mark' : reading.encoding !== null ? 'choice' : isGuessed(encoding) ? 'guess' : detectEncoding(head).unit === 2 ? 'guess' : 'bytes';
    const index = await indexLines(source, csv, reading.encoding);
    const row = (i: number): string => decodeText(head.subarray(index.starts[i] ?? 0, (index.starts[i] ?? 0) + (index.lengths[i] ?? 0)), encoding).text;
    const records = Array.from({ length: Math.min(index.count, EVIDENCE_ROWS + 1) }, (_, i) => row(i));
    const fields = csv ? records.map((record) => csvFields(record)) : [];
    const header = !csv ? null : reading.header === 'all' ? records.length > 0 : reading.header === 'likely' && looksLikeHeader(fields[0] ?? [], fields.slice(1));
    return { name, encoding, by, valid, header, rows: records.slice(0, ROWS).map((record) => cutCodePoints(csv ? csvText(record) : record, LONGEST)) };
  } finally {
    await file.close();
  }
}
