import type { RecentJob, RecentWorkspace } from '../../../shared/contract/api';
import { readRoute, workKey, type Route } from '../../session';

/** The job somebody worked on last in a workspace of the list (else its newest), and the place to go on at; null without jobs. */
export function recentJob(workspace: RecentWorkspace, lastPlaces: Readonly<Record<string, unknown>>): { readonly job: RecentJob; readonly route: Route } | null {
  const route = readRoute(lastPlaces[workKey(workspace)]);
  const known = route?.page === 'job' || route?.page === 'sample' ? workspace.jobs.find((j) => j.job === route.job) : undefined;
  if (route && known) return { job: known, route };
  const newest = workspace.jobs.at(-1);
  return newest ? { job: newest, route: { page: 'job', job: newest.job } } : null;
}
