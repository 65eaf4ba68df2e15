import type { Sample } from '../../../shared/domain/dataset';
import { formatOfName } from '../../../shared/media/sniff';
import { csvText } from '../../../shared/media/text/csv';
import { cutCodePoints, decodeText, detectEncoding, findEncoding, isGuessed, type TextEncoding } from '../../../shared/media/text/encoding';
import { findPart } from '../../../shared/media/text/lines';
import type { FileSystem, OpenFile } from '../../ports/file-system';
import type { LineIndexes } from './line-indexes';
import type { Located } from './samples';

/** Code points that are ever given at once. */
const MAX_LIMIT = 4_000_000;
/** Bytes read of one line, so that a file without line ends does not fill the memory. */
const MAX_LINE = 16 * 1024 * 1024;

export interface ReadText {
  readonly text: string;
  /** What it was read as when nothing in the file says so and it matters for this text. */
  readonly guessed: TextEncoding | null;
}

const NOT_ASCII = /[^\0-\x7f]/;
const readAs = (text: string, encoding: TextEncoding, chosen: TextEncoding | null): ReadText => ({ text, guessed: chosen === null && isGuessed(encoding) && NOT_ASCII.test(text) ? encoding : null });

interface Wanted {
  readonly row: number;
  readonly sample: Sample;
  readonly encoding: TextEncoding | null;
}

/** Texts of text samples. null for what is missing or cannot be read. */
export class Texts {
  readonly #fs: FileSystem;
  readonly #lines: LineIndexes;

  constructor(fs: FileSystem, lines: LineIndexes) {
    this.#fs = fs;
    this.#lines = lines;
  }

  /** In the order asked for; each file is opened once. `limit` in code points. */
  async get(asked: readonly (Located | null)[], limit: number): Promise<readonly (ReadText | null)[]> {
    const most = Math.max(0, Math.min(MAX_LIMIT, Math.floor(limit)));
    const texts: (ReadText | null)[] = asked.map(() => null);
    const byPath = new Map<string, Wanted[]>();
    asked.forEach((located, row) => {
      if (!located || located.path === null) return;
      const list = byPath.get(located.path) ?? [];
      list.push({ row, sample: located.sample, encoding: located.encoding });
      byPath.set(located.path, list);
    });
    for (const [path, wanted] of byPath) {
      try {
        await this.#ofFile(path, wanted, most, texts);
      } catch {
        // Its texts stay null; why is said by the facts of the samples.
      }
    }
    return texts;
  }

  async #ofFile(path: string, wanted: readonly Wanted[], limit: number, texts: (ReadText | null)[]): Promise<void> {
    const info = await this.#fs.stat(path);
    if (info?.kind !== 'file') return;
    const csv = formatOfName(path) === 'csv';
    const indexed = wanted.some((w) => w.sample.part > 0) ? await this.#lines.get(path, { csv, encoding: wanted[0]?.encoding ?? null }, info.size, Math.floor(info.mtime)) : null;
    const file = await this.#fs.open(path, 'read');
    try {
      for (const { row, sample, encoding } of wanted) {
        if (sample.part === 0) texts[row] = await wholeFile(file, limit, encoding);
        else if (indexed) {
          const at = findPart(indexed.index, sample.part);
          if (at < 0) continue;
          const bytes = await file.read(indexed.index.starts[at] ?? 0, Math.min(MAX_LINE, indexed.index.lengths[at] ?? 0));
          const { text } = decodeText(bytes, indexed.index.encoding);
          texts[row] = readAs(cutCodePoints(csv ? csvText(text) : text, limit), indexed.index.encoding, encoding);
        }
      }
    } finally {
      await file.close();
    }
  }
}

async function wholeFile(file: OpenFile, limit: number, chosen: TextEncoding | null): Promise<ReadText> {
  const said = detectEncoding(await file.read(0, 4096));
  // Four bytes per code point are the most there are; a character cut at the end is dropped with the rest.
  const bytes = await file.read(said.bom, limit * 4 + 4);
  // What is wanted may be ASCII, whatever the rest of a large file is.
  const plain = chosen === null && said.unit === 1 && bytes.every((byte) => byte < 0x80);
  const { encoding } = plain ? said : await findEncoding({ size: await file.size(), read: (position, length) => file.read(position, length) }, chosen);
  return readAs(cutCodePoints(decodeText(bytes, encoding).text, limit), encoding, chosen);
}
