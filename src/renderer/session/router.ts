/**
 * Where the window is. Places have no addresses: the browser's history holds only numbers, so that its back and
 * forward buttons work and nothing about the data stands in an address bar.
 */
import { create } from 'zustand';
import type { DatasetId, JobId, SampleId } from '../../shared/kernel/ids';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'datasets' }
  | { readonly page: 'dataset'; readonly dataset: DatasetId }
  | { readonly page: 'jobs' }
  | { readonly page: 'job'; readonly job: JobId }
  | { readonly page: 'sample'; readonly job: JobId; readonly sample: SampleId }
  | { readonly page: 'settings'; readonly section: SettingsSection };

export const SETTINGS_SECTIONS = ['appearance', 'keys', 'privacy', 'about'] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

export interface RouterState {
  readonly trail: readonly Route[];
  readonly at: number;
}

const LONGEST = 200;
const HOME: Route = { page: 'home' };
const START: RouterState = { trail: [HOME], at: 0 };

export const useRouter = create<RouterState>(() => START);

/** The place shown now. */
export function useRoute(): Route {
  return useRouter((s) => s.trail[s.at] ?? HOME);
}

/** The place last given out as a screen. */
let screen: Route | undefined;

/** The screen one is on: the place, but all samples of a job are one screen. What stands around samples need not be drawn anew at every step through them. */
export function useScreen(): Route {
  return useRouter((s) => {
    const route = s.trail[s.at] ?? HOME;
    if (!(screen?.page === 'sample' && route.page === 'sample' && screen.job === route.job)) screen = route;
    return screen;
  });
}

export function currentRoute(): Route {
  const { trail, at } = useRouter.getState();
  return trail[at] ?? HOME;
}

/** The trail after going to `route`. Going where one is changes nothing; `replace` leaves no way back to the place left. */
export function visit(state: RouterState, route: Route, replace: boolean): RouterState {
  if (sameRoute(state.trail[state.at], route)) return state;
  const kept = state.trail.slice(0, replace ? state.at : state.at + 1);
  const trail = [...kept, route].slice(-LONGEST);
  return { trail, at: trail.length - 1 };
}

export function sameRoute(a: Route | undefined, b: Route): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}

/** Somebody went somewhere since the window opened; going where one is counts. */
let went = false;

/** The workspace that places belong to; null: none. */
let owner: string | null = null;

/** What the browser's history holds of a place: it outlives the trail, which a reload forgets. */
interface Entry {
  readonly at: number;
  /** Null: not known yet when it was written; the trail knows. */
  readonly route: Route | null;
  readonly owner: string | null;
}

function entryOf({ trail, at }: RouterState): Entry {
  return { at, route: trail[at] ?? HOME, owner };
}

/** Goes to a place. `replace`: stepping through samples should not need as many steps back. */
export function navigate(route: Route, options: { readonly replace?: boolean } = {}): void {
  went = true;
  const before = useRouter.getState();
  const after = visit(before, route, options.replace ?? false);
  if (after === before) return;
  useRouter.setState(after, true);
  // Replaced, the number in the browser's history is the same: writing it again would cost a millisecond.
  if (typeof history !== 'undefined' && !options.replace) history.pushState(entryOf(after), '');
}

export function canGo(state: RouterState, by: -1 | 1): boolean {
  return state.trail[state.at + by] !== undefined;
}

/** One step back or forward, if there is one. */
export function go(by: -1 | 1): void {
  if (canGo(useRouter.getState(), by)) history.go(by);
}

/** Forgets the trail: another workspace (`project`) is open. */
export function resetRouter(route: Route, project: string | null): void {
  owner = project;
  useRouter.setState({ trail: [route], at: 0 }, true);
  history.replaceState(entryOf(useRouter.getState()), '');
}

/** The trail with `route` as its beginning, when the person went elsewhere before it was known: they stay, and it lies behind them. */
export function begunAt(state: RouterState, route: Route): RouterState {
  if (state.at === 0) return { ...state };
  return { ...state, trail: [route, ...state.trail.slice(1)] };
}

/** The window learned where it stood when it was left: it goes there, unless somebody went somewhere meanwhile. */
export function restore(route: Route, project: string | null): void {
  owner = project;
  if (went) useRouter.setState(begunAt(useRouter.getState(), route), true);
  else resetRouter(route, project);
}

/** Follows the browser's own back and forward until the answer is called. */
export function listenToHistory(): () => void {
  // Where a window begins is learnt later; until then somebody may have gone on, and this entry lies behind them.
  const unknown: Entry = { at: useRouter.getState().at, route: null, owner: null };
  history.replaceState(unknown, '');
  const moved = (event: PopStateEvent): void => {
    const after = arrivedAt(useRouter.getState(), event.state, owner);
    if (after) useRouter.setState(after, true);
  };
  window.addEventListener('popstate', moved);
  return () => window.removeEventListener('popstate', moved);
}

/**
 * The trail after the browser went to one of its entries; null: nowhere. An entry from before a reload brings its place
 * along, one of another workspace leads nowhere.
 */
export function arrivedAt(state: RouterState, entry: unknown, project: string | null): RouterState | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { at, route, owner: of } = entry as Readonly<Record<string, unknown>>;
  if (typeof at !== 'number' || (of !== null && of !== project)) return null;
  const place = readRoute(route) ?? readSettings(route);
  const known = state.trail[at];
  // Stepping through samples changes the place of an entry, not the entry: of one job the trail knows better.
  if (known && (place === null || screenOf(known) === screenOf(place))) return { ...state, at };
  return place ? { trail: [place], at: 0 } : null;
}

/** Settings are a place to go back to, not one to begin at. */
function readSettings(value: unknown): Route | null {
  const { page, section } = (value ?? {}) as { readonly page?: unknown; readonly section?: unknown };
  const found = SETTINGS_SECTIONS.find((one) => one === section);
  return page === 'settings' && found ? { page, section: found } : null;
}

function screenOf(route: Route): string {
  return route.page === 'sample' ? `sample ${route.job}` : JSON.stringify(route);
}

/** A remembered place, if it has the form of one (settings are written by hand too). */
export function readRoute(value: unknown): Route | null {
  if (typeof value !== 'object' || value === null) return null;
  const { page, dataset, job, sample } = value as Readonly<Record<string, unknown>>;
  const id = (x: unknown): x is string => typeof x === 'string' && /^[0-9a-f]{32}$/.test(x);
  switch (page) {
    case 'home': case 'datasets': case 'jobs': return { page };
    case 'dataset': return id(dataset) ? { page, dataset: dataset as DatasetId } : null;
    case 'job': return id(job) ? { page, job: job as JobId } : null;
    case 'sample': return id(job) && id(sample) ? { page, job: job as JobId, sample: sample as SampleId } : null;
    default: return null;
  }
}
