import type { Routes } from '../types';

/** Undo and redo. `command` is the one the window shows as next; another one was done meanwhile: 'history-moved'. */
export const historyRoutes = {
  'history.state': ({ job }, call) => Promise.resolve(call.workspace().commits.history(job)),
  'history.undo': ({ job, command }, call) => call.workspace().commits.undo(call.origin, job, command),
  'history.redo': ({ job, command }, call) => call.workspace().commits.redo(call.origin, job, command),
} satisfies Routes;
