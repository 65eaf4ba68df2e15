import { describe, expect, it } from 'vitest';
import type { Label, LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { JobId, LabelId, LabelSetId, SampleId } from '../../../shared/kernel/ids';
import { choicesFor, name, type Choice } from './naming';

const label = (id: string, called: string, retired = false): Label => ({ id: id as LabelId, name: called, color: 0, shortcut: '1', attributes: [], retired });
const labelSet: LabelSet = { id: 'set' as LabelSetId, labels: [label('a', 'Fishing boat'), label('b', 'boat'), label('c', 'buoy'), label('d', 'bollard', true)] };
const words = (choices: readonly Choice[]): readonly string[] => choices.map((c) => (c.kind === 'label' ? c.label.name : `new ${c.name}`));
const subject = { job: 'job' as JobId, sample: 'sample' as SampleId };
const box = { x: 1, y: 2, width: 3, height: 4 };
let next = 0;
const newId = (): string => `id${++next}`;
const work = { annotations: [{ id: 'one', label: 'b', geometry: { kind: 'box', ...box }, attributes: {}, origin: 'person', retired: false }], classes: [], nothingHere: false, marks: {} } as unknown as SampleWork;

describe('choosing a label by its name', () => {
  it('offers all of them for nothing typed, and no new one', () => expect(words(choicesFor(labelSet, ' '))).toEqual(['Fishing boat', 'boat', 'buoy']));
  it('puts what begins with the text first and offers a new label of another name', () => expect(words(choicesFor(labelSet, 'BOAT'))).toEqual(['boat', 'Fishing boat', 'new BOAT']));
  it('offers no second label of the same name, but the name of a deleted one', () => {
    expect(words(choicesFor(labelSet, 'buoy '))).toEqual(['buoy']);
    expect(words(choicesFor(labelSet, 'bollard'))).toEqual(['new bollard']);
  });

  it('makes a new label and the drawn box that waited for it, in this order', () => {
    const named = name({ box, ids: [] }, { kind: 'new', name: 'crane' }, labelSet, subject, work, newId);
    expect(named.command).toBe('command.draw-box');
    expect(named.drafts).toMatchObject([
      { type: 'label.added', body: { labelSet: 'set', label: named.label, name: 'crane', shortcut: '2' } },
      { type: 'annotation.created', body: { ...subject, label: named.label, geometry: { kind: 'box', ...box } } },
    ]);
  });

  it('gives the objects a label that is there; one that has it already stays as it is', () => {
    expect(name({ box, ids: ['one'] }, { kind: 'label', label: labelSet.labels[0]! }, labelSet, subject, work, newId)).toMatchObject({ command: 'command.relabel', drafts: [{ type: 'annotation.class-set', body: { to: 'a', was: 'b' } }] });
    expect(name({ box, ids: ['one'] }, { kind: 'label', label: labelSet.labels[1]! }, labelSet, subject, work, newId).drafts).toEqual([]);
  });
});
