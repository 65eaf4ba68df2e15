/** Ten thousand real JPEG files, made once per run of the bench, and a workspace with a dataset of them. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { commandNamed, freshId } from '../../e2e/prepare';
import type { Draft } from '../../src/shared/events/catalogue/types';
import type { JobId, LabelId, LabelSetId } from '../../src/shared/kernel/ids';
import { startWorld } from './host-world';
import type { BenchContext } from './types';

export const FILES = 10_000;
/** The first of them: photographs of six megapixels, the rest are small. */
export const PHOTOGRAPHS = 1_000;
export const PHOTOGRAPH = { width: 3000, height: 2000 } as const;
const SMALL = { width: 480, height: 320 } as const;

interface Look { readonly width: number; readonly height: number; readonly n: number }

/** Smooth noise under a gradient and two blocks: compresses and decodes like a photograph, and no two look alike. */
async function picture({ width, height, n }: Look): Promise<Buffer> {
  const hue = (n * 47) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 40% 80%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360} 40% 35%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/><rect x="${60 + ((n * 13) % 90)}" y="90" width="180" height="150" fill="hsl(${(hue + 180) % 360} 70% 45%)"/><rect x="330" y="${140 + ((n * 7) % 60)}" width="150" height="120" fill="hsl(${(hue + 120) % 360} 60% 30%)"/></svg>`;
  const noise = await sharp({ create: { width: 600, height: 400, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 30 }, background: '#888' } }).png().toBuffer();
  return sharp(await sharp(Buffer.from(svg)).composite([{ input: noise, blend: 'soft-light' }]).png().toBuffer()).resize(width, height, { kernel: 'cubic', fit: 'fill' }).jpeg({ quality: 82 }).toBuffer();
}

/** The same picture with a comment in it (JPEG marker COM, 0xFFFE): another content, another hash. */
function distinct(jpeg: Buffer, n: number): Buffer {
  const text = Buffer.from(`picture ${n}`);
  const marker = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), marker, text, jpeg.subarray(2)]);
}

async function write(dir: string, count: number, from: number, size: { width: number; height: number }, looks: number): Promise<void> {
  const made: Buffer[] = [];
  for (let n = 0; n < looks; n++) made.push(await picture({ ...size, n: from + n }));
  await mkdir(dir, { recursive: true });
  for (let i = 0; i < count; i++) await writeFile(join(dir, `IMG_${String(from + i).padStart(5, '0')}.jpg`), distinct(made[i % looks]!, from + i));
}

/** The folder; `photographs` and ten folders of small pictures in it. */
export async function tenThousand(context: BenchContext): Promise<string> {
  const dir = join(context.scratch, 'ten thousand');
  if (existsSync(dir)) return dir;
  await write(join(dir, '0 photographs'), PHOTOGRAPHS, 0, PHOTOGRAPH, 24);
  const part = (FILES - PHOTOGRAPHS) / 9;
  for (let at = 0; at < 9; at++) await write(join(dir, `${at + 1} small`), part, PHOTOGRAPHS + at * part, SMALL, 12);
  return dir;
}

/** A world's folder whose workspace holds the dataset "Pictures" of the ten thousand, measured, with the detection job "Boxes". */
export async function tenThousandWorld(context: BenchContext): Promise<string> {
  const dir = join(context.scratch, 'ten thousand world');
  if (existsSync(dir)) return dir;
  const folder = await tenThousand(context);
  await mkdir(dir);
  const world = await startWorld(context, dir);
  try {
    const window = await world.connect();
    const { place } = await window.request('places.resolve', { text: folder });
    const done = new Promise<void>((resolve, reject) => window.onPush('task', ({ task }) => {
      if (task.state === 'done') resolve();
      else if (task.state === 'failed') reject(new Error(JSON.stringify(task.failures.slice(0, 3))));
    }));
    const { dataset } = await window.request('dataset.create', { name: 'Pictures', dataType: 'image', textMode: null, folder: place.place });
    await done;
    const [job, labelSet] = [freshId<JobId>(), freshId<LabelSetId>()];
    const drafts: Draft[] = [
      { type: 'job.created', base: [], body: { job, dataset, name: 'Boxes', task: 'detection', multiple: false, labelSet } },
      ...['tug', 'buoy', 'crane'].map((name, i): Draft => ({ type: 'label.added', base: [], body: { labelSet, label: freshId<LabelId>(), name, color: i, shortcut: null, attributes: [] } })),
    ];
    await window.request('journal.commit', { job: null, command: commandNamed('command.create-job'), drafts });
  } finally {
    await world.close();
  }
  return dir;
}
