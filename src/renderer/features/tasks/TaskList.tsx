import { useEffect, useState } from 'react';
import type { TaskInfo } from '../../../shared/contract/api';
import { windowClock } from '../../client';
import { IconX } from '@tabler/icons-react';
import { forgetTasks, isOver, secondsLeft, showTasks, useClient } from '../../session';
import { IconButton, Meter, t } from '../../ui';
import { cx } from '../../ui/cx';
import { report } from '../frame/report';
import classes from './TaskList.module.css';
import { interruptedText, problemLines, taskOutcome, taskProblems, taskTitle } from './words';

const SHOWN = 200;

/** What runs and what ran: progress, time left, cancel, outcome, and what could not be done with its reasons. */
export function TaskList({ tasks }: { readonly tasks: readonly TaskInfo[] }) {
  const client = useClient();
  const over = tasks.filter(isOver);
  return (
    <section className={classes.list} aria-label={t('tasks.title')}>
      <div className={classes.head}>
        <h2>{t('tasks.title')}</h2>
        {over.length > 0 ? <button type="button" className={classes.link} onClick={() => report(forgetTasks(client, over.map((task) => task.id)))}>{t('tasks.clear')}</button> : null}
        <IconButton label={t('common.close')} icon={<IconX size={16} stroke={1.75} />} onClick={() => showTasks(false)} />
      </div>
      {tasks.length === 0 ? <div className={classes.none}>{t('tasks.none')}<p>{t('tasks.none-hint')}</p></div> : tasks.map((task) => <One key={task.id} task={task} />)}
    </section>
  );
}

function One({ task }: { readonly task: TaskInfo }) {
  const client = useClient();
  const [open, setOpen] = useState(false);
  const now = useNow(!isOver(task));
  const left = secondsLeft(task, now);
  const title = taskTitle(task);
  const problems = taskProblems(task);
  return (
    <article className={classes.task} aria-label={title}>
      <div className={classes.line}>
        <b title={title}>{title}</b>
        <span className={cx(classes.quiet, task.state === 'failed' && classes.bad, task.state === 'interrupted' && classes.warn)}>{statusText(task, left)}</span>
      </div>
      {isOver(task) ? null : <Meter label={title} parts={[{ share: task.total > 0 ? task.done / task.total : 0 }]} />}
      <div className={classes.line}>
        <span className={classes.wrap}>{detailText(task)}</span>
        {isOver(task) ? null : <button type="button" className={classes.link} aria-label={t('tasks.cancel', { title })} onClick={() => report(client.request('task.cancel', { task: task.id }))}>{t('common.cancel')}</button>}
        {task.again ? <button type="button" className={classes.link} aria-label={t('tasks.again-name', { title })} onClick={() => report(client.request('task.again', { task: task.id }))}>{t('tasks.again')}</button> : null}
      </div>
      {problems === null ? null : (
        <div className={classes.line}>
          <span className={cx(classes.wrap, classes.warn)}>{problems}</span>
          {task.failures.length > 0 ? <button type="button" className={classes.link} aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t('tasks.hide-problems') : t('tasks.show-problems')}</button> : null}
        </div>
      )}
      {open || (task.state === 'failed' && task.failures.length > 0) ? (
        <ul className={classes.problems} tabIndex={0} aria-label={problems ?? title}>
          {problemLines(task).slice(0, SHOWN).map((line, i) => <li key={i} dir="auto">{line}</li>)}
          {task.problems > Math.min(SHOWN, task.failures.length) && task.failures.length > 0 ? <li>{t('common.and-more', { count: task.problems - Math.min(SHOWN, task.failures.length) })}</li> : null}
        </ul>
      ) : null}
    </article>
  );
}

function statusText(task: TaskInfo, left: number | null): string {
  switch (task.state) {
    case 'waiting': return t('tasks.waiting');
    case 'running': return left === null ? '' : t('tasks.left', { seconds: left });
    case 'done': return t('tasks.done');
    case 'failed': return t('tasks.failed');
    case 'cancelled': return t('tasks.cancelled');
    case 'interrupted': return t('tasks.interrupted');
  }
}

function detailText(task: TaskInfo): string {
  if (task.state === 'interrupted') return interruptedText(task);
  if (isOver(task)) return taskOutcome(task) || (task.ended === null ? '' : t('tasks.took', { seconds: (task.ended - task.started) / 1000 }));
  if (task.total > 0) return t('tasks.progress', { done: task.done, total: task.total });
  return task.done > 0 ? t('tasks.done-so-far', { done: task.done }) : '';
}

/** The time, once a second while it matters. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(windowClock.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(windowClock.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
