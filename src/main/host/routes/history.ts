import type { Routes } from '../types';

/** Undo and redo. `command` is the one the window shows as next; another one was done meanwhile: 'history-moved'. */
export const historyRoutes = {
  'history.state': ({ of }, call) => Promise.resolve(call.workspace().commits.history(of)),
  'history.undo': ({ of, command }, call) => call.workspace().commits.undo(call.origin, of, command),
  'history.redo': ({ of, command }, call) => call.workspace().commits.redo(call.origin, of, command),
} satisfies Routes;
