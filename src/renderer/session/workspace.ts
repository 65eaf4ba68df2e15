/** The open workspace and what is in it (datasets, jobs, label sets), kept in step by pushes. */
import { create } from 'zustand';
import type { Catalog, WorkspaceInfo } from '../../shared/contract/api';
import type { Dataset } from '../../shared/domain/dataset';
import type { Job } from '../../shared/domain/job';
import type { LabelSet } from '../../shared/domain/label-set';
import type { DatasetId, JobId, LabelSetId, SampleId } from '../../shared/kernel/ids';
import type { Client } from '../client';
import { keepPlace, keptPlace } from '../client/window-place';
import { currentRoute, readRoute, resetRouter, restore, useRouter, type Route } from './router';
import { setTrouble } from './saved';
import { setSetting, useSettings } from './settings';

interface WorkspaceState {
  /** undefined = not known yet. */
  readonly workspace: WorkspaceInfo | null | undefined;
  readonly catalog: Catalog | null;
}

export const useWorkspace = create<WorkspaceState>(() => ({ workspace: undefined, catalog: null }));

export const useDataset = (id: DatasetId): Dataset | null => useWorkspace((s) => s.catalog?.datasets.find((d) => d.id === id) ?? null);
export const useJob = (id: JobId): Job | null => useWorkspace((s) => s.catalog?.jobs.find((j) => j.id === id) ?? null);
export const useLabelSet = (id: LabelSetId | null): LabelSet | null => useWorkspace((s) => s.catalog?.labelSets.find((l) => l.id === id) ?? null);

/** True where the open workspace can only be looked at: whatever writes is off, and says why. */
export const useReadOnly = (): boolean => useWorkspace((s) => s.workspace?.readOnly ?? false);
export const isReadOnly = (): boolean => useWorkspace.getState().workspace?.readOnly ?? false;

const STANDING: ReadonlySet<string> = new Set(['disk-low', 'disk-reserve-used']);

/** Warnings that come and go with the disk: shown as long as they last, not said once. */
export function isStanding(code: string): boolean {
  return STANDING.has(code);
}

/**
 * This window is in that workspace now (null: in none): reads what is in it and goes to the last place there. While the
 * window loads, a place that somebody chose goes before the last one.
 */
export function enterWorkspace(client: Client, workspace: WorkspaceInfo | null): void {
  const before = useWorkspace.getState().workspace;
  const same = before?.project === workspace?.project;
  useWorkspace.setState(same ? { workspace } : { workspace, catalog: null });
  if (!same) (before === undefined ? restore : resetRouter)(workspace ? lastPlaceOf(workspace) : { page: 'home' }, workspace?.project ?? null);
  if (!workspace) return;
  client.request('state.catalog', {}).then(
    ({ catalog }) => useWorkspace.setState({ catalog }),
    () => useWorkspace.setState({ catalog: null }),
  );
}

/** Follows the workspace until the answer is called. */
export function followWorkspace(client: Client): () => void {
  const arrive = (workspace: WorkspaceInfo | null): void => {
    setTrouble(null);
    enterWorkspace(client, workspace);
  };
  const read = (): void => {
    client.request('workspace.current', {}).then(({ workspace }) => arrive(workspace), () => undefined);
  };
  const stops = [
    client.onPush('workspace.changed', ({ workspace }) => arrive(workspace)),
    client.onPush('workspace.warnings', ({ warnings }) => useWorkspace.setState((s) => (s.workspace ? { workspace: { ...s.workspace, warnings } } : s))),
    client.onPush('state.patch', ({ catalog }) => { if (catalog) useWorkspace.setState({ catalog }); }),
    client.onPush('journal.trouble', ({ failure }) => setTrouble(failure)),
    client.onStale(read),
    useRouter.subscribe(rememberPlace),
  ];
  read();
  return () => stops.forEach((stop) => stop());
}

function lastPlaceOf(workspace: WorkspaceInfo): Route {
  return readRoute(keptPlace(workspace.project)) ?? readRoute(useSettings.getState().lastPlaces[workspace.project]) ?? { page: 'home' };
}

/** Under which the last job or sample is remembered among the last places. */
export const workKey = (workspace: Pick<WorkspaceInfo, 'project'>): string => `work:${workspace.project}`;

/** The job or sample somebody worked on last in this workspace; null when there is none that is still there. */
export function useLastWork(): Route | null {
  const { workspace, catalog } = useWorkspace();
  const stored = useSettings((s) => (workspace ? s.lastPlaces[workKey(workspace)] : undefined));
  const route = readRoute(stored);
  if (route && (route.page === 'job' || route.page === 'sample') && catalog?.jobs.some((j) => j.id === route.job)) return route;
  const job = catalog?.jobs.at(-1);
  return job ? { page: 'job', job: job.id } : null;
}

/** Where one stopped in a job: which sample, and where it stands in the list that was gone through. */
export interface Stop {
  readonly sample: SampleId;
  readonly name: string;
  /** From 1. */
  readonly position: number;
  readonly count: number;
}

let waiting: ReturnType<typeof setTimeout> | undefined;
let stop: Stop | null = null;

/** The sample that an editor shows stands there in its list; kept with the place, for Home. */
export function noteStop(at: Stop): void {
  stop = at;
  rememberPlace();
}

/** The stop kept with a last place; null when there is none of that form. */
export function readStop(value: unknown): Stop | null {
  const at = typeof value === 'object' && value !== null ? (value as { readonly stop?: unknown }).stop : null;
  if (typeof at !== 'object' || at === null) return null;
  const { sample, name, position, count } = at as Partial<Record<keyof Stop, unknown>>;
  return typeof sample === 'string' && typeof name === 'string' && typeof position === 'number' && typeof count === 'number' ? { sample: sample as SampleId, name, position, count } : null;
}

/** Where the person is: known in this window at once, written a moment after they stop moving about. */
function rememberPlace(): void {
  const { workspace } = useWorkspace.getState();
  const route = currentRoute();
  if (!workspace || route.page === 'settings') return;
  keepPlace(workspace.project, route);
  const { lastPlaces } = useSettings.getState();
  const work = route.page === 'job' || route.page === 'sample' ? [[workKey(workspace), route.page === 'sample' && stop?.sample === route.sample ? { ...route, stop } : route] as const] : [];
  const entries = [[workspace.project, route] as const, ...work];
  if (entries.every(([key, value]) => JSON.stringify(lastPlaces[key]) === JSON.stringify(value))) return;
  const changed = new Set<string>([workspace.project, ...work.map(([key]) => key)]);
  const others = Object.entries(lastPlaces).filter(([key]) => !changed.has(key)).slice(-98);
  useSettings.setState({ lastPlaces: Object.fromEntries([...others, ...entries]) });
  clearTimeout(waiting);
  waiting = setTimeout(() => setSetting('lastPlaces', useSettings.getState().lastPlaces), 400);
}
