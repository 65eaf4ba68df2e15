/** What a synchronization found. Nothing that is missing is removed until the person says so, here. */
import type { TaskInfo } from '../../../shared/contract/api';
import { Button, Modal, Note, failureText, t } from '../../ui';
import { someCouldBeRead } from '../tasks/words';
import classes from './dataset.module.css';
import type { Figures } from './figures';
import type { Sync } from './use-sync';

const SHOWN = 20;
const LINES = ['added', 'changed', 'moved', 'back', 'missing'] as const;

export function SyncReportDialog({ task, figures, sync }: { readonly task: TaskInfo; readonly figures: Figures; readonly sync: Sync }) {
  const number = (name: string): number => (typeof task.outcome[name] === 'number' ? task.outcome[name] : 0);
  const lines = LINES.filter((name) => number(name) > 0);
  return (
    <Modal title={t('dataset.sync-title')} onClose={sync.forget} footer={<Button kind="primary" onClick={sync.forget}>{t('common.close')}</Button>}>
      {lines.length === 0 && task.problems === 0 ? <p>{t('dataset.sync-none')}</p> : null}
      <ul className={classes.report}>{lines.map((name) => <li key={name}>{t(`dataset.sync-${name}`, { count: number(name) })}</li>)}</ul>
      {task.problems > 0 ? <Note tone={someCouldBeRead(task) ? 'warn' : 'bad'}>{t(someCouldBeRead(task) ? 'tasks.troubled' : 'dataset.sync-failed', { count: task.problems })}<ul className={classes.report}>{task.failures.slice(0, SHOWN).map((failure, i) => <li key={i}>{failureText(failure)}</li>)}</ul></Note> : null}
      {figures.missing.length > 0 ? <div className={classes.decide}><p>{t('dataset.remove-missing-text')}</p><Button onClick={() => { sync.removeMissing(figures.missing); sync.forget(); }}>{t('dataset.remove-missing', { count: figures.missing.length })}</Button></div> : null}
      {figures.changed.length > 0 ? <div><Button onClick={() => sync.acceptChanged(figures.changed)}>{t('dataset.accept-changed', { count: figures.changed.length })}</Button></div> : null}
    </Modal>
  );
}
