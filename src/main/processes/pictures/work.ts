import { rename, rm } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { decodeBmp } from '../../../shared/media/bmp/decode';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { SNIFF_BYTES, sniff } from '../../../shared/media/sniff';
import { cutAlong, MAX_RATIO } from '../../../shared/media/thumbnail-part';
import { MAX_PIXELS, type PictureDone, type PictureJob } from '../../ports/picture-jobs';
import { openFile } from '../common/open-file';

// Foreign files reach only the loaders of the formats we list: libvips would also open SVG, PDF and more by content.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif', 'VipsForeignLoadTiff', 'VipsForeignLoadHeif'] });
// One picture at a time per process: no cache, one thread; the pool has a process per core.
sharp.cache(false);
sharp.concurrency(1);

const MAX_BMP_BYTES = 1.2e9;

const refuse = (code: string, message: string): FailureError => new FailureError({ code, message });

/** Opens a picture of a known format for sharp; BMP by our own decoder. Upright already. */
async function load(path: string): Promise<Sharp> {
  const file = await openFile(path);
  try {
    const { size } = await file.stat();
    if (size === 0) throw refuse('empty', `${path} is empty.`);
    const head = new Uint8Array(Math.min(size, SNIFF_BYTES));
    await file.read(head, 0, head.length, 0);
    const format = sniff(head);
    switch (format) {
      case 'bmp': {
        if (size > MAX_BMP_BYTES) throw refuse('too-large', `${path} is larger than a BMP may be.`);
        const bytes = new Uint8Array(size);
        for (let at = 0; at < size; ) {
          const { bytesRead } = await file.read(bytes, at, size - at, at);
          if (bytesRead === 0) break;
          at += bytesRead;
        }
        const decoded = decodeBmp(bytes, MAX_PIXELS);
        if (!decoded.ok) throw new FailureError(decoded.error);
        const { width, height, data } = decoded.value;
        return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: MAX_PIXELS });
      }
      case 'jpeg': case 'png': case 'webp': case 'gif': case 'tiff': case 'avif':
        // Damaged scans still give a thumbnail: what is wrong with the file is said by its facts.
        return sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'none', sequentialRead: true }).autoOrient();
      default:
        throw refuse('unsupported', `${path} is not a picture (${format}).`);
    }
  } finally {
    await file.close();
  }
}

/** All of the picture, its longer side at most `edge`; of a very long one its middle, as `thumbnailPart` says. */
async function fitted(picture: Sharp, edge: number): Promise<Sharp> {
  const { autoOrient } = await picture.metadata();
  const cut = cutAlong(autoOrient);
  if (cut === null) return picture.resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: true });
  // Enlarged where it must be: a strip of two pixels is still to be seen.
  const across = Math.round(edge / MAX_RATIO);
  return picture.resize({ width: cut === 'x' ? edge : across, height: cut === 'y' ? edge : across, fit: 'cover', position: 'centre', fastShrinkOnLoad: true });
}

function failureOf(path: string, error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  const code = /pixel limit/i.test(message) ? 'too-large' : 'unreadable';
  return { code, message: `${path} cannot be decoded: ${message}` };
}

/** Does one job. Rejects with a FailureError whose code is a media problem, 'missing', or a file system code on writing. */
export async function doPicture(job: PictureJob): Promise<PictureDone> {
  let picture: Sharp;
  try {
    picture = await load(job.path);
    if (job.do === 'thumbnail') {
      const { data, info } = await (await fitted(picture, job.edge))
        .toColourspace('srgb')
        .webp({ quality: 78, effort: 1, smartSubsample: false })
        .toBuffer({ resolveWithObject: true });
      return { bytes: data, width: info.width, height: info.height };
    }
  } catch (error) {
    throw new FailureError(failureOf(job.path, error));
  }
  const beside = `${job.to}.${process.pid}.tmp`;
  try {
    const written = job.do === 'display'
      ? picture.toColourspace('srgb').png({ compressionLevel: 1, adaptiveFiltering: false })
      : picture.resize({ width: job.edge, height: job.edge, fit: 'inside', withoutEnlargement: true, fastShrinkOnLoad: true }).toColourspace('srgb').webp({ quality: 85, effort: 0 });
    const { width, height } = await written.toFile(beside);
    await rename(beside, job.to);
    return { bytes: new Uint8Array(0), width, height };
  } catch (error) {
    await rm(beside, { force: true });
    throw new FailureError(failureOf(job.path, error));
  }
}
