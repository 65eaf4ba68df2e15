/** Which of the application's dialogs is open. Screens open them from here and need not know them. */
import { create } from 'zustand';
import type { Place, PlaceId } from '../../shared/contract/api';
import type { DatasetId, JobId } from '../../shared/kernel/ids';

/** A file that was dropped on the window. */
export interface DroppedFile {
  readonly file: File;
  /** Where it lay in what was dropped: `quay/march/a.jpg`. */
  readonly path: string;
}

/** A dropped file of a kind that is taken, and why it is not. */
export interface RefusedFile {
  /** As in `DroppedFile`. */
  readonly path: string;
  readonly reason: 'empty' | 'unreadable';
}

export type Dialog =
  | { readonly kind: 'open-workspace' }
  | { readonly kind: 'new-workspace'; readonly folder?: Place }
  | { readonly kind: 'new-dataset'; readonly folder?: Place }
  /** `dataset` null: into a new one. `others`: how many were dropped beside that are neither samples nor labels; `refused`: what else stays out. */
  | { readonly kind: 'add-files'; readonly dataset: DatasetId | null; readonly files: readonly DroppedFile[]; readonly labels: readonly DroppedFile[]; readonly others: number; readonly refused: readonly RefusedFile[] }
  | { readonly kind: 'read-texts'; readonly dataset: DatasetId }
  | { readonly kind: 'drop-labels'; readonly job: JobId; readonly files: readonly DroppedFile[] }
  | { readonly kind: 'new-job'; readonly dataset?: DatasetId }
  /** `as`: the format to read it as; a folder may hold files of several. */
  | { readonly kind: 'import'; readonly job: JobId; readonly place?: PlaceId; readonly as?: string }
  | { readonly kind: 'export'; readonly job: JobId }
  | { readonly kind: 'keys' }
  | { readonly kind: 'palette' };

export const useDialogs = create<{ readonly dialog: Dialog | null; readonly tasksOpen: boolean; readonly railInEditor: boolean }>(() => ({ dialog: null, tasksOpen: false, railInEditor: false }));

export function openDialog(dialog: Dialog): void {
  useDialogs.setState({ dialog });
}
export function closeDialog(): void {
  useDialogs.setState({ dialog: null });
}
export function showTasks(open: boolean): void {
  useDialogs.setState({ tasksOpen: open });
}

/** In editors the rail stands away unless asked for; not remembered. */
export function showRailInEditor(shown: boolean): void {
  useDialogs.setState({ railInEditor: shown });
}
