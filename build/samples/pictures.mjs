// Sixty pictures with every object's box: harbour, street, kitchen, at five times of the day.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { chance, resetIds } from './draw.mjs';
import { harbour } from './scenes/harbour.mjs';
import { kitchen } from './scenes/kitchen.mjs';
import { LIGHTS } from './scenes/light.mjs';
import { H, W } from './scenes/parts.mjs';
import { street } from './scenes/street.mjs';

/** Name, how many, drawing, first seed. */
const SERIES = [['harbour', 26, harbour, 100], ['street', 20, street, 300], ['kitchen', 14, kitchen, 500]];
/** Share of a series whose labels come along; the rest waits to be labeled. */
const LABELED = 0.7;

/** Writes the pictures into `dir` and answers what is on them. */
export async function makePictures(dir, only = null) {
  await mkdir(dir, { recursive: true });
  const pictures = [];
  for (const [name, count, draw, firstSeed] of SERIES) {
    for (let i = 0; i < count; i++) {
      const file = `${name}-${String(i + 1).padStart(2, '0')}.jpg`;
      if (only && !only.includes(file)) continue;
      const seed = firstSeed + i, c = chance(seed * 7919);
      const light = Object.keys(LIGHTS)[(i * 2 + (i % 3)) % 5];
      resetIds();
      const { svg, objects } = draw(LIGHTS[light], c, seed);
      const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 80, mozjpeg: true, chromaSubsampling: '4:2:0' }).toBuffer();
      await writeFile(join(dir, file), jpeg);
      pictures.push({ file, width: W, height: H, scene: name, light, objects, labeled: i < Math.ceil(count * LABELED) });
    }
  }
  return pictures;
}
