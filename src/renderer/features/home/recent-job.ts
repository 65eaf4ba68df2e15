import type { RecentJob, RecentWorkspace } from '../../../shared/contract/api';
import { readRoute, readStop, workKey, type Route, type Stop } from '../../session';

export interface LastWork {
  readonly job: RecentJob;
  /** The place to go on at. */
  readonly route: Route;
  readonly stop: Stop | null;
}

/** The job somebody worked on last in a workspace of the list (else its newest), and where they stopped; null without jobs. */
export function recentJob(workspace: RecentWorkspace, lastPlaces: Readonly<Record<string, unknown>>): LastWork | null {
  const stored = lastPlaces[workKey(workspace)];
  const route = readRoute(stored);
  const known = route?.page === 'job' || route?.page === 'sample' ? workspace.jobs.find((j) => j.job === route.job) : undefined;
  if (route && known) return { job: known, route, stop: route.page === 'sample' ? readStop(stored) : null };
  const newest = workspace.jobs.at(-1);
  return newest ? { job: newest, route: { page: 'job', job: newest.job }, stop: null } : null;
}
