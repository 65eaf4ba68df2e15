import type { HistoryState } from '../../../shared/contract/api';
import type { JobId } from '../../../shared/kernel/ids';
import type { Routes, WorkspaceSession } from '../types';
import { rowPart } from './row-part';

/** What a window changes. Answered only after the events are on the disk. */
export const journalRoutes = {
  'journal.commit': async ({ job, command, drafts }, call) => {
    const workspace = call.workspace();
    const { events, cursor } = await workspace.commits.commit(call.origin, command, drafts);
    return { cursor, events, history: job === null ? null : historyAfter(workspace, job) };
  },
  'classes.set-many': async ({ job, command, mode, labels, parts }, call) => {
    const workspace = call.workspace();
    const { committed, changed } = await workspace.commits.classesSetMany(call.origin, job, rowPart(parts), mode, labels, command);
    return { cursor: committed.cursor, changed, history: historyAfter(workspace, job) };
  },
  'marks.set-many': async ({ job, command, field, to, parts }, call) => {
    const workspace = call.workspace();
    const { committed, changed } = await workspace.commits.marksSetMany(call.origin, job, rowPart(parts), field, to, command);
    return { cursor: committed.cursor, changed, history: historyAfter(workspace, job) };
  },
} satisfies Routes;

/**
 * The history of a job in which something was saved. Where the job is gone by now (what is sent again was saved long ago,
 * or it says that the job is deleted) there is none to use, and "refused" would be wrong: it is on the disk.
 */
function historyAfter({ commits, state }: WorkspaceSession, job: JobId): HistoryState {
  return state.catalog().jobs.some(({ id }) => id === job) ? commits.history(job) : { undo: null, redo: null };
}
