import type { Dataset } from '../../../shared/domain/dataset';
import { tasksOf, type Job } from '../../../shared/domain/job';
import type { Label } from '../../../shared/domain/label-set';
import type { Draft } from '../../../shared/events/catalogue/types';
import { isGone } from '../../../shared/fold/catalog';
import { never } from '../../../shared/kernel/result';
import type { DatasetId, JobId, LabelId, LabelSetId } from '../../../shared/kernel/ids';
import { datasetDeleted, jobDeleted } from '../state';
import { checkBulk } from './check-bulk';
import { checkItem } from './check-item';
import type { Overlay } from './overlay';
import { refuse } from './refuse';

/**
 * Checks a draft (whose form the catalogue has checked) against the state: everything it names exists, and what it says
 * is possible. Answers with the draft to be written: labels in label-set order, what its author saw cited.
 * Throws a FailureError that names what is wrong.
 */
export async function checkAgainstState(draft: Draft, overlay: Overlay): Promise<Draft> {
  switch (draft.type) {
    case 'project.named': return draft;
    case 'root.added':
      if (overlay.catalog.roots.has(draft.body.root)) refuse('already-there', 'There is a root with this id already.', { root: draft.body.root });
      return draft;
    case 'dataset.created':
      if (overlay.catalog.datasets.has(draft.body.dataset)) refuse('already-there', 'There is a dataset with this id already.', { dataset: draft.body.dataset });
      return draft;
    case 'dataset.renamed':
      needDataset(overlay, draft.body.dataset);
      return draft;
    case 'dataset.retired':
      needDataset(overlay, draft.body.dataset);
      return draft;
    case 'dataset.restored': {
      const there = knownDataset(overlay, draft.body.dataset);
      if (!overlay.catalog.retired.has(there.id)) refuse('nothing-to-do', 'This dataset is there already.', { dataset: there.id, name: there.name });
      return draft;
    }
    case 'dataset.reading-set':
      if (needDataset(overlay, draft.body.dataset).dataType !== 'text') refuse('not-texts', 'Only datasets of texts are read in an encoding.', { dataset: draft.body.dataset });
      return draft;
    case 'dataset.source-added':
      needDataset(overlay, draft.body.dataset);
      if (!overlay.catalog.roots.has(draft.body.source.root)) refuse('unknown-root', `There is no root ${draft.body.source.root}.`, { root: draft.body.source.root });
      return draft;
    case 'samples.added':
      needDataset(overlay, draft.body.dataset);
      if (!overlay.catalog.roots.has(draft.body.root)) refuse('unknown-root', `There is no root ${draft.body.root}.`, { root: draft.body.root });
      return checkBulk(draft, overlay);
    case 'samples.measured':
    case 'samples.status-set':
    case 'samples.relinked':
      needDataset(overlay, draft.body.dataset);
      return checkBulk(draft, overlay);
    case 'job.created': {
      const { job, dataset, task } = draft.body;
      if (overlay.catalog.jobs.has(job)) refuse('already-there', 'There is a job with this id already.', { job });
      const { dataType } = needDataset(overlay, dataset);
      if (!tasksOf(dataType).includes(task)) refuse('task-not-possible', `A dataset of type ${dataType} cannot have a job of type ${task}.`, { dataType, task });
      return draft;
    }
    case 'job.renamed':
      needJob(overlay, draft.body.job);
      return draft;
    case 'job.retired':
      needJob(overlay, draft.body.job);
      return draft;
    case 'job.restored': {
      const there = knownJob(overlay, draft.body.job);
      // It would stay away: its dataset comes first, in the same command if need be.
      needDataset(overlay, there.dataset);
      if (!overlay.catalog.retired.has(there.id)) refuse('nothing-to-do', 'This job is there already.', { job: there.id, name: there.name });
      return draft;
    }
    case 'label.added': {
      needLabelSet(overlay, draft.body.labelSet);
      const labels = overlay.catalog.labelSets.get(draft.body.labelSet) ?? new Map<LabelId, Label>();
      if (labels.has(draft.body.label)) refuse('already-there', 'There is a label with this id already.', { label: draft.body.label });
      checkUnique(labels, draft.body.label, { name: draft.body.name, shortcut: draft.body.shortcut });
      return draft;
    }
    case 'label.changed': {
      const { labelSet, label, field, to } = draft.body;
      needLabel(overlay, labelSet, label);
      if (field === 'name' || field === 'shortcut') checkUnique(overlay.catalog.labelSets.get(labelSet), label, { [field]: to });
      return draft;
    }
    case 'label.retired':
      needLabel(overlay, draft.body.labelSet, draft.body.label);
      return draft;
    case 'label.restored': {
      const { labelSet, label } = draft.body;
      needLabelSet(overlay, labelSet);
      const there = overlay.catalog.labelSets.get(labelSet)?.get(label);
      if (!there) return refuse('unknown-label', `There is no label ${label}.`, { label });
      checkUnique(overlay.catalog.labelSets.get(labelSet), label, there);
      return draft;
    }
    case 'classes.set':
    case 'nothing-here.set':
    case 'mark.set':
    case 'annotation.created':
    case 'annotation.geometry-set':
    case 'annotation.class-set':
    case 'annotation.attributes-set':
    case 'annotation.retired':
    case 'annotation.restored':
      return checkItem(draft, overlay, needJob(overlay, draft.body.job));
    case 'classes.bulk-set':
    case 'annotations.imported':
    case 'annotations.bulk-retired':
    case 'annotations.bulk-restored':
    case 'annotations.bulk-geometry-set':
    case 'annotations.bulk-class-set':
    case 'annotations.bulk-attributes-set':
    case 'marks.bulk-set':
      needJob(overlay, draft.body.job);
      return checkBulk(draft, overlay);
    case 'history.passed-over': return refuse('not-a-command', 'Only undoing says what it passed over.');
    default: return never(draft);
  }
}

