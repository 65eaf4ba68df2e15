import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MEDIA_FORMATS } from '../domain/dataset';
import { memorySource } from './byte-source';
import { readHeaders } from './facts';
import { csvFields } from './text/csv';
import { decodeText, detectEncoding } from './text/encoding';
import { decodeIndex, encodeIndex } from './text/index-file';
import { indexLines } from './text/lines';

describe('header parsers', () => {
  it('answer for any bytes, as any format', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(...MEDIA_FORMATS), async (bytes, format) => {
      const found = await readHeaders(memorySource(bytes), format);
      expect([found.width, found.height, found.duration, found.rate].every((n) => Number.isFinite(n) && n >= 0)).toBe(true);
      expect(found.orientation).toBeGreaterThanOrEqual(1);
      expect(found.orientation).toBeLessThanOrEqual(8);
    }), { numRuns: 5000, seed: 11 });
  });

  it('answer for real files with bytes changed and cut', async () => {
    const base = sharp({ create: { width: 33, height: 21, channels: 3, background: 'red' } }).withMetadata({ orientation: 6 });
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const) {
      const whole = new Uint8Array(await base.clone().toFormat(format).toBuffer());
      await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }), fc.nat(whole.length), async (changes, cut) => {
        const bytes = whole.slice(0, cut);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const found = await readHeaders(memorySource(bytes), format);
        expect(Number.isFinite(found.width * found.height)).toBe(true);
      }), { numRuns: 600, seed: 12 });
    }
  });
});

describe('lines', () => {
  const piece = fc.constantFrom('a', 'ü', '🎈', ' ', '\t', '\n', '\r', '\r\n', '"', '""', ',', ';');
  const content = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));

  it('are those of a plain split, in every encoding', async () => {
    await fc.assert(fc.asyncProperty(content, fc.constantFrom('utf8', 'utf8bom', 'utf16le', 'utf16be'), async (text, encoding) => {
      const buffer = encoding === 'utf8' ? Buffer.from(text) : encoding === 'utf8bom' ? Buffer.from(`\ufeff${text}`) : Buffer.from(`\ufeff${text}`, 'utf16le');
      const bytes = encoding === 'utf16be' ? buffer.swap16() : buffer;
      const index = await indexLines(memorySource(new Uint8Array(bytes)), false);
      const found = Array.from({ length: index.count }, (_, i) => [index.parts[i], decodeText(new Uint8Array(bytes.subarray(index.starts[i] ?? 0, (index.starts[i] ?? 0) + (index.lengths[i] ?? 0))), index.encoding).text]);
      const expected = text.split(/\r\n|\r|\n/).map((line, i) => [i + 1, line] as const).filter(([, line]) => /[^ \t]/.test(line)).map(([n, line]) => [n, line]);
      expect(found).toEqual(expected);
      expect(decodeIndex(encodeIndex(index, 5, 6), 5, 6)).toEqual(index);
      expect(decodeIndex(encodeIndex(index, 5, 6), 5, 7)).toBeNull();
    }), { numRuns: 3000, seed: 13 });
  });

  it('of CSV are the records that were written, quotes and line ends inside kept', async () => {
    const field = fc.array(fc.constantFrom('x', 'ü', '"', '\n', '\r\n', ',', ' '), { maxLength: 8 }).map((p) => p.join(''));
    await fc.assert(fc.asyncProperty(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 8 }), async (rows) => {
      const quoted = rows.map((row) => row.map((f) => `"${f.replaceAll('"', '""')}"`).join(','));
      const bytes = new TextEncoder().encode(quoted.join('\n'));
      const index = await indexLines(memorySource(bytes), true);
      const found = Array.from({ length: index.count }, (_, i) => csvFields(new TextDecoder().decode(bytes.subarray(index.starts[i] ?? 0, (index.starts[i] ?? 0) + (index.lengths[i] ?? 0)))));
      expect(found).toEqual(rows);
    }), { numRuns: 2000, seed: 14 });
  });

  it('of CSV cover the file whatever its quotes, and end', async () => {
    await fc.assert(fc.asyncProperty(content, async (text) => {
      const bytes = new TextEncoder().encode(text);
      const index = await indexLines(memorySource(bytes), true);
      let end = 0;
      for (let i = 0; i < index.count; i++) {
        expect(index.starts[i]).toBeGreaterThanOrEqual(end);
        end = (index.starts[i] ?? 0) + (index.lengths[i] ?? 0);
        csvFields(new TextDecoder().decode(bytes.subarray(index.starts[i] ?? 0, end)));
      }
      expect(end).toBeLessThanOrEqual(bytes.length);
      expect(detectEncoding(bytes).unit).toBe(1);
    }), { numRuns: 3000, seed: 15 });
  });
});
