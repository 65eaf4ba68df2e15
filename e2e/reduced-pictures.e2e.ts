/** A large JPEG is decoded in fewer pixels first: what is seen then is the picture, upright and in its colours. */
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import sharp, { type Sharp } from 'sharp';
import { servePage } from '../build/bench/browser';
import { bundlePage } from '../build/bench/bundle';
import type { Compare, Compared } from '../build/bench/pages/decoder-page';

const SIZE = { width: 3200, height: 2400 };
let url = '';
let close: () => Promise<void>;

/** No two corners alike, and edges that show a shift by a pixel of the reduced one. */
async function scene(): Promise<Sharp> {
  const part = (width: number, height: number, background: string, left: number, top: number) => ({ input: { create: { width, height, channels: 3 as const, background } }, left, top });
  const all = await sharp({ create: { ...SIZE, channels: 3, background: '#30a080' } }).composite([part(1000, 700, '#e02020', 0, 0), part(600, 500, '#2040e0', 2600, 0), part(400, 900, '#f0e040', 100, 1400), part(1200, 300, '#101010', 1500, 1700)]).png().toBuffer();
  return sharp(all);
}

test.beforeAll(async () => {
  const jpeg = (body: Uint8Array) => ({ type: 'image/jpeg', body });
  const base = await scene();
  const plain = await base.clone().jpeg({ quality: 90 }).toBuffer();
  const files: Record<string, { type: string; body: Uint8Array }> = {
    '/plain.jpg': jpeg(plain),
    '/progressive.jpg': jpeg(await base.clone().jpeg({ quality: 90, progressive: true }).toBuffer()),
    '/grey.jpg': jpeg(await base.clone().greyscale().jpeg({ quality: 90 }).toBuffer()),
    '/cmyk.jpg': jpeg(await base.clone().toColourspace('cmyk').jpeg({ quality: 90 }).toBuffer()),
    '/wide-colours.jpg': jpeg(await base.clone().withIccProfile('p3').jpeg({ quality: 90 }).toBuffer()),
    '/small.jpg': jpeg(await base.clone().resize(1200, 900).jpeg().toBuffer()),
    '/cut.jpg': jpeg(plain.subarray(0, Math.floor(plain.length / 2))),
    '/plain.png': { type: 'image/png', body: await base.clone().png().toBuffer() },
    '/lie.jpg': jpeg(new Uint8Array(1000).fill(7)),
  };
  for (let orientation = 1; orientation <= 8; orientation++) files[`/turned-${orientation}.jpg`] = jpeg(await base.clone().jpeg({ quality: 90 }).withMetadata({ orientation }).toBuffer());
  const server = await servePage(await bundlePage(fileURLToPath(new URL('../build/bench/pages/decoder-page.ts', import.meta.url))), files);
  url = server.url;
  close = server.close;
});
test.afterAll(() => close());
test.beforeEach(({ page }) => page.goto(url));

const compare = (page: Page, path: string): Promise<Compared> => page.evaluate((p) => (globalThis as unknown as { compare: Compare }).compare(p), path);

for (let orientation = 1; orientation <= 8; orientation++) {
  test(`orientation ${orientation}`, async ({ page }) => {
    const { reduced, said, whole, mean, most } = await compare(page, `/turned-${orientation}.jpg`);
    const upright = orientation >= 5 ? [SIZE.height, SIZE.width] : [SIZE.width, SIZE.height];
    expect(whole).toEqual(upright);
    expect(said).toEqual(upright);
    // As sharp as the whole one in this window, and not more.
    const scale = Math.min(1280 / upright[0]!, 800 / upright[1]!);
    expect(reduced![0]).toBeGreaterThanOrEqual(Math.floor(upright[0]! * scale));
    expect(reduced![0]).toBeLessThanOrEqual(upright[0]! * (scale + 1 / 8) + 1);
    expect(reduced![0] / reduced![1]).toBeCloseTo(upright[0]! / upright[1]!, 2);
    expect(mean).toBeLessThan(2);
    expect(most).toBeLessThan(60);
  });
}

for (const name of ['progressive', 'grey', 'cmyk', 'wide-colours']) {
  test(`${name}: its colours are those of the whole picture`, async ({ page }) => {
    const { reduced, mean, most } = await compare(page, `/${name}.jpg`);
    expect(reduced).not.toBeNull();
    expect(mean).toBeLessThan(2);
    expect(most).toBeLessThan(60);
  });
}

test('pictures that gain nothing come as they are at once', async ({ page }) => {
  for (const path of ['/small.jpg', '/plain.png']) expect((await compare(page, path)).reduced, path).toBeNull();
});

test('what cannot be decoded, or is not there, is refused in words', async ({ page }) => {
  const refused = (path: string): Promise<string> => compare(page, path).then(() => 'shown', (error: unknown) => String(error));
  expect(await refused('/none.jpg')).toContain('the host answered 404');
  // The host sends no such file as it is: it makes a picture of what there is of it.
  expect(await refused('/cut.jpg')).toContain('could not be decoded');
  expect(await refused('/lie.jpg')).toContain('could not be decoded');
});