function knownDataset(overlay: Overlay, id: DatasetId): Dataset {
  return overlay.catalog.datasets.get(id) ?? refuse('unknown-dataset', `There is no dataset ${id}.`, { dataset: id });
}

/** One that was not deleted. */
function needDataset(overlay: Overlay, id: DatasetId): Dataset {
  const there = knownDataset(overlay, id);
  if (overlay.catalog.retired.has(id)) throw datasetDeleted(there);
  return there;
}

function knownJob(overlay: Overlay, id: JobId): Job {
  return overlay.catalog.jobs.get(id) ?? refuse('unknown-job', `There is no labeling job ${id}.`, { job: id });
}

/** One that was not deleted, nor its dataset. */
function needJob(overlay: Overlay, id: JobId): Job {
  const there = knownJob(overlay, id);
  if (isGone(overlay.catalog, there)) throw jobDeleted(there);
  return there;
}

/** A set that a job uses which is there. One that no job uses is not looked at: the job may come with this command. */
function needLabelSet(overlay: Overlay, id: LabelSetId): void {
  const jobs = [...overlay.catalog.jobs.values()].filter((job) => job.labelSet === id);
  const [first] = jobs;
  if (first && jobs.every((job) => isGone(overlay.catalog, job))) throw jobDeleted(first);
}

/** A living label of a set. */
function needLabel(overlay: Overlay, labelSet: LabelSetId, id: LabelId): Label {
  needLabelSet(overlay, labelSet);
  const label = overlay.catalog.labelSets.get(labelSet)?.get(id);
  if (!label) return refuse('unknown-label', `There is no label ${id}.`, { label: id });
  if (label.retired) return refuse('label-deleted', `The label "${label.name}" was deleted.`, { label: id, name: label.name });
  return label;
}

/** Names and shortcuts are unique among the living labels of a set. */
function checkUnique(labels: ReadonlyMap<LabelId, Label> | undefined, self: LabelId, wanted: { readonly name?: unknown; readonly shortcut?: unknown }): void {
  for (const other of labels?.values() ?? []) {
    if (other.retired || other.id === self) continue;
    if (other.name === wanted.name) refuse('label-name-taken', `There is a label "${other.name}" already.`, { name: other.name });
    if (other.shortcut !== null && other.shortcut === wanted.shortcut) refuse('shortcut-taken', `The key ${other.shortcut} belongs to the label "${other.name}".`, { shortcut: other.shortcut, name: other.name });
  }
}
