import type { TaskInfo } from '../../../shared/contract/api';
import { failureText, t, words } from '../../ui';

/** What a task does, in words. */
export function taskTitle(task: TaskInfo): string {
  return words().find(task.title, task.values) ?? t('task.other');
}

const READING = new Set(['task.scan', 'task.measure', 'task.sync', 'task.inbox', 'task.reread']);

/** What is wrong with files that can be read all the same. */
const READ = new Set(['file-misnamed', 'file-encoding']);

/** True when some of the files with problems could be read. */
export function someCouldBeRead(task: Pick<TaskInfo, 'failures'>): boolean {
  return task.failures.some(({ code }) => READ.has(code));
}

/** "12 pictures could not be read", "12 files have problems" where some could be; null when there were none. */
export function taskProblems(task: TaskInfo): string | null {
  const count = task.problems;
  if (count === 0) return null;
  if (task.title === 'task.import') return t('tasks.import-problems', { count });
  if (!READING.has(task.title)) return t('tasks.problems', { count });
  if (someCouldBeRead(task)) return t('tasks.troubled', { count });
  switch (task.values['dataType']) {
    case 'image': return t('tasks.unread-image', { count });
    case 'audio': return t('tasks.unread-audio', { count });
    case 'text': return t('tasks.unread-text', { count });
    case 'video': return t('tasks.unread-video', { count });
    default: return t('tasks.unread', { count });
  }
}

/** What became of work that the end of the program interrupted. */
export function interruptedText(task: TaskInfo): string {
  return READING.has(task.title) ? t('tasks.interrupted-kept') : t('tasks.interrupted-hint');
}

/** What came of it: "4,210 added, 3 missing". Figures without words in the catalogue are left out, zeros too. */
export function taskOutcome(task: TaskInfo): string {
  return Object.entries(task.outcome).flatMap(([name, count]) => {
    if (typeof count !== 'number' || count === 0) return [];
    const text = words().find(`outcome.${name}`, { count });
    return text === null ? [] : [text];
  }).join(', ');
}

/** One line per thing that could not be done. */
export function problemLines(task: TaskInfo): readonly string[] {
  return task.failures.map(failureText);
}
