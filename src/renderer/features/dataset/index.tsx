/** The page of a dataset: its samples, what is wrong with them, its folders and jobs. */
import { useMemo, useState } from 'react';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import type { Dataset } from '../../../shared/domain/dataset';
import { formatNumber } from '../../../shared/messages';
import type { DatasetId } from '../../../shared/kernel/ids';
import { shownName } from '../../../shared/kernel/shown-name';
import { useCatalog } from '../../index';
import { openDialog, useReadOnly } from '../../session';
import { Skeleton, Tabs, t } from '../../ui';
import { WriteButton } from '../read-only';
import { ThingMenu } from '../remove';
import { RenameButton } from '../rename/Rename';
import { OfferLabels } from '../create/FoundLabels';
import { GalleryProvider, GalleryView, useGallery, useMakeGallery } from '../gallery';
import classes from './dataset.module.css';
import { figuresOf } from './figures';
import { Overview } from './Overview';
import { SyncReportDialog } from './SyncReport';
import { useSync } from './use-sync';

const KINDS = { image: 'common.pictures', audio: 'common.sounds', text: 'common.texts', video: 'common.videos' } as const;

/** `dataset`: one that is in the catalog. */
export function DatasetPage({ dataset }: { readonly dataset: DatasetId }) {
  const catalog = useCatalog();
  const found = catalog?.datasets.find((one) => one.id === dataset);
  return found ? <OneDataset key={dataset} dataset={found} /> : <Waiting />;
}

function Waiting() {
  return <div className={classes.page} aria-busy="true"><div className={classes.head}><Skeleton width={280} height={28} /></div></div>;
}

function OneDataset({ dataset }: { readonly dataset: Dataset }) {
  const gallery = useMakeGallery(dataset, null, null, null);
  return gallery ? <GalleryProvider value={gallery}><Shown /></GalleryProvider> : <Waiting />;
}

function Shown() {
  const { dataset, columns, store } = useGallery();
  const [tab, setTab] = useState<'samples' | 'overview'>('samples');
  const figures = useMemo(() => figuresOf(columns.dataset), [columns]);
  const sync = useSync(dataset.id);
  const readOnly = useReadOnly();
  const problems = figures.problems.reduce((sum, rows) => sum + rows.length, 0);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div className={classes.words}><div className={classes.title}><h1 dir="auto" title={shownName(dataset.name)}>{shownName(dataset.name)}</h1><RenameButton what={{ kind: 'dataset', id: dataset.id }} name={dataset.name} /><ThingMenu thing={{ kind: 'dataset', id: dataset.id, name: dataset.name }} /></div><p>{t(KINDS[dataset.dataType], { count: figures.samples })}</p></div>
        <WriteButton icon={<IconRefresh size={16} stroke={1.75} />} disabled={sync.busy} title={t('dataset.sync-hint')} onClick={sync.start}>{sync.busy ? t('dataset.syncing') : t('dataset.sync')}</WriteButton>
        <WriteButton kind="primary" icon={<IconPlus size={16} stroke={1.75} />} onClick={() => openDialog({ kind: 'new-job', dataset: dataset.id })}>{t('dataset.new-job')}</WriteButton>
      </header>
      {readOnly ? null : <OfferLabels dataset={dataset} />}
      <div className={classes.tabs}>
        <Tabs label={dataset.name} value={tab} onChange={setTab} tabs={[{ value: 'samples', label: t('gallery.samples'), count: formatNumber(figures.samples) }, { value: 'overview', label: t('dataset.overview'), count: problems > 0 ? t('dataset.problem-count', { count: problems }) : undefined }]} />
      </div>
      {tab === 'samples' ? <GalleryView onEditLabels={null} /> : <Overview figures={figures} onShowProblems={(problem) => { store.setState((state) => ({ query: { ...state.query, problems: [problem] } })); setTab('samples'); }} />}
      {sync.ended ? <SyncReportDialog task={sync.ended} figures={figures} sync={sync} /> : null}
    </div>
  );
}
