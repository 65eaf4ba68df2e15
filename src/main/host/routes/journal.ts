import type { Routes } from '../types';
import { rowPart } from './row-part';

/** What a window changes. Answered only after the events are on the disk. */
export const journalRoutes = {
  'journal.commit': async ({ job, command, drafts }, call) => {
    const { commits } = call.workspace();
    const { events, cursor } = await commits.commit(call.origin, command, drafts);
    return { cursor, events, history: job === null ? null : commits.history(job) };
  },
  'classes.set-many': async ({ job, command, mode, labels, parts }, call) => {
    const { commits } = call.workspace();
    const { committed, changed } = await commits.classesSetMany(call.origin, job, rowPart(parts), mode, labels, command);
    return { cursor: committed.cursor, changed, history: commits.history(job) };
  },
  'marks.set-many': async ({ job, command, field, to, parts }, call) => {
    const { commits } = call.workspace();
    const { committed, changed } = await commits.marksSetMany(call.origin, job, rowPart(parts), field, to, command);
    return { cursor: committed.cursor, changed, history: commits.history(job) };
  },
} satisfies Routes;
