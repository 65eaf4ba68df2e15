import { IconDatabase, IconPlus } from '@tabler/icons-react';
import type { Dataset } from '../../../shared/domain/dataset';
import { shownName } from '../../../shared/kernel/shown-name';
import { navigate, openDialog, useWorkspace } from '../../session';
import { Card, EmptyState, t } from '../../ui';
import { TypeIcon } from '../create/DatasetFields';
import { typeName } from '../create/kinds';
import { WriteButton } from '../read-only';
import { RecentlyDeleted, ThingMenu, WorkspaceSteps } from '../remove';
import classes from './List.module.css';

/** The datasets of the workspace. */
export function Datasets() {
  const catalog = useWorkspace((s) => s.catalog);
  const datasets = catalog?.datasets ?? [];
  const add = <WriteButton kind="primary" icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />} onClick={() => openDialog({ kind: 'new-dataset' })}>{t('home.new-dataset')}</WriteButton>;
  if (datasets.length === 0) return <div className={classes.page}><WorkspaceSteps /><div className={classes.none}><EmptyState icon={<IconDatabase size={32} stroke={1.5} />} title={t('datasets.none')} actions={add}>{t('datasets.none-hint')}</EmptyState></div><RecentlyDeleted kind="dataset" /></div>;
  const where = (dataset: Dataset): string => {
    const source = dataset.sources[0];
    const root = catalog?.roots.find((r) => r.id === source?.root);
    if (!source || !root) return '';
    return root.display === null ? t('datasets.not-connected') : source.path === '' ? root.display : `${root.display}/${source.path}`;
  };
  return (
    <div className={classes.page}>
      <WorkspaceSteps />
      <header className={classes.head}><h1>{t('datasets.title')}</h1>{add}</header>
      <Card>
        <ul>
          {datasets.map((dataset) => (
            <li key={dataset.id} className={classes.row}>
              <TypeIcon type={dataset.dataType} />
              <div>
                <button type="button" className={classes.open} onClick={() => navigate({ page: 'dataset', dataset: dataset.id })} dir="auto" title={shownName(dataset.name)}>{shownName(dataset.name)}</button>
                <p dir="ltr">{where(dataset)}</p>
              </div>
              <span>{typeName(dataset.dataType)}</span>
              <span>{t('datasets.jobs', { count: catalog?.jobs.filter((job) => job.dataset === dataset.id).length ?? 0 })}</span>
              <span className={classes.act}><WriteButton dense onClick={() => openDialog({ kind: 'new-job', dataset: dataset.id })}>{t('home.new-job')}</WriteButton><ThingMenu thing={{ kind: 'dataset', id: dataset.id, name: dataset.name }} /></span>
            </li>
          ))}
        </ul>
      </Card>
      <RecentlyDeleted kind="dataset" />
    </div>
  );
}
