import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FailureError } from '../../../shared/kernel/result';
import { forkPool } from '../../adapters/processes/fork';
import type { PictureDone, PictureJob } from '../../ports/picture-jobs';
import { buildEntries } from '../common/built-entries.testing';
import { doPicture } from './work';

/** A picture whose four quarters are red, green, blue and white, so that every turn and mirror shows. */
async function quarters(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  const colors = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const color = colors[(y * 2 >= height ? 2 : 0) + (x * 2 >= width ? 1 : 0)] ?? [];
    for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = color[c] ?? 0;
  }
  return sharp(data, { raw: { width, height, channels: 3 } }).png().toBuffer();
}

/** Name of the colour in each quarter: top left, top right, bottom left, bottom right. */
async function corners(bytes: Uint8Array): Promise<string> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): string => {
    const i = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
    const [r = 0, g = 0, b = 0] = [data[i], data[i + 1], data[i + 2]];
    return r > 128 && g > 128 && b > 128 ? 'w' : r > 128 ? 'r' : g > 128 ? 'g' : 'b';
  };
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join('');
}

const codeOf = async (job: PictureJob): Promise<string> => doPicture(job).then(() => 'ok', (e: unknown) => (e instanceof FailureError ? e.failure.code : String(e)));

describe('the process for pictures', () => {
  let dir = '';
  const file = async (name: string, bytes: Uint8Array): Promise<string> => {
    await writeFile(join(dir, name), bytes);
    return join(dir, name);
  };
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pictures-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  // What EXIF says of the stored picture "rgbw" (red top left …), and what it looks like upright.
  const upright: readonly [number, string][] = [[1, 'rgbw'], [2, 'grwb'], [3, 'wbgr'], [4, 'bwrg'], [5, 'rbgw'], [6, 'brwg'], [7, 'wgbr'], [8, 'gwrb']];

  it.each(upright)('turns a JPEG with orientation %i upright', async (orientation, looks) => {
    const path = await file(`o${orientation}.jpg`, await sharp(await quarters(80, 40)).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer());
    const done = await doPicture({ do: 'thumbnail', path, edge: 128 });
    expect([done.width, done.height]).toEqual(orientation >= 5 ? [40, 80] : [80, 40]);
    expect(await corners(done.bytes)).toBe(looks);
  });

  it('writes a smaller copy of all of a picture, upright, in its proportions', async () => {
    const path = await file('screen.tiff', await sharp(await quarters(400, 200)).withMetadata({ orientation: 6 }).tiff().toBuffer());
    const to = join(dir, 'screen.webp');
    expect(await doPicture({ do: 'screen', path, to, edge: 100 })).toMatchObject({ width: 50, height: 100 });
    expect(await corners(await readFile(to))).toBe('brwg');
    // Never enlarged.
    expect(await doPicture({ do: 'screen', path, to, edge: 1000 })).toMatchObject({ width: 200, height: 400 });
  });

  it.each([[12_000, 20, 128, 16], [20, 12_000, 16, 128], [1200, 2, 128, 16], [400, 50, 128, 16]])('of a picture of %i x %i shows a strip of %i x %i, its middle', async (width, height, w, h) => {
    // Red but for a green piece in the middle, as long as what is shown.
    const green = await sharp({ create: { width: Math.min(width, 8 * height), height: Math.min(height, 8 * width), channels: 3, background: '#00ff00' } }).png().toBuffer();
    const path = await file(`long-${width}x${height}.png`, await sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([{ input: green, gravity: 'centre' }]).png().toBuffer());
    const done = await doPicture({ do: 'thumbnail', path, edge: 128 });
    expect([done.width, done.height]).toEqual([w, h]);
    expect(await corners(done.bytes)).toBe('gggg');
  });

  it('turns a long picture upright before it takes the middle', async () => {
    const path = await file('long-turned.jpg', await sharp({ create: { width: 4000, height: 40, channels: 3, background: '#0000ff' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer());
    const done = await doPicture({ do: 'thumbnail', path, edge: 128 });
    expect([done.width, done.height]).toEqual([16, 128]);
  });

  it.each(['png', 'webp', 'tiff', 'gif', 'avif'] as const)('makes a thumbnail of %s, longer side at most the edge', async (format) => {
    const path = await file(`t.${format}`, await sharp(await quarters(400, 200)).toFormat(format).toBuffer());
    const done = await doPicture({ do: 'thumbnail', path, edge: 128 });
    expect([done.width, done.height]).toEqual([128, 64]);
    expect((await sharp(done.bytes).metadata()).format).toBe('webp');
    expect(await corners(done.bytes)).toBe('rgbw');
  });

  it('does not enlarge', async () => {
    const path = await file('small.png', await quarters(20, 10));
    expect(await doPicture({ do: 'thumbnail', path, edge: 512 })).toMatchObject({ width: 20, height: 10 });
  });

  it('shows 16-bit, CMYK and one-channel pictures', async () => {
    const base = sharp(await quarters(64, 64));
    const paths = [
      await file('cmyk.jpg', await base.clone().toColourspace('cmyk').jpeg().toBuffer()),
      await file('rgb16.png', await base.clone().toColourspace('rgb16').png().toBuffer()),
      await file('grey.tif', await base.clone().toColourspace('b-w').tiff().toBuffer()),
    ];
    for (const path of paths) expect(await codeOf({ do: 'thumbnail', path, edge: 128 }), path).toBe('ok');
  });

  it('writes TIFF as PNG, upright, and leaves nothing beside it', async () => {
    const path = await file('o.tif', await sharp(await quarters(80, 40)).withMetadata({ orientation: 6 }).tiff().toBuffer());
    const to = join(dir, 'o.png');
    expect(await doPicture({ do: 'display', path, to })).toMatchObject({ width: 40, height: 80 });
    const { readFile } = await import('node:fs/promises');
    expect(await corners(await readFile(to))).toBe('brwg');
    expect((await readdir(dir)).filter((n) => n.endsWith('.tmp'))).toEqual([]);
  });

  it('still shows the part of a cut-off JPEG that is there', async () => {
    const whole = await sharp(await quarters(400, 400)).jpeg().toBuffer();
    expect(await codeOf({ do: 'thumbnail', path: await file('cut.jpg', whole.subarray(0, Math.floor(whole.length * 0.7))), edge: 128 })).toBe('ok');
  });

  it('says why there is no picture', async () => {
    const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>');
    expect(await codeOf({ do: 'thumbnail', path: await file('svg.png', svg), edge: 128 })).toBe('unsupported');
    expect(await codeOf({ do: 'thumbnail', path: await file('empty.png', new Uint8Array(0)), edge: 128 })).toBe('empty');
    expect(await codeOf({ do: 'thumbnail', path: join(dir, 'nowhere.png'), edge: 128 })).toBe('missing');
    expect(await codeOf({ do: 'thumbnail', path: await file('broken.png', (await quarters(10, 10)).subarray(0, 20)), edge: 128 })).toBe('unreadable');
  });

  it('refuses a picture of more pixels than allowed by its header, without making room for it', async () => {
    const png = Buffer.from(await quarters(10, 10));
    png.writeUInt32BE(40_000, 16);
    png.writeUInt32BE(40_000, 20);
    const { crc32 } = await import('node:zlib') as { crc32?: (b: Uint8Array) => number };
    if (crc32) png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    const before = process.memoryUsage().rss;
    expect(['too-large', 'unreadable']).toContain(await codeOf({ do: 'thumbnail', path: await file('bomb.png', png), edge: 128 }));
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  });

  it('refuses what libvips would open but no dataset lists', async () => {
    // The loader itself is blocked, also when the check of the first bytes were passed.
    await expect(sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).png().toBuffer()).rejects.toThrow();
  });

  it('works as a built child process', async () => {
    const built = await buildEntries(['pictures']);
    const pool = forkPool({ resolve: built.resolve });
    try {
      const path = await file('child.png', await quarters(300, 300));
      const done = await pool.run<PictureJob, PictureDone>('pictures', { do: 'thumbnail', path, edge: 256 });
      expect([done.width, done.height, await corners(done.bytes)]).toEqual([256, 256, 'rgbw']);
      await expect(pool.run('pictures', { do: 'thumbnail', path: join(dir, 'no.png'), edge: 128 })).rejects.toMatchObject({ failure: { code: 'missing' } });
    } finally {
      await pool.close();
      built.remove();
    }
  });
});
