/** The fold of what is not about samples: project, roots, datasets, jobs, label sets. A few thousand events at most. */
import type { Dataset } from '../domain/dataset';
import { readingOf } from '../domain/text-reading';
import type { Job } from '../domain/job';
import type { Label, LabelSet } from '../domain/label-set';
import type { KnownEvent } from '../events/catalogue';
import type { StoredEvent } from '../events/envelope';
import type { DatasetId, EventId, JobId, LabelId, LabelSetId, RootId } from '../kernel/ids';
import { equal } from './equal';
import type { Contested } from './item';
import { compareStamps, saw, stampOf, type Stamp } from './order';

type Event = KnownEvent<StoredEvent>;
const CATALOG_TYPES = ['project.named', 'root.added', 'dataset.created', 'dataset.renamed', 'dataset.retired', 'dataset.restored', 'dataset.reading-set', 'dataset.source-added', 'job.created', 'job.renamed', 'job.retired', 'job.restored', 'label.added', 'label.changed', 'label.retired', 'label.restored'] as const;
export type CatalogEvent = Extract<Event, { type: (typeof CATALOG_TYPES)[number] }>;

export function isCatalogEvent(event: Event): event is CatalogEvent {
  return (CATALOG_TYPES as readonly string[]).includes(event.type);
}

export interface CatalogState {
  name: string;
  readonly roots: Map<RootId, { readonly id: RootId; readonly name: string }>;
  readonly datasets: Map<DatasetId, Dataset>;
  readonly jobs: Map<JobId, Job>;
  readonly labelSets: Map<LabelSetId, Map<LabelId, Label>>;
  /** Jobs and datasets that were deleted themselves, and when (ms since 1970, display only). A job also goes with its dataset: see `isGone`. */
  readonly retired: Map<JobId | DatasetId, number>;
  readonly winners: Map<string, Stamp>;
  readonly contested: Contested[];
  last: Stamp | null;
}

export function emptyCatalog(): CatalogState {
  return { name: '', roots: new Map(), datasets: new Map(), jobs: new Map(), labelSets: new Map(), retired: new Map(), winners: new Map(), contested: [], last: null };
}

/** True for a job that was deleted or whose dataset was. */
export function isGone(state: Pick<CatalogState, 'retired'>, job: Job): boolean {
  return state.retired.has(job.id) || state.retired.has(job.dataset);
}

/** Events in whatever order. */
export function foldCatalog(events: Iterable<CatalogEvent>): CatalogState {
  const state = emptyCatalog();
  for (const event of [...events].sort((a, b) => compareStamps(stampOf(a), stampOf(b)))) foldCatalogEvent(state, event);
  return state;
}

export function labelSetsOf(state: CatalogState): readonly LabelSet[] {
  return Array.from(state.labelSets, ([id, labels]) => ({ id, labels: [...labels.values()] }));
}

