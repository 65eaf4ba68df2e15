/** Long work of the host as this window shows it. */
import { create } from 'zustand';
import type { TaskId, TaskInfo } from '../../shared/contract/api';
import type { Client } from '../client';

export const useTasks = create<{ readonly tasks: readonly TaskInfo[] }>(() => ({ tasks: [] }));

type Ended = (task: TaskInfo) => void;
const waiting = new Map<TaskId, Set<Ended>>();

export function isOver(task: TaskInfo): boolean {
  return task.state !== 'running' && task.state !== 'waiting';
}

/** Calls `ended` once, when the task is over (also when it is over already). Answers how to give up waiting. */
export function onTaskEnd(id: TaskId, ended: Ended): () => void {
  const task = useTasks.getState().tasks.find((t) => t.id === id);
  if (task && isOver(task)) {
    ended(task);
    return () => undefined;
  }
  const set = waiting.get(id) ?? new Set();
  set.add(ended);
  waiting.set(id, set);
  return () => set.delete(ended);
}

/** Seconds that are left at the pace so far; null while that cannot be said. */
export function secondsLeft(task: TaskInfo, now: number): number | null {
  if (task.state !== 'running' || task.total <= 0 || task.done <= 0) return null;
  const spent = (now - task.started) / 1000;
  if (spent < 2) return null;
  return (spent / task.done) * Math.max(0, task.total - task.done);
}

/** Newest first, running ones before those that are over. */
export function inOrder(tasks: readonly TaskInfo[]): readonly TaskInfo[] {
  return [...tasks].sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || b.started - a.started);
}

function take(task: TaskInfo): void {
  useTasks.setState(({ tasks }) => ({ tasks: inOrder([...tasks.filter((t) => t.id !== task.id), task]) }));
  if (!isOver(task)) return;
  const listeners = waiting.get(task.id);
  waiting.delete(task.id);
  for (const ended of listeners ?? []) ended(task);
}

/** Takes tasks that are over off the list, here and in the history. */
export async function forgetTasks(client: Client, ids: readonly TaskId[]): Promise<void> {
  await client.request('task.forget', { tasks: ids });
  useTasks.setState(({ tasks }) => ({ tasks: tasks.filter((task) => !ids.includes(task.id) || !isOver(task)) }));
}

/** Follows the tasks until the answer is called. */
export function followTasks(client: Client): () => void {
  const read = (): void => {
    client.request('tasks.list', {}).then(({ tasks }) => {
      useTasks.setState({ tasks: inOrder(tasks) });
      for (const task of tasks) if (isOver(task)) take(task);
    }, () => useTasks.setState({ tasks: [] }));
  };
  const stops = [client.onPush('task', ({ task }) => take(task)), client.onPush('workspace.changed', read), client.onStale(read)];
  read();
  return () => stops.forEach((stop) => stop());
}
