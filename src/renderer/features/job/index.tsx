/** The page of a job: its samples by state, filters, labels; where labeling starts. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { IconDownload, IconTags, IconUpload } from '@tabler/icons-react';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { formatNumber } from '../../../shared/messages';
import type { JobId, SampleId } from '../../../shared/kernel/ids';
import { shownName } from '../../../shared/kernel/shown-name';
import { commandKey, useCommand } from '../../commands';
import { useJobFacts } from '../../index';
import type { JobFacts } from '../../index';
import { pictureDecoder } from '../../media/picture-decoder';
import { navigate, openDialog, refusedAsReadOnly } from '../../session';
import { Button, Skeleton, Tabs, t } from '../../ui';
import { GalleryProvider, GalleryView, sampleIdAt, useGallery, useGalleryState, useMakeGallery } from '../gallery';
import { selectOnly } from '../gallery/selection';
import { WriteButton } from '../read-only';
import { ThingMenu } from '../remove';
import { RenameButton } from '../rename/Rename';
import { LabelSetEditor } from '../labels/LabelSetEditor';
import classes from './job.module.css';

/** `job`: one that is in the catalog. */
export function JobPage({ job }: { readonly job: JobId }) {
  const facts = useJobFacts(job);
  return facts ? <OneJob key={job} facts={facts} /> : <Waiting />;
}

function Waiting() {
  return <div className={classes.page} aria-busy="true"><div className={classes.head}><Skeleton width={280} height={28} /></div></div>;
}

function OneJob({ facts: { job, dataset, labelSet } }: { readonly facts: JobFacts }) {
  const onSample = useCallback((sample: SampleId) => navigate({ page: 'sample', job: job.id, sample }), [job.id]);
  const gallery = useMakeGallery(dataset, job, labelSet, job.task === 'detection' ? onSample : null);
  // Pictures are opened from here.
  useEffect(() => { if (job.task === 'detection') pictureDecoder.warm(); }, [job.task]);
  const [editing, setEditing] = useState(false);
  const edit = useCallback(() => { if (!refusedAsReadOnly()) setEditing(true); }, []);
  return (
    <div className={classes.page}>
      {gallery ? <GalleryProvider value={gallery}><Head onEditLabels={edit} /><GalleryView onEditLabels={edit} /></GalleryProvider> : <Waiting />}
      {editing ? <LabelSetEditor job={job.id} labelSet={labelSet} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}

function Head({ onEditLabels }: { readonly onEditLabels: () => void }) {
  const { job, dataset, labelSet, result: { counts }, store, view, columns, onOpen } = useGallery();
  const tab = useGalleryState((state) => state.query.tab);
  const living = useMemo(() => (labelSet?.labels ?? []).filter((label) => !label.retired).length, [labelSet]);
  const done = counts.tabs.states[SAMPLE_STATES.indexOf('labeled')] ?? 0;
  useCommand('list.labels', onEditLabels);
  const start = (): void => {
    const row = view.rows.find((one) => columns.job?.state[one] === 0) ?? view.rows[0];
    if (row === undefined) return;
    store.setState({ selection: selectOnly(row), view: onOpen ? 'gallery' : 'loupe' });
    onOpen?.(sampleIdAt(columns, row));
  };
  useCommand('list.start', start);
  if (!job) return null;
  const kind = job.task === 'detection' ? t('job.detection') : t(job.multiple ? 'job.classification-many' : 'job.classification-one');
  const count = (n: number): string => formatNumber(n);
  return (
    <>
      <header className={classes.head}>
        <div className={classes.words}><div className={classes.title}><h1 dir="auto" title={shownName(job.name)}>{shownName(job.name)}</h1><RenameButton what={{ kind: 'job', id: job.id }} name={job.name} /><ThingMenu thing={{ kind: 'job', id: job.id, name: job.name }} /></div><p title={dataset.name}>{kind} · {t('common.labels', { count: living })} · {dataset.name}</p></div>
        <WriteButton kind="ghost" icon={<IconTags size={16} stroke={1.75} />} onClick={onEditLabels}>{t('job.edit-labels')}</WriteButton>
        {job.task === 'detection' ? <WriteButton icon={<IconDownload size={16} stroke={1.75} />} onClick={() => openDialog({ kind: 'import', job: job.id })}>{t('job.import')}</WriteButton> : null}
        <Button icon={<IconUpload size={16} stroke={1.75} />} keys={commandKey('app.export')} onClick={() => openDialog({ kind: 'export', job: job.id })}>{t('job.export')}</Button>
        <Button kind="primary" keys={commandKey('list.start')} onClick={start}>{t(done > 0 ? 'job.continue' : 'job.start')}</Button>
      </header>
      <div className={classes.tabs}>
        <Tabs label={t('job.tabs')} value={tab} onChange={(next) => store.setState((state) => ({ query: { ...state.query, tab: next } }))} tabs={[
          ...SAMPLE_STATES.map((state, i) => ({ value: state, label: t(`common.${state}`), count: count(counts.tabs.states[i] ?? 0) })),
          { value: 'all' as const, label: t('common.all'), count: count(counts.tabs.all) },
        ]} />
      </div>
    </>
  );
}
