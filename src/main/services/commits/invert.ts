/** The inverse of a command's events: new drafts that bring back what the events replaced. See docs/spec/undo.md. */
import type { Label } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import { equal } from '../../../shared/fold/equal';
import { winnerOf, type ItemState } from '../../../shared/fold/item';
import { factOf, isItemBulk, type ItemFact } from '../../../shared/fold/item-facts';
import type { LabelId, SampleId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';
import type { FoldedState } from '../state/types';
import type { BlobWriter } from './blobs';
import { basesFor } from './check-item';
import { invertBulk } from './invert-bulk';
import { changedSince, inverseFact, type Event, type Inverse } from './inverse';
import { Overlay } from './overlay';

/** Inverts `events`, the last one first, against the state as it is now. Blobs are written, nothing else. */
export async function invert(events: readonly Event[], state: FoldedState, blobs: BlobWriter): Promise<Inverse> {
  const inverse: Inverse = { drafts: [], refused: [], samples: new Set(), classes: new Map(), gone: new Set(), labels: new Map() };
  const overlay = new Overlay(state);
  const filesGone = events.some((event) => event.type === 'label.retired' && event.body.policy === 'label-samples-and-files');
  for (const event of [...events].reverse()) {
    const single = factOf(event);
    if (single) await invertSingle(event, single.fact, single.sample, overlay, inverse);
    else if (isItemBulk(event) || event.type === 'samples.status-set') await invertBulk(event, state, blobs, inverse, filesGone);
    else await invertCatalog(event, overlay, inverse);
  }
  return inverse;
}

async function invertSingle(event: Event, fact: ItemFact, sample: SampleId, overlay: Overlay, inverse: Inverse): Promise<void> {
  if (!('job' in event.body)) return;
  const { job } = event.body;
  const item = await overlay.item(job, sample);
  const back = inverseFact(fact, item);
  inverse.samples.add(sample);
  if (back === null) {
    inverse.refused.push(changedSince(fact.kind, whoChanged(fact, item), { sample, job }));
    return;
  }
  const draft = { ...draftOf(event, back), base: basesFor([], item, back) } as Draft;
  inverse.drafts.push(draft);
  await overlay.fold(job, sample, back);
}

function whoChanged(fact: ItemFact, item: ItemState): string {
  if (fact.kind !== 'created') return winnerOf(item, fact)?.member ?? '';
  const entry = item.annotations.get(fact.annotation.id);
  if (!entry) return '';
  const [last] = [entry.geometry, entry.class, entry.attributes, entry.retired].sort((a, b) => b.lamport - a.lamport);
  return last?.member ?? '';
}

/** The draft that states the inverse fact. */
function draftOf(event: Event, back: ItemFact): Omit<Draft, 'base'> {
  if (back.kind === 'retired' && 'annotation' in event.body && 'sample' in event.body) {
    const { job, sample, annotation } = event.body;
    return { type: back.to ? 'annotation.retired' : 'annotation.restored', body: { job, sample, annotation } };
  }
  const { to, was } = event.body as unknown as { readonly to: unknown; readonly was: unknown };
  return { type: event.type, body: { ...event.body, to: was, was: to } } as unknown as Omit<Draft, 'base'>;
}

/** Label sets and names. What cannot be inverted (a dataset or root made) is not there to be undone. */
async function invertCatalog(event: Event, overlay: Overlay, inverse: Inverse): Promise<void> {
  const draft = await catalogInverse(event, overlay, inverse);
  if (draft === null) return;
  if ('code' in draft) inverse.refused.push(draft);
  else {
    inverse.drafts.push(draft);
    await overlay.add(draft);
  }
}

async function catalogInverse(event: Event, overlay: Overlay, inverse: Inverse): Promise<Draft | Failure | null> {
  switch (event.type) {
    case 'label.added':
    case 'label.restored': {
      const { labelSet, label } = event.body;
      const there = overlay.catalog.labelSets.get(labelSet)?.get(label);
      if (!there || there.retired) return null;
      if (await usedAnywhere(overlay, inverse, label)) return { code: 'label-in-use', message: `The label "${there.name}" is in use.`, details: { label, name: there.name } };
      return { type: 'label.retired', base: [], body: { labelSet, label, policy: 'label' } };
    }
    case 'label.retired': {
      const { labelSet, label } = event.body;
      const labels = overlay.catalog.labelSets.get(labelSet);
      const there = labels?.get(label);
      if (!labels || !there?.retired) return null;
      return clash(labels, there, there) ?? { type: 'label.restored', base: [], body: { labelSet, label } };
    }
    case 'label.changed': {
      const { labelSet, label, field, to, was } = event.body;
      const labels = overlay.catalog.labelSets.get(labelSet);
      const there = labels?.get(label);
      if (!labels || !there) return null;
      if (!equal(there[field], to)) return changedSince(`label ${field}`, overlay.catalog.winners.get(`label/${label}/${field}`)?.member ?? '', { label, name: there.name });
      const wrong = field === 'name' || field === 'shortcut' ? clash(labels, there, { ...there, name: field === 'name' ? was : there.name, shortcut: field === 'shortcut' ? was : null }) : null;
      return wrong ?? ({ type: 'label.changed', base: [], body: { labelSet, label, field, to: was, was: to } } as Draft);
    }
    case 'job.renamed': {
      const { job, to, was } = event.body;
      return overlay.catalog.jobs.get(job)?.name === to ? { type: 'job.renamed', base: [], body: { job, to: was, was: to } } : changedSince('job name', overlay.catalog.winners.get(`job/${job}/name`)?.member ?? '', { job });
    }
    case 'dataset.renamed': {
      const { dataset, to, was } = event.body;
      return overlay.catalog.datasets.get(dataset)?.name === to ? { type: 'dataset.renamed', base: [], body: { dataset, to: was, was: to } } : changedSince('dataset name', overlay.catalog.winners.get(`dataset/${dataset}/name`)?.member ?? '', { dataset });
    }
    case 'job.retired':
    case 'job.restored': {
      const { job } = event.body;
      const wasRetired = event.type === 'job.retired';
      if (overlay.catalog.retired.has(job) !== wasRetired) return changedSince('job', '', { job });
      return { type: wasRetired ? 'job.restored' : 'job.retired', base: [], body: { job } };
    }
    case 'dataset.retired':
    case 'dataset.restored': {
      const { dataset } = event.body;
      const wasRetired = event.type === 'dataset.retired';
      if (overlay.catalog.retired.has(dataset) !== wasRetired) return changedSince('dataset', '', { dataset });
      return { type: wasRetired ? 'dataset.restored' : 'dataset.retired', base: [], body: { dataset } };
    }
    default: return null;
  }
}

/** A living label that has the name or the key which `wanted` would take again. */
function clash(labels: ReadonlyMap<string, Label>, self: Label, wanted: Label): Failure | null {
  for (const other of labels.values()) {
    if (other.retired || other.id === self.id) continue;
    if (other.name === wanted.name) return { code: 'label-name-taken', message: `There is another label "${other.name}" now.`, details: { name: other.name } };
    if (other.shortcut !== null && other.shortcut === wanted.shortcut) return { code: 'shortcut-taken', message: `The key ${other.shortcut} belongs to the label "${other.name}" now.`, details: { shortcut: other.shortcut, name: other.name } };
  }
  return null;
}

/** True when a sample carries the label after what was inverted so far; also one that was removed: it may come back. */
async function usedAnywhere(overlay: Overlay, inverse: Inverse, label: LabelId): Promise<boolean> {
  const { state, catalog } = overlay;
  for (const job of catalog.jobs.values()) {
    const { combos, combo, count } = state.jobColumns(job.id);
    const has = combos.map((labels) => labels.includes(label));
    if (!has.includes(true)) continue;
    for (let row = 0; row < count; row++) {
      if (!has[combo[row] ?? 0]) continue;
      const sample = state.sampleIdAt(job.dataset, row);
      const item = await overlay.item(job.id, sample);
      if ((inverse.classes.get(`${job.id}/${sample}`) ?? item.classes).includes(label)) return true;
      for (const { annotation } of item.annotations.values()) if (!annotation.retired && (inverse.labels.get(annotation.id) ?? annotation.label) === label && !inverse.gone.has(annotation.id)) return true;
    }
  }
  return false;
}
