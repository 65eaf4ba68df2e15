/**
 * "Occluded" is an attribute of that name, as Pascal VOC and ModelArts write it (0 and 1): a label that has none gets
 * one the first time the key is pressed on one of its objects.
 */
import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { Attribute, AttributeValues, Label, LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { AttributeId, LabelId } from '../../../shared/kernel/ids';
import type { Proposed } from '../../session';
import { living, type Subject } from './proposals';

const NAME = /^occluded$/i;
const YES = /^(1|true|yes|on)$/i;
const NO = /^(0|false|no|off)$/i;

/** The question whether an object is occluded, and its answers; null when the label has none that can be answered so. */
export function occlusionOf(label: Pick<Label, 'attributes'>): { readonly attribute: Attribute; readonly yes: string; readonly no: string } | null {
  const attribute = label.attributes.find((a) => NAME.test(a.name));
  if (attribute === undefined) return null;
  if (attribute.kind === 'text') return { attribute, yes: '1', no: '0' };
  const yes = attribute.values.find((v) => YES.test(v));
  return yes === undefined ? null : { attribute, yes, no: attribute.values.find((v) => NO.test(v)) ?? '' };
}

export function isOccluded(annotation: Pick<Annotation, 'attributes'>, label: Pick<Label, 'attributes'>): boolean {
  const occlusion = occlusionOf(label);
  return occlusion !== null && YES.test(annotation.attributes[occlusion.attribute.id] ?? '');
}

/** Off when all of them are occluded, else on. The attribute is added to labels that miss it. */
export function toggleOccluded(subject: Subject, work: SampleWork, labelSet: LabelSet, ids: ReadonlySet<string>, newId: () => AttributeId): Proposed[] {
  const labels = new Map(labelSet.labels.map((l) => [l.id, l]));
  const chosen = living(work).flatMap((annotation) => {
    const label = labels.get(annotation.label);
    return ids.has(annotation.id) && label !== undefined && !label.retired ? [{ annotation, label }] : [];
  });
  const on = !chosen.every(({ annotation, label }) => isOccluded(annotation, label));
  const drafts: Proposed[] = [];
  const widened = new Map<LabelId, Label>();
  for (const { annotation, label: before } of chosen) {
    let label = widened.get(before.id) ?? before;
    if (!label.attributes.some((a) => NAME.test(a.name))) {
      const to: readonly Attribute[] = [...label.attributes, { id: newId(), kind: 'select', name: 'occluded', values: ['0', '1'] }];
      drafts.push({ type: 'label.changed', body: { labelSet: labelSet.id, label: label.id, field: 'attributes', to, was: label.attributes } });
      label = { ...label, attributes: to };
      widened.set(label.id, label);
    }
    const occlusion = occlusionOf(label);
    if (occlusion === null || isOccluded(annotation, label) === on) continue;
    const { [occlusion.attribute.id]: _before, ...others } = annotation.attributes as Record<string, string>;
    const answer = on ? occlusion.yes : occlusion.no;
    const to = (answer === '' ? others : { ...others, [occlusion.attribute.id]: answer }) as AttributeValues;
    drafts.push({ type: 'annotation.attributes-set', body: { ...subject, annotation: annotation.id, to, was: annotation.attributes } });
  }
  return drafts;
}
