import type { Size } from '../../shared/geometry/box';
import { memorySource } from '../../shared/media/byte-source';
import { readJpeg } from '../../shared/media/image/jpeg';
import type { Reduced } from './picture-messages';

/** A JPEG decodes to so many eighths of its size by leaving out frequencies (ITU T.81 A.3.3 at a smaller N). */
const EIGHTHS = 8;
/** From six eighths on, two decodings take as long as the whole one alone (ADR 11). */
const MOST = 5;

/** Eighths in which the picture still has a pixel for every one of `fit`; null when that saves nothing. */
export function eighthsFor(whole: Size, fit: Size): number | null {
  const scale = Math.min(fit.width / whole.width, fit.height / whole.height);
  const eighths = Math.max(1, Math.ceil(EIGHTHS * scale));
  return Number.isFinite(scale) && eighths <= MOST ? eighths : null;
}

/** A JPEG in fewer pixels, as sharp as the whole one when fitted into `fit` (device pixels); null when there is no such thing, or no gain. */
export async function reducedJpeg(blob: Blob, fit: Size): Promise<Reduced | null> {
  if (blob.type !== 'image/jpeg' || typeof ImageDecoder === 'undefined') return null;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const { width, height, orientation, problem } = await readJpeg(memorySource(bytes));
  const eighths = problem === 'none' && width > 0 && height > 0 ? eighthsFor({ width, height }, fit) : null;
  if (eighths === null) return null;
  const part = (pixels: number): number => Math.ceil((pixels * eighths) / EIGHTHS);
  // The size that is asked for is that of the file, not the upright one.
  const [desiredWidth, desiredHeight] = orientation >= 5 ? [part(height), part(width)] : [part(width), part(height)];
  const decoder = new ImageDecoder({ data: bytes, type: 'image/jpeg', desiredWidth, desiredHeight });
  try {
    const { image } = await decoder.decode();
    try {
      const bitmap = await createImageBitmap(image);
      if (bitmap.width < width && Math.abs(bitmap.width * height - bitmap.height * width) <= EIGHTHS * Math.max(width, height)) return { bitmap, whole: { width, height } };
      // Not reduced, or not upright: this browser does it otherwise.
      bitmap.close();
      return null;
    } finally {
      image.close();
    }
  } catch {
    // The whole decoding says what is wrong with it.
    return null;
  } finally {
    decoder.close();
  }
}
