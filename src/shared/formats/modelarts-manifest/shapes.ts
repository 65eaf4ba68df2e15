import type { MediaItem, Severity, Shape } from '../model';
import { secondsOf, type TypeKind } from './words';

type Json = Readonly<Record<string, unknown>>;

export interface ReadShape {
  /** What the annotation is; numbers that cannot be read are NaN: it counts all the same. */
  readonly shape: Shape;
  readonly wrong: readonly (readonly [severity: Severity, code: string, what: string])[];
}

const FINE: ReadShape['wrong'] = [];

/** The shape of an annotation that stands in the manifest itself. Text offsets are code points, end exclusive. */
export function shapeOf(kind: Exclude<TypeKind, 'xml'>, property: Json, item: MediaItem): ReadShape {
  switch (kind) {
    case 'classification': return { shape: { kind }, wrong: FINE };
    case 'transcript': return { shape: { kind, text: textOf(property['@modelarts:content']) }, wrong: FINE };
    case 'audio_span': {
      const start = secondsOf(property['@modelarts:start_time']) ?? Number.NaN;
      const end = secondsOf(property['@modelarts:end_time']) ?? Number.NaN;
      const shape = { kind, start, end, text: textOf(property['@modelarts:content']) };
      if (Number.isNaN(start + end)) return { shape, wrong: [['error', 'manifest-property', 'has times that are not hh:mm:ss.SSS']] };
      if (end < start) return { shape, wrong: [['error', 'interval-reversed', `ends at ${end} s, before it begins at ${start} s`]] };
      return { shape, wrong: end === start ? [['warning', 'interval-empty', 'ends where it begins']] : FINE };
    }
    case 'text_span': {
      const start = wholeOf(property['@modelarts:start_index']);
      const end = wholeOf(property['@modelarts:end_index']);
      const shape = { kind, start, end };
      if (Number.isNaN(start + end)) return { shape, wrong: [['error', 'manifest-property', 'has a start_index or end_index that is not a whole number']] };
      const outside = start < 0 || end <= start || (item.text !== null && end > [...item.text].length);
      return { shape, wrong: outside ? [['error', 'span-outside', `covers ${start} to ${end}, which is not inside the text`]] : FINE };
    }
    case 'relation': {
      const from = property['@modelarts:from'];
      const to = property['@modelarts:to'];
      const shape = { kind, from: textOf(from), to: textOf(to) };
      return { shape, wrong: shape.from === '' || shape.to === '' ? [['error', 'manifest-property', 'lacks its ends @modelarts:from and @modelarts:to']] : FINE };
    }
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A whole number, also written as text; NaN for anything else. */
function wholeOf(value: unknown): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isInteger(number) ? number : Number.NaN;
}
