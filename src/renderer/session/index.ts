/** What this window knows and where it is. */
export { afterFrame } from './after-frame';
export { applyDrafts, type Proposed } from './apply-drafts';
export type { ClientPort, OutboxPort } from './client-port';
export { toggled, useEditorSession, type Clip, type EditorSession, type Naming, type PanelTab, type ToolName } from './editor-session';
export { failureOf, isCancelled, useAppInfo, useAsk, useClient, type Asked } from './client';
export { useConnection } from './connection';
export { useCrumbName, useNameCrumb } from './crumb';
export { closeDialog, openDialog, showTasks, useDialogs, type Dialog, type DroppedFile } from './dialogs';
export { usePanel } from './panels';
export { newLabel } from './new-label';
export { currentRoute, go, navigate, readRoute, useRoute, useScreen, type Route } from './router';
export { useSaved, whileSaving } from './saved';
export { setSetting, useSettings, type Settings } from './settings';
export { forgetTasks, isOver, onTaskEnd, secondsLeft, useTasks } from './tasks';
export { enterWorkspace, isReadOnly, isStanding, noteStop, readStop, useDataset, useJob, useLabelSet, useLastWork, useReadOnly, useWorkspace, workKey, type Stop } from './workspace';
export type { SampleFile } from './loaded-samples';
export type { Pending } from './commit-sender';
export { WorkStore, type Overtaken } from './work-store';