/** Folds the next event. Throws a RangeError when it does not come after the last one. */
export function foldCatalogEvent(state: CatalogState, event: CatalogEvent): void {
  const stamp = stampOf(event);
  if (state.last !== null && compareStamps(state.last, stamp) >= 0) throw new RangeError('events must be folded in order');
  state.last = stamp;
  switch (event.type) {
    case 'project.named':
      replace(state, stamp, event.base, 'project/name', state.name, { to: event.body.name, was: event.body.was });
      state.name = event.body.name;
      return;
    case 'root.added':
      if (!state.roots.has(event.body.root)) state.roots.set(event.body.root, { id: event.body.root, name: event.body.name });
      return;
    case 'dataset.created': {
      const { dataset: id, name, dataType, textMode } = event.body;
      if (!state.datasets.has(id)) state.datasets.set(id, { id, name, dataType, textMode, sources: [] });
      for (const field of ['name', 'retired']) state.winners.set(`dataset/${id}/${field}`, stamp);
      return;
    }
    case 'dataset.renamed': {
      const there = state.datasets.get(event.body.dataset);
      if (there === undefined) return;
      replace(state, stamp, event.base, `dataset/${there.id}/name`, there.name, event.body);
      state.datasets.set(there.id, { ...there, name: event.body.to });
      return;
    }
    case 'dataset.retired':
    case 'dataset.restored':
      if (state.datasets.has(event.body.dataset)) setRetired(state, stamp, event.base, 'dataset', event.body.dataset, event.type === 'dataset.retired');
      return;
    case 'dataset.reading-set': {
      const there = state.datasets.get(event.body.dataset);
      if (there === undefined) return;
      replace(state, stamp, event.base, `dataset/${there.id}/reading`, readingOf(there), event.body);
      state.datasets.set(there.id, { ...there, reading: event.body.to });
      return;
    }
    case 'dataset.source-added': {
      const there = state.datasets.get(event.body.dataset);
      if (there === undefined || there.sources.some((s) => equal(s, event.body.source))) return;
      state.datasets.set(there.id, { ...there, sources: [...there.sources, event.body.source] });
      return;
    }
    case 'job.created': {
      const { job: id, dataset, name, task, multiple, labelSet } = event.body;
      if (state.jobs.has(id)) return;
      state.jobs.set(id, { id, dataset, name, task, multiple, labelSet });
      if (!state.labelSets.has(labelSet)) state.labelSets.set(labelSet, new Map());
      for (const field of ['name', 'retired']) state.winners.set(`job/${id}/${field}`, stamp);
      return;
    }
    case 'job.renamed': {
      const there = state.jobs.get(event.body.job);
      if (there === undefined) return;
      replace(state, stamp, event.base, `job/${there.id}/name`, there.name, event.body);
      state.jobs.set(there.id, { ...there, name: event.body.to });
      return;
    }
    case 'job.retired':
    case 'job.restored':
      if (state.jobs.has(event.body.job)) setRetired(state, stamp, event.base, 'job', event.body.job, event.type === 'job.retired');
      return;
    case 'label.added': {
      const { labelSet, label: id, name, color, shortcut, attributes } = event.body;
      const labels = state.labelSets.get(labelSet) ?? new Map<LabelId, Label>();
      state.labelSets.set(labelSet, labels);
      if (labels.has(id)) return;
      labels.set(id, { id, name, color, shortcut, attributes, retired: false });
      for (const field of ['name', 'color', 'shortcut', 'attributes', 'retired']) state.winners.set(`label/${id}/${field}`, stamp);
      return;
    }
    case 'label.changed':
      setLabel(state, stamp, event.base, event.body, event.body.field, { to: event.body.to, was: event.body.was });
      return;
    case 'label.retired':
      setLabel(state, stamp, event.base, event.body, 'retired', { to: true, was: false });
      return;
    case 'label.restored':
      setLabel(state, stamp, event.base, event.body, 'retired', { to: false, was: true });
      return;
  }
}

interface Change { readonly to: unknown; readonly was: unknown }

function setLabel(state: CatalogState, stamp: Stamp, base: readonly EventId[], at: { readonly labelSet: LabelSetId; readonly label: LabelId }, field: keyof Label, change: Change): void {
  const labels = state.labelSets.get(at.labelSet);
  const there = labels?.get(at.label);
  if (labels === undefined || there === undefined) return;
  replace(state, stamp, base, `label/${there.id}/${field}`, there[field], change);
  labels.set(there.id, { ...there, [field]: change.to });
}

function setRetired(state: CatalogState, stamp: Stamp, base: readonly EventId[], kind: 'job' | 'dataset', id: JobId | DatasetId, to: boolean): void {
  replace(state, stamp, base, `${kind}/${id}/retired`, state.retired.has(id), { to, was: !to });
  if (to) state.retired.set(id, stamp.time);
  else state.retired.delete(id);
}

function replace(state: CatalogState, stamp: Stamp, base: readonly EventId[], field: string, now: unknown, change: Change): void {
  const before = state.winners.get(field);
  if (before !== undefined && !saw(stamp.log, base, before) && !equal(change.was, now) && !equal(change.to, now)) {
    state.contested.push({ field, winner: stamp.id, loser: before.id });
  }
  state.winners.set(field, stamp);
}
