import type { RecentWorkspace } from '../../../shared/contract/api';
import { windowClock } from '../../client';
import { useCommand, useCommandKey } from '../../commands';
import { navigate, useClient, useDialogs, useLastWork, useWorkspace } from '../../session';
import { Button, Card, Meter, StateMark, t } from '../../ui';
import { report } from '../frame/report';
import { welcome } from '../workspace/welcome';
import { dayText } from './day';
import classes from './Home.module.css';

/** Goes on where one stopped: in the open workspace, else in the last one. Enter does it. */
export function Continue({ workspaces }: { readonly workspaces: readonly RecentWorkspace[] }) {
  const client = useClient();
  const { workspace, catalog } = useWorkspace();
  const work = useLastWork();
  const keys = useCommandKey('list.open');
  const idle = useDialogs((s) => s.dialog === null);
  const current = workspace ? workspaces.find((w) => w.display === workspace.display) ?? null : null;
  const last = workspace ? null : workspaces.find((w) => w.reachable) ?? null;
  const job = work && (work.page === 'job' || work.page === 'sample') ? catalog?.jobs.find((j) => j.id === work.job) ?? null : null;
  const possible = workspace ? work !== null : last !== null;
  const go = (): void => {
    if (workspace) {
      if (work) navigate(work);
    } else if (last) report(client.request('workspace.open', { place: last.place }).then((info) => welcome(client, info)));
  };
  useCommand('list.open', go, { enabled: possible && idle });
  if (!possible) return null;
  const counts = current ?? last;
  const unlabeled = counts ? Math.max(0, counts.samples - counts.labeled) : 0;
  return (
    <section>
      <div className={classes.header}><h2>{t('home.continue')}</h2></div>
      <Card className={classes.continue}>
        <div>
          <p className={classes.title}>
            <b dir="auto">{counts?.name ?? workspace?.name ?? ''}</b>
            {job ? <span className={classes.muted} dir="auto">{job.name}</span> : null}
            {counts ? <small>{dayText(counts.opened, windowClock.now())}</small> : null}
          </p>
          {counts && counts.samples > 0 ? (
            <>
              <p className={classes.muted}>{unlabeled === 0 ? t('home.all-labeled') : t('home.left', { count: unlabeled })}</p>
              <div className={classes.meter}><Meter label={t('home.progress', { labeled: counts.labeled, confirm: 0, unlabeled })} parts={[{ share: counts.labeled / counts.samples, tone: 'ok' }, { share: unlabeled / counts.samples, tone: 'idle' }]} /></div>
              <div className={classes.legend}>
                <span><StateMark state="labeled" />{t('common.labeled-count', { count: counts.labeled })}</span>
                <span><StateMark state="unlabeled" />{t('common.unlabeled-count', { count: unlabeled })}</span>
              </div>
            </>
          ) : <p className={classes.path} dir="ltr">{counts?.display ?? workspace?.display}</p>}
        </div>
        <Button kind="primary" keys={keys} onClick={go}>{t('home.continue-job')}</Button>
      </Card>
    </section>
  );
}
