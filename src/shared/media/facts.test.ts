import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { memorySource } from './byte-source';
import { readHeaders } from './facts';
import { sniff } from './sniff';

const base = sharp({ create: { width: 64, height: 48, channels: 3, background: { r: 9, g: 99, b: 199 } } });
const read = (bytes: Uint8Array) => readHeaders(memorySource(bytes), sniff(bytes));
const u32 = (n: number): number[] => [n & 255, (n >> 8) & 255, (n >> 16) & 255, (n >>> 24) & 255];
const u16 = (n: number): number[] => [n & 255, n >> 8];
const text = (s: string): number[] => Array.from(s, (c) => c.charCodeAt(0));

describe('headers of pictures', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s: real type and size', async (format) => {
    const bytes = await base.clone().toFormat(format).toBuffer();
    expect(sniff(bytes)).toBe(format);
    expect(await read(bytes)).toMatchObject({ problem: 'none', width: 64, height: 48, orientation: 1 });
  });

  it.each([['lossless', { lossless: true }], ['lossy', {}], ['near', { nearLossless: true }]] as const)('WebP %s', async (_name, options) => {
    expect(await read(await base.clone().webp(options).toBuffer())).toMatchObject({ width: 64, height: 48 });
  });

  // What sharp's own reader says is the reference for both.
  it('AVIF: turned and mirrored by its own boxes', async () => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const bytes = await base.clone().withMetadata({ orientation }).avif().toBuffer();
      const { width, height } = await sharp(bytes).metadata();
      expect(await read(bytes), String(orientation)).toMatchObject({ width, height, problem: 'none' });
    }
  });

  it.each(['jpeg', 'webp', 'png', 'tiff'] as const)('%s: EXIF orientations make the size upright', async (format) => {
    for (let orientation = 1; orientation <= 8; orientation++) {
      const bytes = await base.clone().withMetadata({ orientation }).toFormat(format).toBuffer();
      const reference = await sharp(bytes).metadata();
      const { width, height } = reference.autoOrient;
      expect(await read(bytes), `${format} ${orientation}`).toMatchObject({ width, height, orientation: reference.orientation ?? 1, problem: 'none' });
    }
  });

  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)('%s cut short is truncated or unreadable, never fine', async (format) => {
    const noise = Buffer.from(Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 7919) % 256));
    const bytes = await sharp(noise, { raw: { width: 64, height: 48, channels: 3 } }).toFormat(format).toBuffer();
    for (const share of [0.2, 0.5, 0.9]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect((await read(cut)).problem, `${format} at ${share}`).toMatch(/truncated|unreadable/);
    }
  });

  it('a JPEG with a clip behind it is whole', async () => {
    const jpeg = await base.clone().jpeg().toBuffer();
    expect((await read(Buffer.concat([jpeg, Buffer.alloc(200_000, 1)]))).problem).toBe('none');
    expect((await read(Buffer.concat([jpeg.subarray(0, jpeg.length - 2), Buffer.alloc(200_000, 1)]))).problem).toBe('truncated');
  });
});

