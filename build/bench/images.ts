/** Bench row "10,000 images", the host's part: listing a folder, and the first screen of thumbnails after it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { nodeFileSystem } from '../../src/main/adapters/fs-node';
import { forkPool } from '../../src/main/adapters/processes/fork';
import type { PictureDone, PictureJob } from '../../src/main/ports/picture-jobs';
import { listFiles } from '../../src/main/services/datasets/list';

export interface ImagesBench {
  readonly files: number;
  /** ms, median of five. */
  readonly list: number;
  /** ms from asking to the first and to all thumbnails of a screen of 40, with a cold cache and started children. */
  readonly firstThumbnail: number;
  readonly screen: number;
}

/** `resolve`: built entries of child processes; default where the application looks. */
export async function benchImages(files = 10_000, resolve?: (entry: string) => string): Promise<ImagesBench> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-images-'));
  const pool = forkPool(resolve ? { resolve } : {});
  try {
    const noise = Buffer.from(Uint8Array.from({ length: 1600 * 1200 * 3 }, (_, i) => (i * 7919 + (i >> 9)) % 256));
    const jpeg = await sharp(noise, { raw: { width: 1600, height: 1200, channels: 3 } }).blur(3).jpeg().toBuffer();
    for (let i = 0; i < files; i++) {
      const folder = join(dir, String(Math.floor(i / 1000)));
      if (i % 1000 === 0) await mkdir(folder);
      await writeFile(join(folder, `${i}.jpg`), i < 100 ? jpeg : jpeg.subarray(0, 1000));
    }
    const times: number[] = [];
    let paths: string[] = [];
    for (let round = 0; round < 5; round++) {
      const started = performance.now();
      paths = [];
      for await (const batch of listFiles({ fs: nodeFileSystem, root: dir, inside: '', dataType: 'image', skip: [], signal: new AbortController().signal, failed: () => undefined })) paths.push(...batch.map((f) => f.path));
      times.push(performance.now() - started);
    }
    if (paths.length !== files) throw new Error(`listed ${paths.length} of ${files} files`);
    const thumbnail = (path: string): Promise<PictureDone> => pool.run<PictureJob, PictureDone>('pictures', { do: 'thumbnail', path: join(dir, path), edge: 256 }, { priority: 'now' });
    await Promise.all([thumbnail(paths[50] ?? ''), thumbnail(paths[51] ?? '')]);
    const started = performance.now();
    let first = 0;
    await Promise.all(paths.slice(0, 40).map((path) => thumbnail(path).then(() => void (first ||= performance.now() - started))));
    return { files, list: times.sort((a, b) => a - b)[2] ?? 0, firstThumbnail: first, screen: performance.now() - started };
  } finally {
    await pool.close();
    await rm(dir, { recursive: true, force: true });
  }
}
