/** What was deleted, below the list it was in: from there it can be restored at any time. */
import { useState } from 'react';
import { IconChevronRight, IconRestore } from '@tabler/icons-react';
import type { DeletedDataset, DeletedJob } from '../../../shared/contract/api';
import { windowClock } from '../../client';
import { useReadOnly, useWorkspace } from '../../session';
import { Button, Card, Cut, t } from '../../ui';
import { TypeIcon } from '../create/DatasetFields';
import { dayText } from '../home/day';
import classes from './RecentlyDeleted.module.css';
import { useRemoval } from './use-remove';

/** Rows shown at first: a list of many stays below what is there. */
const FIRST = 20;

interface Gone {
  readonly key: string;
  readonly name: string;
  readonly about: string;
  readonly time: number;
  readonly type: DeletedDataset['dataset']['dataType'];
  readonly words: string;
  restore(): void;
}

/** Draws nothing when nothing of this kind was deleted. */
export function RecentlyDeleted({ kind }: { readonly kind: 'job' | 'dataset' }) {
  const gone = useGone(kind);
  const readOnly = useReadOnly();
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(false);
  if (gone.length === 0) return null;
  return (
    <section className={classes.section} aria-label={t('remove.recently')}>
      <h2>
        <button type="button" className={classes.head} aria-expanded={open} onClick={() => setOpen(!open)}>
          <IconChevronRight size={14} stroke={1.75} aria-hidden="true" />
          {t('remove.recently-count', { count: gone.length })}
        </button>
      </h2>
      {open ? (
        <Card>
          <p className={classes.hint}>{t(kind === 'job' ? 'remove.jobs-hint' : 'remove.datasets-hint')}</p>
          <ul>
            {gone.slice(0, all ? gone.length : FIRST).map((one) => (
              <li key={one.key} className={classes.row}>
                <TypeIcon type={one.type} />
                <div><Cut>{one.name}</Cut><p dir="auto">{one.about}</p></div>
                <span>{dayText(one.time, windowClock.now())}</span>
                <Button dense icon={<IconRestore size={16} stroke={1.75} />} disabled={readOnly} title={readOnly ? t('frame.read-only-hint') : undefined} aria-label={t('remove.restore-name', { name: one.name })} onClick={one.restore}>{one.words}</Button>
              </li>
            ))}
          </ul>
          {gone.length > FIRST && !all ? <p className={classes.more}><Button kind="ghost" dense onClick={() => setAll(true)}>{t('remove.show-all', { count: gone.length })}</Button></p> : null}
        </Card>
      ) : null}
    </section>
  );
}

/** Newest first. */
function useGone(kind: 'job' | 'dataset'): readonly Gone[] {
  const catalog = useWorkspace((s) => s.catalog);
  const removal = useRemoval();
  if (!catalog) return [];
  const { datasets, jobs } = catalog.deleted;
  const gone = kind === 'dataset' ? datasets.map(ofDataset) : jobs.flatMap(ofJob);
  return gone.sort((a, b) => b.time - a.time);

  function ofDataset({ dataset, time }: DeletedDataset): Gone {
    const count = jobs.filter((one) => one.job.dataset === dataset.id && one.time === null).length;
    return { key: dataset.id, name: dataset.name, about: t('remove.with-jobs', { count }), time, type: dataset.dataType, words: t('remove.restore'), restore: () => removal.restore({ kind: 'dataset', ...dataset }) };
  }

  function ofJob({ job, time }: DeletedJob): readonly Gone[] {
    const there = catalog?.datasets.find((dataset) => dataset.id === job.dataset);
    const away = datasets.find(({ dataset }) => dataset.id === job.dataset);
    const dataset = there ?? away?.dataset;
    if (!dataset) return [];
    return [{
      key: job.id, name: job.name, about: away ? t('remove.dataset-too', { name: dataset.name }) : dataset.name, time: time ?? away?.time ?? 0, type: dataset.dataType,
      words: away ? t('remove.restore-both') : t('remove.restore'), restore: () => removal.restore({ kind: 'job', id: job.id, name: job.name }, away ? dataset.id : null),
    }];
  }
}
