import type { Geometry } from '../../../shared/domain/annotation/annotation';
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import type { AttributeValues, Label } from '../../../shared/domain/label-set';
import type { KnownEvent } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { StoredEvent } from '../../../shared/events/envelope';
import { equal } from '../../../shared/fold/equal';
import { winnerOf, type ItemState } from '../../../shared/fold/item';
import { factOf, type ItemFact } from '../../../shared/fold/item-facts';
import { markNumber } from '../../../shared/events/blobs/marks';
import type { AttributeId, EventId, LabelId, SampleId } from '../../../shared/kernel/ids';
import type { Overlay } from './overlay';
import { refuse } from './refuse';

/** Half a pixel of rounding is forgiven at the edges of a picture; more is not inside. */
const EDGE = 0.5;
const REMOVED = SAMPLE_STATUS.indexOf('removed');

type ItemDraft = Extract<Draft, { body: { readonly sample: SampleId } }>;

/** Checks a draft about one sample in a job. */
export async function checkItem(draft: ItemDraft, overlay: Overlay, job: Job): Promise<Draft> {
  const { sample } = draft.body;
  const row = overlay.rowOf(job.dataset, sample);
  if (row < 0) return refuse('unknown-sample', `There is no sample ${sample} in this job.`, { sample });
  if (overlay.columns(job.dataset).status[row] === REMOVED) refuse('sample-removed', 'This sample was removed from the dataset.', { sample });
  const item = await overlay.item(job.id, sample);
  const checked = draft.type === 'classes.set' ? { ...draft, body: { ...draft.body, to: classesOf(draft.body.to, overlay, job) } } : draft;
  const fact = factOf(checked as unknown as KnownEvent<StoredEvent>)?.fact;
  if (!fact) return checked;
  checkFact(fact, item, overlay, job, row);
  return { ...checked, base: basesFor(draft.base, item, fact) };
}

/**
 * What the author saw: the events the draft cites and, when the value it says it replaces is the one that stands, the
 * event that set this value.
 */
export function basesFor(base: readonly EventId[], item: ItemState, fact: ItemFact): readonly EventId[] {
  const winner = winnerOf(item, fact);
  if (winner === null || fact.kind === 'created' || winner.log === '' || base.includes(winner.id)) return base;
  return equal(valueNow(item, fact), fact.was) ? [...base, winner.id] : base;
}

/** The value that stands in the field a fact sets; undefined when the annotation is not there. */
export function valueNow(item: ItemState, fact: ItemFact): unknown {
  switch (fact.kind) {
    case 'classes': return item.classes;
    case 'nothing-here': return item.nothingHere;
    case 'mark': return markNumber(item.marks, fact.field);
    case 'created': return item.annotations.get(fact.annotation.id)?.annotation;
    case 'geometry': return item.annotations.get(fact.annotation)?.annotation.geometry;
    case 'class': return item.annotations.get(fact.annotation)?.annotation.label;
    case 'attributes': return item.annotations.get(fact.annotation)?.annotation.attributes;
    case 'retired': return item.annotations.get(fact.annotation)?.annotation.retired;
  }
}

function checkFact(fact: ItemFact, item: ItemState, overlay: Overlay, job: Job, row: number): void {
  switch (fact.kind) {
    case 'classes':
    case 'nothing-here':
    case 'mark':
      return;
    case 'created': {
      needDetection(job);
      if (item.annotations.has(fact.annotation.id)) refuse('already-there', 'There is an annotation with this id already.', { annotation: fact.annotation.id });
      const label = livingLabel(overlay, job, fact.annotation.label);
      checkAttributes(label, fact.annotation.attributes);
      return checkInside(fact.annotation.geometry, overlay, job, row);
    }
    case 'geometry':
      needAnnotation(item, fact.annotation);
      return checkInside(fact.to, overlay, job, row);
    case 'class':
      needAnnotation(item, fact.annotation);
      livingLabel(overlay, job, fact.to);
      return;
    case 'attributes': {
      const { label } = needAnnotation(item, fact.annotation);
      const known = labelsOf(overlay, job).get(label);
      return known && checkAttributes(known, fact.to);
    }
    case 'retired': {
      const { retired } = needAnnotation(item, fact.annotation);
      if (retired === fact.to) refuse('nothing-to-do', retired ? 'This annotation was taken away already.' : 'This annotation is there already.', { annotation: fact.annotation });
    }
  }
}

function classesOf(to: readonly LabelId[], overlay: Overlay, job: Job): readonly LabelId[] {
  if (job.task !== 'classification') refuse('wrong-task', 'Samples of a detection job have no classes of their own.', { job: job.id });
  if (!job.multiple && to.length > 1) refuse('one-label-only', 'A sample of this job has one label.', { job: job.id });
  for (const label of to) livingLabel(overlay, job, label);
  const order = [...labelsOf(overlay, job).keys()];
  return [...to].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function labelsOf(overlay: Overlay, job: Job): ReadonlyMap<LabelId, Label> {
  return overlay.catalog.labelSets.get(job.labelSet) ?? new Map<LabelId, Label>();
}

function livingLabel(overlay: Overlay, job: Job, id: LabelId): Label {
  const label = labelsOf(overlay, job).get(id);
  if (!label) return refuse('unknown-label', `There is no label ${id} in this job.`, { label: id });
  if (label.retired) return refuse('label-deleted', `The label "${label.name}" was deleted.`, { label: id, name: label.name });
  return label;
}

function needDetection(job: Job): void {
  if (job.task !== 'detection') refuse('wrong-task', 'This job has no annotations, only classes.', { job: job.id });
}

function needAnnotation(item: ItemState, id: Parameters<ItemState['annotations']['get']>[0]): { readonly label: LabelId; readonly retired: boolean } {
  return item.annotations.get(id)?.annotation ?? refuse('unknown-annotation', `There is no annotation ${id} on this sample.`, { annotation: id });
}

/** Answers belong to questions of the label; a `select` is answered with one of its values. */
function checkAttributes(label: Label, answers: AttributeValues): void {
  for (const [id, answer] of Object.entries(answers) as [AttributeId, string][]) {
    const question = label.attributes.find((a) => a.id === id);
    if (!question) return refuse('unknown-attribute', `The label "${label.name}" has no attribute ${id}.`, { attribute: id });
    if (question.kind === 'select' && !question.values.includes(answer)) refuse('not-a-choice', `"${answer}" is not a choice of "${question.name}".`, { attribute: id, name: question.name });
  }
}

function checkInside({ x, y, width, height }: Geometry, overlay: Overlay, job: Job, row: number): void {
  const columns = overlay.columns(job.dataset);
  const w = columns.width[row] ?? 0;
  const h = columns.height[row] ?? 0;
  // Not measured yet: the picture's size is not known, its upper left corner is.
  const right = w > 0 ? w + EDGE : Infinity;
  const bottom = h > 0 ? h + EDGE : Infinity;
  if (x < -EDGE || y < -EDGE || x + width > right || y + height > bottom) refuse('outside-picture', 'The box reaches outside the picture.', { x, y, width, height, pictureWidth: w, pictureHeight: h });
}
