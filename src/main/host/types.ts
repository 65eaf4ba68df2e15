/** What routes work with. The composition root (`create-host.ts`) builds it; nothing else does. */
import type { AnswerOf, AppInfo, PlaceId, PushName, Pushes, RequestName, RequestOf, WorkspaceInfo } from '../../shared/contract/api';
import type { Places } from './places/places';
import type { Recent } from './recent';
import type { Settings } from './settings';
import type { Clock } from '../ports/clock';
import type { FileSystem } from '../ports/file-system';
import type { Random } from '../ports/random';
import type { LabelingCommits } from '../services/commits/types';
import type { Datasets } from '../services/datasets/types';
import type { Exchange } from '../services/exchange/types';
import type { Journal } from '../services/journal/types';
import type { Media } from '../services/media/types';
import type { Roots } from '../services/roots/types';
import type { FoldedState } from '../services/state/types';
import type { Tasks } from '../services/tasks';

/** One open workspace, shared by all windows on it. */
export interface WorkspaceSession {
  readonly info: WorkspaceInfo;
  /** Absolute path of the workspace folder. */
  readonly dir: string;
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly journal: Journal;
  readonly state: FoldedState;
  readonly commits: LabelingCommits;
  readonly tasks: Tasks;
  readonly roots: Roots;
  readonly media: Media;
  readonly datasets: Datasets;
  readonly exchange: Exchange;
}

/** The system's own choosers; absent on the Node host, which draws its own. */
export interface Dialogs {
  /** Absolute path, null when the person cancelled. */
  choose(purpose: 'open-workspace' | 'choose-folder' | 'choose-file' | 'save-folder'): Promise<string | null>;
}

/** The program around the workspaces, as one window sees it. */
export interface Program {
  readonly places: Places;
  readonly settings: Settings;
  readonly recent: Recent;
  /** Counts the open workspace of this window anew for the list of recent ones. */
  look(): Promise<void>;
  readonly dialogs: Dialogs | null;
  /** Absolute paths that a person starts from. */
  startPlaces(): readonly string[];
  /** Opens a workspace in this window, closing the one it had. `create`: name of a new one at `dir`. */
  open(dir: string, create?: string): Promise<WorkspaceInfo>;
  /** Opens the samples workspace, made at the first time. */
  openSamples(): Promise<WorkspaceInfo>;
  /** Once the one it had before a reload is open again. */
  current(): Promise<WorkspaceInfo | null>;
  leave(): void;
}

/** One call of one window. */
export interface CallContext {
  /** Identifies the window for the length of its connection. */
  readonly origin: string;
  readonly signal: AbortSignal;
  readonly app: AppInfo;
  /** What belongs to the program, not to a workspace. Only for the routes of `app`, `places`, `workspaces`, `settings`. */
  readonly program: Program;
  /** The open workspace; throws FailureError 'no-workspace' when there is none. */
  workspace(): WorkspaceSession;
  /** Absolute path of a place handle; throws FailureError 'unknown-place'. */
  pathOf(place: PlaceId): string;
  push<N extends PushName>(topic: N, body: Pushes[N], to: 'all' | 'others' | 'me'): void;
}

/**
 * Contract -> services, one file per area under `routes/`: `export const xRoutes = { … } satisfies Routes` (not `: Routes`,
 * so that the compiler can see which requests are answered). Together they must answer every request.
 */
export type Routes = { readonly [N in RequestName]?: (request: RequestOf<N>, call: CallContext) => Promise<AnswerOf<N>> };
