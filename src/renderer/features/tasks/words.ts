import type { TaskInfo } from '../../../shared/contract/api';
import { failureText, t, words } from '../../ui';

/** What a task does, in words. */
export function taskTitle(task: TaskInfo): string {
  return words().find(task.title, task.values) ?? t('task.other');
}

/** "12 files could not be read"; null when there were no problems. */
export function taskProblems(task: TaskInfo): string | null {
  if (task.problems === 0) return null;
  const reading = /scan|measure|sync|inbox/.test(task.title);
  return reading ? t('tasks.unread', { count: task.problems }) : t('tasks.problems', { count: task.problems });
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
