/** Test pictures with something to see: coloured rectangles on a gradient, different in every file. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';

export interface PictureOptions {
  readonly count: number;
  readonly width?: number;
  readonly height?: number;
  readonly format?: 'jpeg' | 'png' | 'webp';
  /** EXIF orientation 1…8. */
  readonly orientation?: number;
  /** Folders below `dir` to spread over. */
  readonly folders?: readonly string[];
}

/** Writes `picture-0001.jpg` … into `dir`; returns their paths in order. The same call makes the same bytes. */
export async function makePictures(dir: string, options: PictureOptions): Promise<readonly string[]> {
  const { count, width = 640, height = 480, format = 'jpeg', orientation = 1, folders = [''] } = options;
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const hue = (i * 47) % 360;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 40% 80%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360} 40% 45%)"/></linearGradient></defs>
      <rect width="100%" height="100%" fill="url(#g)"/>
      <rect x="${width * 0.1 + ((i * 13) % 40)}" y="${height * 0.2}" width="${width * 0.3}" height="${height * 0.4}" fill="hsl(${(hue + 180) % 360} 70% 45%)"/>
      <rect x="${width * 0.55}" y="${height * 0.35 + ((i * 7) % 30)}" width="${width * 0.25}" height="${height * 0.3}" fill="hsl(${(hue + 120) % 360} 60% 35%)"/>
    </svg>`;
    const name = `picture-${String(i + 1).padStart(4, '0')}.${format === 'jpeg' ? 'jpg' : format}`;
    const path = join(dir, folders[i % folders.length] ?? '', name);
    await mkdir(dirname(path), { recursive: true });
    const image = sharp(Buffer.from(svg));
    const written = orientation === 1 ? image : image.withMetadata({ orientation });
    await writeFile(path, await written.toFormat(format).toBuffer());
    paths.push(path);
  }
  return paths;
}
