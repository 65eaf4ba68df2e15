import { describe, expect, it } from 'vitest';
import type { Attribute, Label, LabelSet } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { AttributeId, LabelId, LabelSetId } from '../../../shared/kernel/ids';
import { withUnansweredLabels } from './unanswered';

const label = (id: string): Label => ({ id: id as LabelId, name: id, color: 0, shortcut: null, attributes: [], retired: false });
const set: LabelSet = { id: 'set' as LabelSetId, labels: [label('a'), label('b')] };
const changed = (body: object, labelSet = 'set'): Draft => ({ type: 'label.changed', base: [], body: { labelSet, ...body } }) as unknown as Draft;
const question: Attribute = { id: 'q' as AttributeId, kind: 'text', name: 'weather' };

describe('a label set with changes on their way', () => {
  it('shows them one after the other, each field on its own', () => {
    const shown = withUnansweredLabels(set, [
      { drafts: [changed({ label: 'a', field: 'name', to: 'tug', was: 'a' })] },
      { drafts: [changed({ label: 'a', field: 'attributes', to: [question], was: [] }), changed({ label: 'b', field: 'color', to: 7, was: 0 })] },
      { drafts: [changed({ label: 'a', field: 'name', to: 'barge', was: 'tug' })] },
    ]);
    expect(shown.labels).toEqual([{ ...label('a'), name: 'barge', attributes: [question] }, { ...label('b'), color: 7 }]);
  });

  it('is the same object when nothing is about it', () => {
    expect(withUnansweredLabels(set, [])).toBe(set);
    expect(withUnansweredLabels(set, [{ drafts: [changed({ label: 'a', field: 'name', to: 'x', was: 'a' }, 'another'), { type: 'label.added', base: [], body: {} } as unknown as Draft] }])).toBe(set);
  });
});
