/** Kinds of files that people really have: each is measured right, or its problem says why not. Pictures are made by sharp, an independent writer. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureFile } from './file';

let dir = '';
beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'variants-'))));
afterAll(() => rm(dir, { recursive: true, force: true }));

async function measured(name: string, bytes: Uint8Array): Promise<Awaited<ReturnType<typeof measureFile>>> {
  await writeFile(join(dir, name), bytes);
  return measureFile(join(dir, name));
}

const flat = (width = 60, height = 40): Sharp => sharp({ create: { width, height, channels: 3, background: { r: 9, g: 99, b: 199 } } });
/** Three frames above each other, as sharp takes an animation. */
const frames = (): Sharp => sharp(Buffer.from(Array.from({ length: 60 * 120 * 3 }, (_, i) => (i * 31) & 255)), { raw: { width: 60, height: 120, channels: 3, pageHeight: 40 } });

describe('pictures', () => {
  it.each<[string, string, () => Promise<Buffer>, object]>([
    ['an animated GIF', 'a.gif', () => frames().gif({ delay: [50, 50, 50] }).toBuffer(), { format: 'gif', width: 60, height: 40, problem: 'none' }],
    ['an animated WebP', 'a.webp', () => frames().webp({ delay: [50, 50, 50] }).toBuffer(), { format: 'webp', width: 60, height: 40, problem: 'none' }],
    ['a CMYK JPEG', 'a.jpg', () => flat().toColourspace('cmyk').jpeg().toBuffer(), { format: 'jpeg', width: 60, height: 40, problem: 'none' }],
    ['a grey JPEG', 'b.jpg', () => flat().toColourspace('b-w').jpeg().toBuffer(), { format: 'jpeg', width: 60, height: 40, problem: 'none' }],
    ['a progressive JPEG', 'c.jpeg', () => flat().jpeg({ progressive: true }).toBuffer(), { format: 'jpeg', width: 60, height: 40, problem: 'none' }],
    ['a PNG of 16 bits', 'a.png', () => flat().toColourspace('rgb16').png().toBuffer(), { format: 'png', width: 60, height: 40, problem: 'none' }],
    ['a PNG with a palette', 'b.png', () => flat().png({ palette: true }).toBuffer(), { format: 'png', width: 60, height: 40, problem: 'none' }],
    ['a TIFF of 16 bits', 'a.tif', () => flat().toColourspace('rgb16').tiff().toBuffer(), { format: 'tiff', width: 60, height: 40, problem: 'none' }],
    ['a TIFF in tiles, deflated', 'b.tiff', () => flat(600, 400).tiff({ tile: true, compression: 'deflate' }).toBuffer(), { format: 'tiff', width: 600, height: 400, problem: 'none' }],
    ['a pyramid of pages in one TIFF', 'c.tiff', () => flat(600, 400).tiff({ pyramid: true, tile: true }).toBuffer(), { format: 'tiff', width: 600, height: 400, problem: 'none' }],
    ['a BigTIFF', 'd.tiff', () => flat().tiff({ bigtiff: true }).toBuffer(), { format: 'tiff', width: 60, height: 40, problem: 'none' }],
    ['EXIF in a PNG', 'c.png', () => flat().withMetadata({ orientation: 6 }).png().toBuffer(), { width: 40, height: 60, orientation: 6, problem: 'none' }],
    ['EXIF in a WebP', 'b.webp', () => flat().withMetadata({ orientation: 8 }).webp().toBuffer(), { width: 40, height: 60, orientation: 8, problem: 'none' }],
    ['EXIF in a TIFF', 'e.tiff', () => flat().withMetadata({ orientation: 5 }).tiff().toBuffer(), { width: 40, height: 60, orientation: 5, problem: 'none' }],
    ['a PNG called .jpg', 'd.jpg', () => flat().png().toBuffer(), { format: 'png', width: 60, height: 40, problem: 'disguised' }],
    ['a JPEG called .png', 'd.png', () => flat().jpeg().toBuffer(), { format: 'jpeg', width: 60, height: 40, problem: 'disguised' }],
    ['words called .jpg', 'e.jpg', () => Promise.resolve(Buffer.from('404 not found')), { format: 'unknown', problem: 'disguised' }],
    ['an SVG called .png', 'e.png', () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), { format: 'unknown', problem: 'disguised' }],
    ['zeros called .jpg', 'f.jpg', () => Promise.resolve(Buffer.alloc(5000)), { format: 'unknown', problem: 'unreadable' }],
    ['no bytes', 'g.jpg', () => Promise.resolve(Buffer.alloc(0)), { problem: 'empty', width: 0 }],
    ['one byte', 'h.jpg', () => Promise.resolve(Buffer.from([0xff])), { problem: 'unreadable' }],
  ])('%s', async (_, name, make, expected) => expect(await measured(name, await make())).toMatchObject(expected));

  it('a PNG that claims 100,000 x 100,000 pixels is too large, by its header alone', async () => {
    const png = await flat().png().toBuffer();
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(100_000, 20);
    png.writeUInt32BE(typeof crc32 === 'function' ? crc32(png.subarray(12, 29)) : 0, 29);
    expect(await measured('bomb.png', png)).toMatchObject({ problem: 'too-large', width: 100_000, height: 100_000 });
  });

  it.each(['jpeg', 'png', 'gif', 'webp', 'tiff', 'avif'] as const)('%s whose tail is torn off says so', async (format) => {
    const noise = sharp(Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 7919) % 256)), { raw: { width: 64, height: 48, channels: 3 } });
    const whole = await noise.toFormat(format).toBuffer();
    expect((await measured(`torn.${format}`, whole.subarray(0, whole.length - 40))).problem).toBe('truncated');
  });
});