describe('headers of sounds', () => {
  const wav = (chunks: number[], size = chunks.length + 4): Uint8Array => Uint8Array.from([...text('RIFF'), ...u32(size), ...text('WAVE'), ...chunks]);
  const fmt = (rate: number, block: number): number[] => [...text('fmt '), ...u32(16), ...u16(1), ...u16(block / 2), ...u32(rate), ...u32(rate * block), ...u16(block), ...u16(16)];
  const data = (n: number, said = n): number[] => [...text('data'), ...u32(said), ...Array.from({ length: n }, () => 0)];

  it.each<[string, Uint8Array, object]>([
    ['plain', wav([...fmt(8000, 2), ...data(16_000)]), { duration: 1, rate: 8000, problem: 'none' }],
    ['chunks before the data, odd length', wav([...text('LIST'), ...u32(3), 1, 2, 3, 0, ...fmt(8000, 4), ...data(16_000)]), { duration: 0.5, rate: 8000, problem: 'none' }],
    ['written as a stream', wav([...fmt(8000, 2), ...data(8000, 0xffffffff)]), { duration: 0.5, problem: 'none' }],
    ['size 0 from a writer that crashed', wav([...fmt(8000, 2), ...data(8000, 0)]), { duration: 0.5, problem: 'none' }],
    ['really empty', wav([...fmt(8000, 2), ...data(0), ...text('LIST'), ...u32(4), ...text('INFO')]), { duration: 0, problem: 'none' }],
    ['cut off', wav([...fmt(8000, 2), ...data(8000, 16_000)]), { duration: 0.5, problem: 'truncated' }],
    ['no data', wav(fmt(8000, 2)), { problem: 'truncated' }],
  ])('WAV: %s', async (_name, bytes, expected) => {
    expect(sniff(bytes)).toBe('wav');
    expect(await read(bytes)).toMatchObject(expected);
  });

  /** One MPEG-1 layer III frame of silence, 128 kbit/s at 44.1 kHz, 417 bytes. */
  const frame = (): number[] => [0xff, 0xfb, 0x90, 0xc0, ...Array.from({ length: 413 }, () => 0)];
  const frames = (n: number): number[] => Array.from({ length: n }, frame).flat();

  it('MP3 without a count: every frame is counted', async () => {
    const found = await read(Uint8Array.from([...text('ID3'), 4, 0, 0, 0, 0, 0, 10, ...Array.from({ length: 10 }, () => 0), ...frames(50)]));
    expect(found.rate).toBe(44_100);
    expect(found.duration).toBeCloseTo((50 * 1152) / 44_100, 9);
  });

  it('MP3 with a Xing header: its count', async () => {
    const first = frame();
    first.splice(4 + 17, 12, ...text('Xing'), 0, 0, 0, 1, 0, 0, 0x10, 0);
    const found = await read(Uint8Array.from([...first, ...frames(3)]));
    expect(found.duration).toBeCloseTo((4096 * 1152) / 44_100, 9);
  });

  it('FLAC: STREAMINFO; without the frames it promises it is cut off', async () => {
    const info = [...text('fLaC'), 0x80, 0, 0, 34, 0x10, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0xac44 >> 12, (0xac44 >> 4) & 255, ((0xac44 & 15) << 4) | 2, 0xf0, 0, 0, 0xac, 0x44, ...Array.from({ length: 16 }, () => 0)];
    expect(await read(Uint8Array.from(info))).toMatchObject({ rate: 44_100, duration: 1, problem: 'truncated' });
  });

  const page = (granule: number, body: number[], flags = 0): number[] => [...text('OggS'), 0, flags, ...u32(granule), ...u32(0), ...u32(7), ...u32(0), ...u32(0), 1, body.length, ...body];
  it.each<[string, number[], object]>([
    ['Vorbis', [...page(0, [1, ...text('vorbis'), ...u32(0), 1, ...u32(22_050), ...Array.from({ length: 14 }, () => 0)], 2), ...page(44_100, [1, 2, 3], 4)], { rate: 22_050, duration: 2, problem: 'none' }],
    ['Opus, pre-skip taken off', [...page(0, [...text('OpusHead'), 1, 1, ...u16(312), ...u32(44_100), 0, 0, 0], 2), ...page(48_312, [1, 2, 3], 4)], { rate: 48_000, duration: 1, problem: 'none' }],
    ['cut off', [...page(0, [...text('OpusHead'), 1, 1, ...u16(0), ...u32(44_100), 0, 0, 0], 2), ...page(48_000, [1, 2, 3], 4).slice(0, -1)], { duration: 1, problem: 'truncated' }],
    ['Theora is no sound', page(0, [0x80, ...text('theora'), ...Array.from({ length: 40 }, () => 0)], 2), { problem: 'unsupported' }],
  ])('Ogg: %s', async (_name, bytes, expected) => {
    expect(await read(Uint8Array.from(bytes))).toMatchObject(expected);
  });
});

describe('types by bytes', () => {
  it.each([['BMI is 22.5, said the doctor to him', 'unknown'], ['RIFFxxxxAVI ', 'unknown'], ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'unknown'], ['<!doctype html>', 'unknown'], ['', 'unknown'], ['GIF89a', 'gif']])('%j', (start, format) => {
    expect(sniff(Uint8Array.from(text(start)))).toBe(format);
  });
});
