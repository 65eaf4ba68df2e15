/** The box in numbers, as a person types them. Pure; pixels of the upright original. */
import { clamp, type Box, type Size } from '../../../shared/geometry/box';

export const SIDES = ['x', 'y', 'width', 'height'] as const;
export type Side = (typeof SIDES)[number];

/** Digits with a point or a comma, perhaps with an exponent: what `String(number)` writes and what people write. */
const NUMBER = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
/** No side is made shorter than this, as far as the picture has room. */
const LEAST = 1;

export type Typed = { readonly kind: 'number'; readonly value: number } | { readonly kind: 'not-a-number' } | { readonly kind: 'not-a-size' };

/** What a text means for a side. A size is more than 0; where it is too large, `withSide` says how far it goes. */
export function readSide(side: Side, text: string): Typed {
  const value = NUMBER.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN;
  if (!Number.isFinite(value)) return { kind: 'not-a-number' };
  return isSize(side) && value <= 0 ? { kind: 'not-a-size' } : { kind: 'number', value };
}

/**
 * The box with one side set: a place moves the whole box, as far as the picture goes, and its size stays; a size moves
 * the right or the lower edge, as far as the picture goes, and the other edge stays. Always inside the picture when
 * `box` is.
 */
export function withSide(box: Box, side: Side, value: number, image: Size): Box {
  const [start, length] = side === 'x' || side === 'width' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const limit = image[length];
  if (isSize(side)) {
    const room = limit - box[start];
    return { ...box, [length]: fitting(clamp(value, Math.min(LEAST, room), room), box[start], limit) };
  }
  return { ...box, [start]: fitting(clamp(value, 0, Math.max(0, limit - box[length])), box[length], limit) };
}

function isSize(side: Side): boolean {
  return side === 'width' || side === 'height';
}

/** `a` so that a + b is not over the limit by a rounding. */
function fitting(a: number, b: number, limit: number): number {
  let fits = a;
  while (fits > 0 && fits + b > limit) fits -= limit * Number.EPSILON;
  return Math.max(0, fits);
}
