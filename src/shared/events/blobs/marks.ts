/** Marks as small numbers, as blobs of kind `marks` and the request `marks.set-many` carry them. */
import type { Marks } from '../../domain/job';
import { MARK_FIELDS } from './kinds';

const FLAGS = ['none', 'flag', 'reject'] as const;
export type MarkField = keyof Marks;

/** hard: 0 or 1; flag: 0 none, 1 flag, 2 reject; stars: 0 … 5. */
export function markNumber(marks: Marks, field: MarkField): number {
  switch (field) {
    case 'hard': return marks.hard ? 1 : 0;
    case 'flag': return FLAGS.indexOf(marks.flag);
    case 'stars': return marks.stars;
  }
}

/** The marks with one of them set from its number. */
export function withMark(marks: Marks, field: MarkField, value: number): Marks {
  switch (field) {
    case 'hard': return { ...marks, hard: value === 1 };
    case 'flag': return { ...marks, flag: FLAGS[value] ?? 'none' };
    case 'stars': return { ...marks, stars: value };
  }
}

/** Name of the mark with number `index` in a blob. */
export function markField(index: number): MarkField {
  return MARK_FIELDS[index] ?? 'hard';
}
