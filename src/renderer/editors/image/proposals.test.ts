import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { AttributeId, JobId, LabelId, SampleId } from '../../../shared/kernel/ids';
import { applyDrafts, type Clip } from '../../session';
import { DisplayList, FLAG } from '../../stage';
import * as propose from './proposals';
import { compileShapes, labelColors, listObjects } from './shapes';

const subject = { job: 'job' as JobId, sample: 'sample' as SampleId };
const label = 'l' as LabelId;
const image = { width: 100, height: 80 };
const annotation = (id: string, x: number, retired = false): Annotation => ({ id, label, geometry: { kind: 'box', x, y: 5, width: 20, height: 10 }, attributes: {}, origin: 'person', retired }) as Annotation;
const work = (...annotations: Annotation[]): SampleWork => ({ classes: [], annotations, marks: { hard: false, flag: 'none', stars: 0 }, nothingHere: false });
let next = 0;
const newId = (): string => `new${++next}`;
const clip = (x: number, y: number, width: number, height: number, of = label): Clip => ({ box: { x, y, width, height }, label: of, attributes: {} });

describe('paste', () => {
  it('keeps every pasted box inside the picture, and none exactly over another where there is room', () => {
    const clips = fc.array(fc.tuple(fc.integer({ min: -50, max: 150 }), fc.integer({ min: -50, max: 150 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })).map(([x, y, w, h]) => clip(x, y, w, h)), { maxLength: 20 });
    fc.assert(fc.property(clips, (all) => {
      const { drafts, ids } = propose.paste(subject, work(annotation('a', 5)), all, image, true, () => true, newId);
      expect(ids).toHaveLength(all.length);
      for (const d of drafts) {
        if (d.type !== 'annotation.created') throw new Error(d.type);
        const { x, y, width, height } = d.body.geometry;
        expect(x >= 0 && y >= 0 && x + width <= image.width && y + height <= image.height && width > 0 && height > 0).toBe(true);
      }
    }));
  });

  it('moves a copy aside, but leaves out what the picture before and this one both have', () => {
    const here = work(annotation('a', 5));
    expect(propose.paste(subject, here, [clip(5, 5, 20, 10)], image, true, () => true, newId).drafts).toMatchObject([{ body: { geometry: { x: 15, y: 15 } } }]);
    expect(propose.paste(subject, here, [clip(5, 5, 20, 10), clip(6, 5, 20, 10)], image, false, () => true, newId).drafts).toMatchObject([{ body: { geometry: { x: 6 } } }]);
    // From a larger picture: what lies beside this one is left out and counted, or moved in where place does not matter.
    const far = [clip(image.width + 5, 1, 20, 10), clip(1, image.height, 20, 10), clip(image.width - 3, 1, 20, 10)];
    const previous = propose.paste(subject, here, far, image, false, () => true, newId);
    expect([previous.outside, previous.drafts]).toMatchObject([2, [{ body: { geometry: { x: image.width - 3, width: 3 } } }]]);
    expect(propose.paste(subject, here, far.slice(0, 1), image, true, () => true, newId)).toMatchObject({ outside: 0, drafts: [{ body: { geometry: { x: image.width - 20, width: 20 } } }] });
    expect(propose.paste(subject, here, [clip(1, 1, 2, 2, 'gone' as LabelId)], image, true, (l) => l === label, newId).drafts).toEqual([]);
  });
});

describe('changes', () => {
  it('are proposed only for what lives and really changes', () => {
    const here = work(annotation('a', 5), annotation('b', 30, true), annotation('c', 60));
    expect(propose.setBoxes(subject, here, [{ id: 'a', box: { x: 5, y: 5, width: 20, height: 10 } }, { id: 'b', box: { x: 0, y: 0, width: 1, height: 1 } }, { id: 'c', box: { x: 61, y: 5, width: 20, height: 10 } }])).toMatchObject([{ body: { annotation: 'c', to: { x: 61 }, was: { x: 60 } } }]);
    expect(propose.relabel(subject, here, new Set(['a', 'b']), label)).toEqual([]);
    expect(propose.retire(subject, here, new Set(['a', 'b'])).map((d) => d.type)).toEqual(['annotation.retired']);
    expect(propose.setHard(subject, here.marks, false)).toEqual([]);
    expect(propose.setNothingHere(subject, here, false)).toEqual([]);
    const asked = { ...annotation('a', 5), attributes: { q: 'x' } as Record<AttributeId, string> };
    expect(propose.setAttribute(subject, work(asked), 'a', 'q', 'x')).toEqual([]);
    expect(propose.setAttribute(subject, work(asked), 'b', 'q', 'y')).toEqual([]);
    expect(propose.setAttribute(subject, work(asked), 'a', 'q', '')).toMatchObject([{ body: { to: {}, was: { q: 'x' } } }]);
    expect(propose.setAttribute(subject, work(asked), 'a', 'r', 'y')).toMatchObject([{ body: { to: { q: 'x', r: 'y' }, was: { q: 'x' } } }]);
  });
});

describe('the display list follows the work', () => {
  it('everything hidden but what was drawn since', () => {
    const list = new DisplayList();
    const seen = (onlyShown: ReadonlySet<string> | null): boolean[] => {
      compileShapes(list, work(annotation('a', 5), annotation('b', 40)), colors, { ...looks, onlyShown }, () => undefined);
      return [0, 1].map((row) => (list.flags[row]! & FLAG.hidden) === 0);
    };
    expect([seen(null), seen(new Set()), seen(new Set(['b']))]).toEqual([[true, true], [false, false], [false, true]]);
  });

  const looks = { selection: new Set<string>(), hidden: new Set<string>(), locked: new Set<string>(), onlyShown: null, lifted: new Set<string>() };
  const colors = labelColors([{ id: label, name: 'boat', color: 3, shortcut: null, attributes: [], retired: false }]);

  it('touches only what looks different, at its old and its new place', () => {
    const list = new DisplayList();
    const before = work(annotation('a', 5), annotation('b', 40));
    compileShapes(list, before, colors, looks, () => undefined);
    const damaged: number[] = [];
    compileShapes(list, before, colors, looks, (box) => damaged.push(box.x));
    expect(damaged).toEqual([]);
    const after = applyDrafts(before, subject.sample, propose.setBoxes(subject, before, [{ id: 'b', box: { x: 60, y: 5, width: 20, height: 10 } }]));
    compileShapes(list, after, colors, looks, (box) => damaged.push(box.x));
    expect(damaged).toEqual([40, 60]);
    compileShapes(list, after, colors, { ...looks, hidden: new Set(['a']) }, (box) => damaged.push(box.x));
    expect(damaged).toEqual([40, 60, 5]);
    compileShapes(list, work(annotation('a', 5)), colors, looks, (box) => damaged.push(box.x));
    expect(damaged).toEqual([40, 60, 5, 60, 5]);
  });

  it('lists the living in the order of the labels and numbers them by creation', () => {
    const other = { id: 'm' as LabelId, name: 'buoy', color: '#112233', shortcut: null, attributes: [], retired: false };
    const boat = { id: label, name: 'boat', color: 3, shortcut: null, attributes: [], retired: false };
    const here = work({ ...annotation('x', 1), label: other.id }, annotation('a', 5), annotation('b', 9, true), annotation('c', 20));
    expect(listObjects(here, { id: 's' as never, labels: [boat, other] }).map((l) => `${l.label.name} ${l.number} ${l.row}`)).toEqual(['boat 1 1', 'boat 2 3', 'buoy 1 0']);
    expect(labelColors([boat, other]).colors.at(-1)).toBe('#112233');
  });
});
