import { describe, expect, it } from 'vitest';
import type { Attribute, Label } from './label-set';
import type { AttributeId, LabelId } from '../kernel/ids';
import { attributeNameProblem, freeShortcuts, nameProblem, splitValues, valuesProblem } from './label-rules';

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
  it('a name of an attribute is unique in its label and not too long', () => {
    const attributes: readonly Attribute[] = [{ id: 'x' as AttributeId, kind: 'text', name: 'rig' }];
    expect(attributeNameProblem(attributes, 'y' as AttributeId, ' rig ')).toBe('taken');
    expect(attributeNameProblem(attributes, 'x' as AttributeId, 'rig')).toBeNull();
    expect(attributeNameProblem(attributes, 'y' as AttributeId, 'Rig')).toBeNull();
    expect(attributeNameProblem(attributes, 'y' as AttributeId, 'x'.repeat(1024))).toBeNull();
    expect(attributeNameProblem(attributes, 'y' as AttributeId, 'x'.repeat(1025))).toBe('long');
  });
  it('values of a choice have the length of names, and there are at most a thousand', () => {
    expect(valuesProblem('day, night')).toBeNull();
    expect(valuesProblem(`day, ${'x'.repeat(1025)}`)).toBe('long');
    expect(valuesProblem(Array.from({ length: 1001 }, (_, i) => `v${i}`).join())).toBe('many');
    expect(valuesProblem('same,'.repeat(2000))).toBeNull();
  });
  it('values are split at commas', () => {
    expect(splitValues(' day, night,,day ,  dusk')).toEqual(['day', 'night', 'dusk']);
  });
});
