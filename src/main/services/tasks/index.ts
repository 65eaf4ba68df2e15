/** Long work: progress, time, cancel, history. Runs in the host; windows see `TaskInfo`s. */
export { Tasks } from './tasks';
export type { Again, TaskContext, TaskHistory, TaskRecord } from './types';
