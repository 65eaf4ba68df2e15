export { applyDrafts, type Proposed } from './apply-drafts';
export type { ClientPort, OutboxEntry, OutboxPort } from './client-port';
export { toggled, useEditorSession, type Clip, type EditorSession, type PanelTab, type ToolName } from './editor-session';
export { WorkStore, type Pending } from './work-store';
