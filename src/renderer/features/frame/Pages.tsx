import { Suspense, type ComponentType, type ReactNode } from 'react';
import type { DatasetId, JobId, SampleId } from '../../../shared/kernel/ids';
import { never } from '../../../shared/kernel/result';
import { OpenIndex } from '../../index';
import { useClient, useRoute, useWorkspace } from '../../session';
import { Skeleton, t } from '../../ui';
import { Home } from '../home';
import classes from './Frame.module.css';
import { Gone } from './Gone';
import { part } from './parts';

const Datasets = part(() => import('../datasets').then((m) => m.Datasets));
const Jobs = part(() => import('../jobs').then((m) => m.Jobs));
const Settings = part(() => import('../settings').then((m) => m.Settings));

/** Screens of other folders; each exports one component that takes the ids of its place. */
type Screens = Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>>;
const screens: Screens = import.meta.glob<Readonly<Record<string, unknown>>>(['../dataset/index.tsx', '../job/index.tsx', '../../editors/image/index.tsx']);

function screen<Props extends object>(path: string): ComponentType<Props> {
  return part(async () => Object.values((await screens[path]?.()) ?? {}).find((x) => typeof x === 'function') as ComponentType<Props>);
}
const DatasetPage = screen<{ readonly dataset: DatasetId }>('../dataset/index.tsx');
const JobPage = screen<{ readonly job: JobId }>('../job/index.tsx');
const ImageEditor = screen<{ readonly job: JobId; readonly sample: SampleId }>('../../editors/image/index.tsx');

/** The page of the place one is at. */
export function Pages() {
  const client = useClient();
  const project = useWorkspace((s) => s.workspace?.project ?? null);
  const page = <Suspense fallback={<Loading />}><Page /></Suspense>;
  // The copy of the state lives as long as the workspace is open, wherever one is in it.
  return project === null ? page : <OpenIndex key={project} client={client} project={project} fallback={<Loading />}>{page}</OpenIndex>;
}

function Page(): ReactNode {
  const route = useRoute();
  const { workspace, catalog } = useWorkspace();
  if (workspace === undefined) return <Loading />;
  if (route.page === 'home') return <Home />;
  if (route.page === 'settings') return <Settings section={route.section} />;
  if (workspace === null) return <Home />;
  if (!catalog) return <Loading />;
  switch (route.page) {
    case 'datasets': return <Datasets />;
    case 'jobs': return <Jobs />;
    case 'dataset': return catalog.datasets.some((d) => d.id === route.dataset) ? <DatasetPage key={route.dataset} dataset={route.dataset} /> : <Gone dataset={route.dataset} />;
    case 'job': return catalog.jobs.some((j) => j.id === route.job) ? <JobPage key={route.job} job={route.job} /> : <Gone job={route.job} />;
    case 'sample': return catalog.jobs.some((j) => j.id === route.job) ? <ImageEditor key={route.job} job={route.job} sample={route.sample} /> : <Gone job={route.job} />;
    default: return never(route);
  }
}

function Loading() {
  return (
    <div className={classes.loading} aria-busy="true" aria-label={t('common.loading')}>
      <Skeleton width={220} height={24} />
      <Skeleton height={96} />
      <Skeleton height={48} />
      <Skeleton height={48} />
    </div>
  );
}
