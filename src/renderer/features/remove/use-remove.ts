/** Deleting jobs and datasets and bringing them back. It never asks: the way back stands beside the words. */
import { useMemo } from 'react';
import type { Draft } from '../../../shared/events/catalogue/types';
import { WORKSPACE_HISTORY, type CommandId, type DatasetId, type JobId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { randomId } from '../../client';
import { useCommand } from '../../commands';
import { useIndex, type WorkspaceIndex } from '../../index';
import { currentRoute, failureOf, navigate, useReadOnly, useWorkspace, whileSaving } from '../../session';
import { failureText, t, toast } from '../../ui';
import { stepsOf, useSteps } from '../undo';

/** A job or a dataset, and its name for the words. */
export type Thing = { readonly kind: 'job'; readonly id: JobId; readonly name: string } | { readonly kind: 'dataset'; readonly id: DatasetId; readonly name: string };

export interface Removal {
  /** Leads to the list when the thing, or something in it, is shown. */
  remove(thing: Thing): void;
  /** `dataset`: that of a job which went with it; it is brought back first. */
  restore(thing: Thing, dataset?: DatasetId | null): void;
}

function removal(index: WorkspaceIndex): Removal {
  const say = (name: string, drafts: readonly Draft[], done: (command: CommandId) => void): void => {
    const command = { id: randomId<CommandId>(), name, undoes: null, redoes: null };
    const work = index.outbox.commit(null, command, drafts).then((outcome) => {
      if (!outcome.ok) throw new FailureError(outcome.failure);
      done(command.id);
    });
    whileSaving(work, failureOf).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
  };
  const offer = (command: CommandId): ReturnType<ReturnType<typeof stepsOf>['offer']> => stepsOf(index, WORKSPACE_HISTORY).offer(command);
  return {
    remove(thing) {
      const jobs = useWorkspace.getState().catalog?.jobs ?? [];
      const draft: Draft = thing.kind === 'job' ? { type: 'job.retired', base: [], body: { job: thing.id } } : { type: 'dataset.retired', base: [], body: { dataset: thing.id } };
      const count = thing.kind === 'dataset' ? jobs.filter((job) => job.dataset === thing.id).length : 0;
      say(thing.kind === 'job' ? 'command.delete-job' : 'command.delete-dataset', [draft], (command) => {
        if (isAt(thing, jobs.find((job) => job.id === shownJob())?.dataset ?? null)) navigate({ page: thing.kind === 'job' ? 'jobs' : 'datasets' }, { replace: true });
        toast(thing.kind === 'job' ? t('remove.job-done', { name: thing.name }) : t('remove.dataset-done', { name: thing.name, count }), { ...offer(command), lasts: 12_000 });
      });
    },
    restore(thing, dataset = null) {
      const drafts: readonly Draft[] = [
        ...(dataset === null ? [] : [{ type: 'dataset.restored', base: [], body: { dataset } } as const]),
        ...(thing.kind === 'dataset' ? [{ type: 'dataset.restored', base: [], body: { dataset: thing.id } } as const]
          // A job that only went with its dataset is back with it.
          : isRetired(thing.id) ? [{ type: 'job.restored', base: [], body: { job: thing.id } } as const] : []),
      ];
      say(thing.kind === 'job' ? 'command.restore-job' : 'command.restore-dataset', drafts, (command) => toast(t('remove.restored', { name: thing.name }), offer(command)));
    },
  };
}

function isRetired(job: JobId): boolean {
  return useWorkspace.getState().catalog?.deleted.jobs.some((one) => one.job.id === job && one.time !== null) ?? false;
}

function shownJob(): JobId | null {
  const route = currentRoute();
  return route.page === 'job' || route.page === 'sample' ? route.job : null;
}

/** The thing itself is shown, or a job of the dataset. */
function isAt(thing: Thing, datasetOfShown: DatasetId | null): boolean {
  const route = currentRoute();
  return thing.kind === 'job' ? shownJob() === thing.id : (route.page === 'dataset' && route.dataset === thing.id) || datasetOfShown === thing.id;
}

export function useRemoval(): Removal {
  const index = useIndex();
  return useMemo(() => removal(index), [index]);
}

/** Undo and redo where no single job or dataset is shown: of what was done to them as a whole. */
export function WorkspaceSteps(): null {
  const steps = useSteps(WORKSPACE_HISTORY);
  const enabled = !useReadOnly();
  useCommand('app.undo', steps.undo, { enabled });
  useCommand('app.redo', steps.redo, { enabled });
  return null;
}
