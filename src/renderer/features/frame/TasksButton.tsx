import { Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { TaskId } from '../../../shared/contract/api';
import { isOver, showTasks, useClient, useDialogs, useTasks } from '../../session';
import { Ring, t, toast } from '../../ui';
import { taskProblems, taskTitle } from '../tasks/words';
import { TaskList } from '../tasks/TaskList';
import classes from './Frame.module.css';
import { report } from './report';

/** A small ring while something runs; opens the list. Says when something ended that could not do everything. */
export function TasksButton() {
  const tasks = useTasks((s) => s.tasks);
  const open = useDialogs((s) => s.tasksOpen);
  useProblemToasts();
  const running = tasks.filter((task) => !isOver(task));
  if (tasks.length === 0 && !open) return null;
  const total = running.reduce((sum, task) => sum + task.total, 0);
  const done = running.reduce((sum, task) => sum + Math.min(task.done, task.total), 0);
  const trouble = tasks.some((task) => task.state === 'failed' || (task.state === 'interrupted' && task.again));
  return (
    <Popover opened={open} onChange={showTasks} position="bottom-end" offset={6} trapFocus returnFocus transitionProps={{ duration: 0 }} width={400} styles={{ dropdown: { padding: 0, border: 'var(--line-width) solid var(--line)', background: 'var(--raised)', borderRadius: 'var(--radius)', boxShadow: 'var(--shadow)' } }}>
      <Popover.Target>
        <button type="button" className={classes.status} aria-expanded={open} onClick={() => showTasks(!open)}>
          {running.length > 0 ? <Ring share={total > 0 ? done / total : 0} /> : trouble ? <IconAlertTriangle size={16} stroke={1.75} className={classes.bad} aria-hidden="true" /> : null}
          {running.length > 0 ? t('frame.tasks', { count: running.length }) : t('tasks.title')}
        </button>
      </Popover.Target>
      <Popover.Dropdown><TaskList tasks={tasks} /></Popover.Dropdown>
    </Popover>
  );
}

/** Interrupted tasks that were told of in this window. */
const told = new Set<TaskId>();

function useProblemToasts(): void {
  const client = useClient();
  const tasks = useTasks((s) => s.tasks);
  const running = useRef(new Set<TaskId>());
  useEffect(() => {
    for (const task of tasks) {
      if (!isOver(task)) running.current.add(task.id);
      else if (running.current.delete(task.id) && (task.state === 'failed' || (task.problems > 0 && task.state === 'done'))) {
        const problems = taskProblems(task);
        toast(t('tasks.ended-with-problems', { title: taskTitle(task), problems: task.state === 'failed' ? t('tasks.failed') : problems ?? '' }), { tone: task.state === 'failed' ? 'bad' : 'warn', lasts: 12_000, action: { label: t('tasks.show'), run: () => showTasks(true) } });
      }
      if (task.state === 'interrupted' && task.again && !told.has(task.id)) {
        told.add(task.id);
        toast(t('tasks.was-interrupted', { title: taskTitle(task) }), { tone: 'warn', lasts: 20_000, action: { label: t('tasks.again'), run: () => report(client.request('task.again', { task: task.id })) } });
      }
    }
  }, [tasks, client]);
}
