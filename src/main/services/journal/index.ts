export type { JournalOptions } from './context';
export { paths } from './layout';
export { verifyWorkspace } from './verify';
export type { VerifyCounts, VerifyOptions, VerifyReport } from './verify-types';
export { RESERVE_BYTES } from './disk-space';
export { folderWarnings } from './folder-warnings';
export { createJournal, openJournal } from './open';
export type { EventLocation, Heads, Journal, JournalEntry } from './types';
export { createWorkspaceFiles, readWorkspaceFile, LAYOUT_VERSION, type WorkspaceFile } from './workspace';
