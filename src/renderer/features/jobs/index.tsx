import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import type { Job } from '../../../shared/domain/job';
import { shownName } from '../../../shared/kernel/shown-name';
import { navigate, openDialog, useWorkspace } from '../../session';
import { Button, Card, EmptyState, t } from '../../ui';
import { TypeIcon } from '../create/DatasetFields';
import { WriteButton } from '../read-only';
import { RecentlyDeleted, ThingMenu, WorkspaceSteps } from '../remove';
import classes from '../datasets/List.module.css';

/** What a job asks for, in words. */
export function taskText(job: Job): string {
  return job.task === 'detection' ? t('jobs.boxes') : job.multiple ? t('jobs.many-labels') : t('jobs.one-label');
}

/** The jobs of the workspace. */
export function Jobs() {
  const catalog = useWorkspace((s) => s.catalog);
  const jobs = catalog?.jobs ?? [];
  const noDataset = (catalog?.datasets.length ?? 0) === 0;
  const add = noDataset
    ? <WriteButton kind="primary" icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />} onClick={() => openDialog({ kind: 'new-dataset' })}>{t('home.new-dataset')}</WriteButton>
    : <WriteButton kind="primary" icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />} onClick={() => openDialog({ kind: 'new-job' })}>{t('home.new-job')}</WriteButton>;
  if (jobs.length === 0) return <div className={classes.page}><WorkspaceSteps /><div className={classes.none}><EmptyState icon={<IconClipboardList size={32} stroke={1.5} />} title={t('jobs.none')} actions={add}>{noDataset ? t('create.no-dataset') : t('jobs.none-hint')}</EmptyState></div><RecentlyDeleted kind="job" /></div>;
  return (
    <div className={classes.page}>
      <WorkspaceSteps />
      <header className={classes.head}><h1>{t('jobs.title')}</h1>{add}</header>
      <Card>
        <ul>
          {jobs.map((job) => {
            const dataset = catalog?.datasets.find((d) => d.id === job.dataset);
            const labels = catalog?.labelSets.find((s) => s.id === job.labelSet)?.labels.filter((l) => !l.retired).length ?? 0;
            return (
              <li key={job.id} className={classes.row}>
                {dataset ? <TypeIcon type={dataset.dataType} /> : <span />}
                <div>
                  <button type="button" className={classes.open} onClick={() => navigate({ page: 'job', job: job.id })} dir="auto" title={shownName(job.name)}>{shownName(job.name)}</button>
                  <p dir="auto">{dataset?.name}</p>
                </div>
                <span>{taskText(job)}</span>
                <span>{t('common.labels', { count: labels })}</span>
                <span className={classes.act}><Button dense onClick={() => openDialog({ kind: 'export', job: job.id })}>{t('action.app.export')}</Button><ThingMenu thing={{ kind: 'job', id: job.id, name: job.name }} /></span>
              </li>
            );
          })}
        </ul>
      </Card>
      <RecentlyDeleted kind="job" />
    </div>
  );
}
