/** Instead of the page of a job or a dataset that is not there: what became of it, and where to go. */
import { IconMapOff, IconTrash } from '@tabler/icons-react';
import type { DatasetId, JobId } from '../../../shared/kernel/ids';
import { navigate, useReadOnly, useWorkspace, type Route } from '../../session';
import { Button, EmptyState, t } from '../../ui';
import { WriteButton } from '../read-only';
import { useRemoval, WorkspaceSteps, type Thing } from '../remove';

export function Gone({ job, dataset }: { readonly job?: JobId; readonly dataset?: DatasetId }) {
  const deleted = useWorkspace((s) => s.catalog?.deleted);
  const ofJob = deleted?.jobs.find((one) => one.job.id === job)?.job;
  const id = dataset ?? ofJob?.dataset;
  const away = deleted?.datasets.find((one) => one.dataset.id === id)?.dataset;
  if (ofJob) return <Deleted thing={{ kind: 'job', id: ofJob.id, name: ofJob.name }} dataset={away?.id ?? null} />;
  if (away) return <Deleted thing={{ kind: 'dataset', id: away.id, name: away.name }} dataset={null} />;
  return (
    <EmptyState icon={<IconMapOff size={32} stroke={1.5} />} title={t('frame.not-found')} actions={<Button onClick={() => navigate({ page: 'home' })}>{t('frame.broken-home')}</Button>}>
      {t('frame.not-found-hint')}
    </EmptyState>
  );
}

/** Deleted in this window or in another one, maybe while it was open here. */
function Deleted({ thing, dataset }: { readonly thing: Thing; readonly dataset: DatasetId | null }) {
  const removal = useRemoval();
  const readOnly = useReadOnly();
  const list: Route = { page: thing.kind === 'job' ? 'jobs' : 'datasets' };
  return (
    <>
      <WorkspaceSteps />
      <EmptyState
        icon={<IconTrash size={32} stroke={1.5} />}
        title={t(thing.kind === 'job' ? 'remove.gone-job' : 'remove.gone-dataset', { name: thing.name })}
        actions={<><Button kind="primary" onClick={() => navigate(list, { replace: true })}>{t(thing.kind === 'job' ? 'remove.to-jobs' : 'remove.to-datasets')}</Button><WriteButton onClick={() => removal.restore(thing, dataset)}>{t(dataset === null ? 'remove.restore' : 'remove.restore-both')}</WriteButton></>}
      >
        {readOnly ? t('frame.read-only-hint') : t('remove.gone-hint')}
      </EmptyState>
    </>
  );
}
