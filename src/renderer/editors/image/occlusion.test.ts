import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Attribute, Label, LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { AttributeId, JobId, LabelId, LabelSetId, SampleId } from '../../../shared/kernel/ids';
import { isOccluded, occlusionOf, toggleOccluded } from './occlusion';

const subject = { job: 'job' as JobId, sample: 'sample' as SampleId };
const question = (values: readonly string[] | null, name = 'Occluded'): Attribute => (values === null ? { id: 'q' as AttributeId, kind: 'text', name } : { id: 'q' as AttributeId, kind: 'select', name, values });
const label = (id: string, attributes: readonly Attribute[], retired = false): Label => ({ id: id as LabelId, name: id, color: 0, shortcut: null, attributes, retired });
const object = (id: string, of: string, answer?: string, retired = false): Annotation => ({ id, label: of, geometry: { kind: 'box', x: 0, y: 0, width: 1, height: 1 }, attributes: answer === undefined ? {} : { q: answer }, origin: 'person', retired }) as Annotation;
const work = (...annotations: Annotation[]): SampleWork => ({ classes: [], annotations, marks: { hard: false, flag: 'none', stars: 0 }, nothingHere: false });
const set = (...labels: Label[]): LabelSet => ({ id: 'set' as LabelSetId, labels });
const ids = (...all: string[]) => new Set(all);
const newId = () => 'new' as AttributeId;
const facts = (drafts: ReturnType<typeof toggleOccluded>) => drafts.map((d) => (d.type === 'annotation.attributes-set' ? [d.body.annotation, d.body.to] : d.type));

describe('occluded', () => {
  it('is asked in whatever words the label has it', () => {
    expect(occlusionOf(label('a', [question(['no', 'yes'])]))).toMatchObject({ yes: 'yes', no: 'no' });
    expect(occlusionOf(label('a', [question(['true'], 'occluded')]))).toMatchObject({ yes: 'true', no: '' });
    expect(occlusionOf(label('a', [question(null, 'OCCLUDED')]))).toMatchObject({ yes: '1', no: '0' });
    expect(occlusionOf(label('a', [question(['partly', 'wholly'])]))).toBeNull();
    expect(occlusionOf(label('a', [question(['0', '1'], 'truncated')]))).toBeNull();
    expect(isOccluded(object('x', 'a', 'TRUE'), label('a', [question(null)]))).toBe(true);
    expect(isOccluded(object('x', 'a', '0'), label('a', [question(null)]))).toBe(false);
  });

  it('goes on for all unless all have it, and only where it changes', () => {
    const labels = set(label('a', [question(['no', 'yes'])]));
    expect(facts(toggleOccluded(subject, work(object('x', 'a', 'yes'), object('y', 'a'), object('z', 'a')), labels, ids('x', 'y'), newId))).toEqual([['y', { q: 'yes' }]]);
    expect(facts(toggleOccluded(subject, work(object('x', 'a', 'yes'), object('y', 'a', 'yes')), labels, ids('x', 'y'), newId))).toEqual([['x', { q: 'no' }], ['y', { q: 'no' }]]);
    expect(facts(toggleOccluded(subject, work(object('x', 'a', 'yes')), set(label('a', [question(['yes'])])), ids('x'), newId))).toEqual([['x', {}]]);
  });

  it('adds the question once to each label that misses it, before the answers', () => {
    const drafts = toggleOccluded(subject, work(object('x', 'a'), object('y', 'a'), object('z', 'b', undefined)), set(label('a', []), label('b', [question(['0', '1'])])), ids('x', 'y', 'z'), newId);
    expect(facts(drafts)).toEqual(['label.changed', ['x', { new: '1' }], ['y', { new: '1' }], ['z', { q: '1' }]]);
    expect(drafts[0]).toMatchObject({ body: { labelSet: 'set', label: 'a', field: 'attributes', was: [], to: [{ id: 'new', kind: 'select', name: 'occluded', values: ['0', '1'] }] } });
  });

  it('leaves alone what is gone, deleted, or asked in other words', () => {
    expect(toggleOccluded(subject, work(object('x', 'a', undefined, true), object('y', 'gone'), object('z', 'b')), set(label('a', []), label('gone', [], true), label('b', [question(['partly'])])), ids('x', 'y', 'z'), newId)).toEqual([]);
  });
});
