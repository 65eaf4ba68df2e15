import { describe, expect, it } from 'vitest';
import type { Label } from './label-set';
import type { LabelId } from '../kernel/ids';
import { freeShortcuts, nameProblem, splitValues } from './label-rules';

const label = (id: string, name: string, shortcut: string | null, retired = false): Label => ({ id: id as LabelId, name, color: 0, shortcut, attributes: [], retired });
const labels = [label('a', 'crane', '1'), label('b', 'ship', null), label('c', 'old', '2', true)];

describe('rules of the label set', () => {
  it('a name is there, not too long, and unique among living labels, compared exactly', () => {
    expect(nameProblem(labels, null, '  ')).toBe('empty');
    expect(nameProblem(labels, null, 'crane ')).toBe('taken');
    expect(nameProblem(labels, 'a' as LabelId, 'crane')).toBeNull();
    expect(nameProblem(labels, null, 'Crane')).toBeNull();
    expect(nameProblem(labels, null, 'old')).toBeNull();
    expect(nameProblem(labels, null, 'x'.repeat(1025))).toBe('long');
  });
  it('a key is free when no other living label has it', () => {
    expect(freeShortcuts(labels, null)[0]).toBe('2');
    expect(freeShortcuts(labels, 'a' as LabelId)[0]).toBe('1');
  });
  it('values are split at commas', () => {
    expect(splitValues(' day, night,,day ,  dusk')).toEqual(['day', 'night', 'dusk']);
  });
});
