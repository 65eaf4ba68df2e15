/** Work that takes long and goes on beside the window. */
import type { Failure } from '../../kernel/result';
import type { TaskId } from './basics';

/** `interrupted`: the program ended, or was killed, while it ran. */
export type TaskState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export interface TaskInfo {
  readonly id: TaskId;
  /** Key of the message catalogue and its values, e.g. `task.scan`. */
  readonly title: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly state: TaskState;
  readonly done: number;
  /** 0 = not known yet. */
  readonly total: number;
  readonly started: number;
  readonly ended: number | null;
  /** What it could not do, at most 1,000; `problems` is the full count. */
  readonly failures: readonly Failure[];
  readonly problems: number;
  /** Task-specific outcome: counts for the words shown when it ends. */
  readonly outcome: Readonly<Record<string, string | number | boolean>>;
  /** It did not finish, and can be started once more (`task.again`). */
  readonly again: boolean;
}

export interface TaskRequests {
  'tasks.list': [Record<string, never>, { readonly tasks: readonly TaskInfo[] }];
  'task.cancel': [{ readonly task: TaskId }, Record<string, never>];
  /** Does the work of a task once more that was interrupted or cancelled, or failed. Answers with the new task. */
  'task.again': [{ readonly task: TaskId }, { readonly task: TaskId }];
  /** Takes tasks that are over off the list. */
  'task.forget': [{ readonly tasks: readonly TaskId[] }, Record<string, never>];
}