describe('sounds', () => {
  const text = (s: string): number[] => [...s].map((c) => c.charCodeAt(0));
  const u32 = (n: number): number[] => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255];
  const u16 = (n: number): number[] => [n & 255, (n >> 8) & 255];
  const fmt = (code: number, channels: number, bits: number, rate = 8000, extra: readonly number[] = []): number[] => {
    const block = (channels * bits) / 8;
    return [...text('fmt '), ...u32(16 + extra.length), ...u16(code), ...u16(channels), ...u32(rate), ...u32(rate * block), ...u16(block), ...u16(bits), ...extra];
  };
  const wav = (head: readonly number[], data: number, said = data, form = 'RIFF'): Uint8Array => Uint8Array.from([...text(form), ...u32(0xffffffff), ...text('WAVE'), ...head, ...text('data'), ...u32(said), ...new Uint8Array(data)]);
  /** WAVE_FORMAT_EXTENSIBLE, six channels. */
  const extensible = fmt(0xfffe, 6, 24, 8000, [...u16(22), ...u16(24), ...u32(0x3f), 1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71]);

  it.each<[string, Uint8Array, object]>([
    ['24 bits', wav(fmt(1, 1, 24), 24_000), { duration: 1, rate: 8000, problem: 'none' }],
    ['32-bit float', wav(fmt(3, 2, 32), 64_000), { duration: 1, rate: 8000, problem: 'none' }],
    ['64-bit float', wav(fmt(3, 1, 64), 32_000), { duration: 0.5, problem: 'none' }],
    ['six channels, extensible', wav(extensible, 6 * 3 * 4000), { duration: 0.5, rate: 8000, problem: 'none' }],
    ['mu-law, counted by its bytes', wav(fmt(7, 1, 8), 8000), { duration: 1, problem: 'none' }],
    ['RF64 with its size in ds64', wav([...text('ds64'), ...u32(28), ...u32(0), ...u32(0), ...u32(16_000), ...u32(0), ...u32(8000), ...u32(0), ...u32(0), ...fmt(1, 1, 16)], 16_000, 0xffffffff, 'RF64'), { duration: 1, problem: 'none' }],
    ['a size beyond the end', wav(fmt(1, 1, 16), 8000, 1_000_000), { duration: 0.5, problem: 'truncated' }],
    ['no rate', wav(fmt(1, 1, 16, 0), 100), { problem: 'unreadable', duration: 0 }],
  ])('WAV: %s', async (_, bytes, expected) => expect(await measured('a.wav', bytes)).toMatchObject({ format: 'wav', ...expected }));

  it('Speex in Ogg is measured, and said not to play', async () => {
    const packet = [...text('Speex   '), ...text('speex-1.2'.padEnd(20, '\0')), ...u32(1), ...u32(80), ...u32(16_000), ...new Uint8Array(40)];
    const page = (granule: number, body: readonly number[], flags: number): number[] => [...text('OggS'), 0, flags, ...u32(granule), ...u32(0), ...u32(1), ...u32(0), ...u32(0), 1, body.length, ...body];
    expect(await measured('a.ogg', Uint8Array.from([...page(0, packet, 2), ...page(32_000, [1, 2, 3], 4)]))).toMatchObject({ format: 'ogg', duration: 2, rate: 16_000, problem: 'unsupported' });
  });
});

describe('clips', () => {
  const clip = (name: string): Promise<Buffer> => readFile(fileURLToPath(new URL(`../../../../assets/samples/clips/${name}`, import.meta.url)));
  it.each([0.9, 0.5, 0.1])('a WebM of which a share of %s is left is truncated', async (share) => {
    const whole = await clip('street-crossing.webm');
    expect((await measured('cut.webm', whole.subarray(0, Math.floor(whole.length * share)))).problem).toMatch(share < 0.2 ? /truncated|unreadable/ : /truncated/);
  });

  it('a WebM that does not say how long it is is whole', async () => {
    const whole = Buffer.from(await clip('street-crossing.webm'));
    const at = whole.indexOf(Buffer.from([0x18, 0x53, 0x80, 0x67])) + 4;
    // Unknown length: all ones behind the length marker.
    const bytes = Math.clz32(whole[at] ?? 0) - 23;
    whole[at] = 0xff >> (bytes - 1);
    whole.fill(0xff, at + 1, at + bytes);
    expect(await measured('live.webm', whole)).toMatchObject({ format: 'webm', problem: 'none' });
  });

  it('an MP4 called .webm is disguised', async () => expect(await measured('named.webm', await clip('morning-ferry.mp4'))).toMatchObject({ format: 'mp4', problem: 'disguised' }));
});

describe('texts', () => {
  it.each<[string, Uint8Array | string, object]>([
    ['Latin-1', Buffer.from('caf\xe9;1\n', 'latin1'), { problem: 'none', length: 7 }],
    ['an encoding that is not known', Buffer.from([0xee, 0xf0, 0xe2, 0x20, 0xe1, 0xfb, 0xeb]), { problem: 'encoding' }],
    ['UTF-16 without a byte order mark', Buffer.from('name;count\nferry;1\n', 'utf16le'), { problem: 'none', length: 19 }],
    ['UTF-8 with one', '\ufeffa;b\n', { problem: 'none', length: 4 }],
    ['a picture called .csv', new Uint8Array([1, 0, 2, 0, 0, 0, 3, 0, 4]), { problem: 'disguised' }],
    ['no bytes', '', { problem: 'empty' }],
  ])('CSV: %s', async (_, bytes, expected) => expect(await measured('a.csv', typeof bytes === 'string' ? Buffer.from(bytes) : bytes)).toMatchObject(expected));
});
