/** What a person does in the editor, as changes to be committed: pure, each with the inverse's data (`was`). */
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Marks } from '../../../shared/domain/job';
import type { AttributeValues } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { clampBox, translateInside, type Box, type Size } from '../../../shared/geometry/box';
import type { AnnotationId, JobId, LabelId, SampleId } from '../../../shared/kernel/ids';
import type { Clip, Proposed } from '../../session';
import type { Item } from '../../tools';
import { Taken } from './taken';

export interface Subject {
  readonly job: JobId;
  readonly sample: SampleId;
}

function geometry({ x, y, width, height }: Box): Annotation['geometry'] {
  return { kind: 'box', x, y, width, height };
}

export function living(work: Pick<SampleWork, 'annotations'>): readonly Annotation[] {
  return work.annotations.filter((a) => !a.retired);
}

export function create(subject: Subject, id: AnnotationId, label: LabelId, box: Box, attributes: AttributeValues = {}): Proposed {
  return { type: 'annotation.created', body: { ...subject, annotation: id, label, geometry: geometry(box), attributes, origin: 'person' } };
}

/** What `propose` makes of the living objects, one draft each at most: in one pass, they may be tens of thousands. */
function each(work: SampleWork, propose: (a: Annotation) => Proposed | null): Proposed[] {
  const drafts: Proposed[] = [];
  for (const a of work.annotations) {
    const draft = a.retired ? null : propose(a);
    if (draft !== null) drafts.push(draft);
  }
  return drafts;
}

/** Only what exists, lives and really moved. */
export function setBoxes(subject: Subject, work: SampleWork, changes: readonly Item[]): Proposed[] {
  const to = new Map(changes.map((c) => [c.id, c.box]));
  return each(work, (a) => {
    const box = to.get(a.id);
    if (box === undefined || (box.x === a.geometry.x && box.y === a.geometry.y && box.width === a.geometry.width && box.height === a.geometry.height)) return null;
    return { type: 'annotation.geometry-set', body: { ...subject, annotation: a.id, to: geometry(box), was: a.geometry } };
  });
}

export function relabel(subject: Subject, work: SampleWork, ids: ReadonlySet<string>, label: LabelId): Proposed[] {
  return each(work, (a) => (ids.has(a.id) && a.label !== label ? { type: 'annotation.class-set', body: { ...subject, annotation: a.id, to: label, was: a.label } } : null));
}

export function retire(subject: Subject, work: SampleWork, ids: ReadonlySet<string>): Proposed[] {
  return each(work, (a) => (ids.has(a.id) ? { type: 'annotation.retired', body: { ...subject, annotation: a.id } } : null));
}

/** An empty answer takes the attribute off; the other answers are those of `work`, whatever a panel that lags behind shows. */
export function setAttribute(subject: Subject, work: SampleWork, id: string, attribute: string, value: string): Proposed[] {
  const annotation = living(work).find((a) => a.id === id);
  if (annotation === undefined) return [];
  const { [attribute]: before, ...others } = annotation.attributes as Record<string, string>;
  if ((before ?? '') === value) return [];
  const to = (value === '' ? others : { ...others, [attribute]: value }) as AttributeValues;
  return [{ type: 'annotation.attributes-set', body: { ...subject, annotation: annotation.id, to, was: annotation.attributes } }];
}

export function setHard(subject: Subject, marks: Marks, to: boolean): Proposed[] {
  return marks.hard === to ? [] : [{ type: 'mark.set', body: { ...subject, field: 'hard', to, was: marks.hard } }];
}

export function setNothingHere(subject: Subject, work: SampleWork, to: boolean): Proposed[] {
  return work.nothingHere === to ? [] : [{ type: 'nothing-here.set', body: { ...subject, to, was: work.nothingHere } }];
}

export function copy(work: SampleWork, ids: ReadonlySet<string> | null): Clip[] {
  return living(work).filter((a) => ids === null || ids.has(a.id)).map((a) => ({ box: { x: a.geometry.x, y: a.geometry.y, width: a.geometry.width, height: a.geometry.height }, label: a.label, attributes: a.attributes }));
}

/** Pasted beside what already lies at the same place, so that the copy is seen. */
const STEP = 10;

export interface Pasted {
  readonly drafts: readonly Proposed[];
  readonly ids: readonly string[];
  /** How many were left out because nothing of them lies in this picture. */
  readonly outside: number;
}

const outsideOf = ({ x, y }: Box, image: Size): boolean => x >= image.width || y >= image.height;

/**
 * New objects from copied ones, kept inside this picture. `shift`: moved aside where the same object lies already, and
 * moved in where it would lie beside the picture; without it (paste from the previous picture, where place is what
 * counts) such objects are left out.
 */
export function paste(subject: Subject, work: SampleWork, clips: readonly Clip[], image: Size, shift: boolean, known: (label: LabelId) => boolean, newId: () => string): Pasted {
  const taken = new Taken();
  for (const a of work.annotations) if (!a.retired) taken.add(a.label, a.geometry);
  const drafts: Proposed[] = [];
  const ids: string[] = [];
  let outside = 0;
  for (const clip of clips) {
    if (!known(clip.label)) continue;
    if (!shift && outsideOf(clip.box, image)) {
      outside++;
      continue;
    }
    let box = clampBox(shift ? translateInside(clip.box, 0, 0, image) : clip.box, image);
    if (!shift && taken.has(clip.label, box)) continue;
    for (let i = 0; i < 50 && taken.has(clip.label, box); i++) {
      const next = translateInside(box, STEP, STEP, image);
      if (next.x === box.x && next.y === box.y) break;
      box = next;
    }
    taken.add(clip.label, box);
    const id = newId();
    ids.push(id);
    drafts.push(create(subject, id as AnnotationId, clip.label, box, clip.attributes));
  }
  return { drafts, ids, outside };
}
