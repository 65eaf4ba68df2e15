import type { SampleFacts } from '../domain/dataset';

/** What the headers of one file say: the facts of a sample that need neither its name nor all of its bytes. What a format has not is 0 (orientation 1). */
export type Found = Omit<SampleFacts, 'hash' | 'format'>;

export const NOTHING_FOUND: Found = { problem: 'none', width: 0, height: 0, orientation: 1, duration: 0, rate: 0, length: 0 };

/** A picture of `width` x `height` stored pixels; EXIF orientations 5 to 8 stand on their side. */
export function picture(width: number, height: number, orientation: number, truncated: boolean): Found {
  if (width <= 0 || height <= 0) return { ...NOTHING_FOUND, problem: truncated ? 'truncated' : 'unreadable' };
  const o = orientation >= 1 && orientation <= 8 ? orientation : 1;
  return { ...NOTHING_FOUND, problem: truncated ? 'truncated' : 'none', width: o >= 5 ? height : width, height: o >= 5 ? width : height, orientation: o };
}

/** A sound of `duration` seconds at `rate` samples per second. */
export function sound(duration: number, rate: number, truncated: boolean): Found {
  const sane = Number.isFinite(duration) && duration >= 0 ? duration : 0;
  return { ...NOTHING_FOUND, problem: rate <= 0 ? 'unreadable' : truncated ? 'truncated' : 'none', duration: sane, rate };
}
