/** The program around the workspaces: places, workspaces, settings. */
import type { DataType } from '../../domain/dataset';
import type { JobId, ProjectId } from '../../kernel/ids';
import type { Failure } from '../../kernel/result';
import type { PlaceId } from './basics';

export interface Place {
  readonly place: PlaceId;
  readonly name: string;
  /** For people to read; never sent back. */
  readonly display: string;
  readonly kind: 'folder' | 'file';
  readonly size: number;
  readonly mtime: number;
}

export interface FolderKinds {
  readonly byType: Readonly<Record<DataType, number>>;
  /** Folders inside that were looked into. */
  readonly folders: number;
  readonly complete: boolean;
}

export interface WorkspaceInfo {
  readonly project: ProjectId;
  readonly name: string;
  readonly display: string;
  /** Why promises are weaker here (network folder, cloud-synchronised folder, read only, little space on the disk), as failure codes; [] normally. */
  readonly warnings: readonly Failure[];
  /** Recovery found damage when opening: what, and where the kept bytes are. */
  readonly recovered: readonly Failure[];
  readonly readOnly: boolean;
  /** ms since 1970: when the host opened it. Tells what was found at this opening from what was found at an earlier one. */
  readonly openedAt: number;
}

export interface RecentWorkspace {
  readonly place: PlaceId;
  readonly name: string;
  readonly display: string;
  readonly opened: number;
  readonly reachable: boolean;
  readonly project: ProjectId;
  readonly dataTypes: readonly DataType[];
  readonly samples: number;
  /** The newest 100 jobs, oldest first. Counts are those of the last look, or of now where it is open. */
  readonly jobs: readonly RecentJob[];
}

/** A job of a workspace in the list of recent ones. Samples that were removed do not count. */
export interface RecentJob {
  readonly job: JobId;
  readonly name: string;
  readonly dataType: DataType;
  readonly samples: number;
  readonly labeled: number;
  readonly toConfirm: number;
  /** Samples labeled in an hour, lately; null where too few were labeled one by one. */
  readonly pace: number | null;
}

export interface AppInfo {
  readonly version: string;
  readonly host: 'node' | 'electron';
  readonly platform: string;
  readonly mediaOrigin: string;
  /** True when the system's own dialogs can be used (`places.dialog`). */
  readonly nativeDialogs: boolean;
  /** Run from its sources, or asked to (`LABELWRIGHT_DEV`): offers what only people who work on the program use. */
  readonly development: boolean;
}

export interface ProgramRequests {
  'app.info': [Record<string, never>, AppInfo];

  'places.start': [Record<string, never>, { readonly places: readonly Place[] }];
  'places.browse': [{ readonly place: PlaceId }, { readonly at: Place; readonly parent: Place | null; readonly entries: readonly Place[]; readonly truncated: boolean }];
  /** How many files of which kind lie in a folder and the folders inside, by their names; `complete` false: it looked no further than its limit. */
  'places.kinds': [{ readonly place: PlaceId }, FolderKinds];
  'places.create-folder': [{ readonly place: PlaceId; readonly name: string }, { readonly place: Place }];
  /** Types a path by hand: the host checks it and answers with a handle. Only from the chooser's own field. */
  'places.resolve': [{ readonly text: string }, { readonly place: Place }];
  'places.dialog': [{ readonly purpose: 'open-workspace' | 'choose-folder' | 'choose-file' | 'save-folder' }, { readonly place: Place | null }];

  'workspaces.recent': [Record<string, never>, { readonly workspaces: readonly RecentWorkspace[] }];
  'workspaces.forget': [{ readonly place: PlaceId }, Record<string, never>];
  'workspace.open': [{ readonly place: PlaceId }, WorkspaceInfo];
  'workspace.create': [{ readonly place: PlaceId; readonly name: string }, WorkspaceInfo];
  'workspace.open-samples': [Record<string, never>, WorkspaceInfo];
  'workspace.current': [Record<string, never>, { readonly workspace: WorkspaceInfo | null }];
  'workspace.close': [Record<string, never>, Record<string, never>];

  /** Settings of this person on this machine (theme, keys, panel sizes …): small JSON by key. */
  'settings.get': [Record<string, never>, { readonly values: Readonly<Record<string, unknown>> }];
  'settings.set': [{ readonly key: string; readonly value: unknown }, Record<string, never>];
}
