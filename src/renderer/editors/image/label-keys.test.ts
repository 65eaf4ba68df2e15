import { describe, expect, it } from 'vitest';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { LabelId, LabelSetId } from '../../../shared/kernel/ids';
import { labelKeys } from './label-keys';

const label = (name: string, shortcut: string | null = null, retired = false): Label => ({ id: name as LabelId, name, color: 0, shortcut, attributes: [], retired });
const set = (...labels: Label[]): LabelSet => ({ id: 'set' as LabelSetId, labels });
const told = (labels: LabelSet, taken: readonly string[] = []): string => labelKeys(labels, (chord) => taken.includes(chord)).map((k) => `${k.label} ${k.chord}`).join(', ');

describe('keys of labels', () => {
  it('are their own, and free digits for the first ones without', () => {
    expect(told(set(label('a'), label('b', '1'), label('gone', '2', true), label('c', 'Q'), label('d')))).toBe('a Digit2, b Digit1, c q, d Digit3');
    expect(told(set(...Array.from({ length: 12 }, (_, i) => label(`l${i}`)))).split(', ')).toHaveLength(10);
  });

  it('leave a digit alone that a person gave to an action, unless a label was given it', () => {
    expect(told(set(label('a'), label('b'), label('c')), ['Digit2'])).toBe('a Digit1, b Digit3, c Digit4');
    expect(told(set(label('a'), label('b', '2')), ['Digit1', 'Digit2'])).toBe('a Digit3, b Digit2');
  });
});
