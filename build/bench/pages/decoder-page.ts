/** For the test that a picture in fewer pixels looks like the whole one. */
import { pictureDecoder, type Reduced } from '../../../src/renderer/media/picture-decoder';

export interface Compared {
  /** Pixels of both; null: there was no reduced one. */
  readonly reduced: readonly [number, number] | null;
  readonly said: readonly [number, number] | null;
  readonly whole: readonly [number, number];
  /** Mean and greatest difference of a channel of both, each drawn on 64 x 64 places. */
  readonly mean: number;
  readonly most: number;
}

const EDGE = 64;

function looked(bitmap: ImageBitmap): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(EDGE, EDGE);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, EDGE, EDGE);
  return context.getImageData(0, 0, EDGE, EDGE).data;
}

async function compare(path: string): Promise<Compared> {
  const reduced: Reduced[] = [];
  const whole = await pictureDecoder.decode(new URL(path, location.href).href, new AbortController().signal, (one) => reduced.push(one));
  const size = [whole.width, whole.height] as const;
  const [small] = reduced;
  if (small === undefined) return { reduced: null, said: null, whole: size, mean: 0, most: 0 };
  const [a, b] = [looked(small.bitmap), looked(whole)];
  const differences = Array.from(a, (value, i) => Math.abs(value - b[i]!));
  return { reduced: [small.bitmap.width, small.bitmap.height], said: [small.whole.width, small.whole.height], whole: size, mean: differences.reduce((sum, d) => sum + d, 0) / differences.length, most: Math.max(...differences) };
}

Object.assign(globalThis, { compare });
export type Compare = typeof compare;
