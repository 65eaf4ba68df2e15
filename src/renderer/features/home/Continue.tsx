import type { RecentWorkspace } from '../../../shared/contract/api';
import { windowClock } from '../../client';
import { useCommand, useCommandKey } from '../../commands';
import { navigate, useClient, useDialogs, useSettings, useWorkspace } from '../../session';
import { Button, Card, Meter, StateMark, t } from '../../ui';
import { report } from '../frame/report';
import { welcome } from '../workspace/welcome';
import { dayText } from './day';
import classes from './Home.module.css';
import { recentJob } from './recent-job';

/** Goes on where one stopped: in the open workspace, else in the last one. Enter does it. */
export function Continue({ workspaces }: { readonly workspaces: readonly RecentWorkspace[] }) {
  const client = useClient();
  const open = useWorkspace((s) => s.workspace);
  const lastPlaces = useSettings((s) => s.lastPlaces);
  const keys = useCommandKey('list.open');
  const idle = useDialogs((s) => s.dialog === null);
  const shown = workspaces.find((w) => (open ? w.project === open.project : w.reachable)) ?? null;
  const work = shown ? recentJob(shown, lastPlaces) : null;
  const possible = shown !== null && (open ? work !== null : true);
  const go = (): void => {
    if (open) {
      if (work) navigate(work.route);
    } else if (shown) {
      report(client.request('workspace.open', { place: shown.place }).then((info) => {
        welcome(client, info);
        if (work) navigate(work.route);
      }));
    }
  };
  useCommand('list.open', go, { enabled: possible && idle });
  if (!possible) return null;
  const job = work?.job ?? null;
  const unlabeled = job ? Math.max(0, job.samples - job.labeled - job.toConfirm) : 0;
  return (
    <section>
      <div className={classes.header}><h2>{t('home.continue')}</h2></div>
      <Card className={classes.continue}>
        <div>
          <p className={classes.title}>
            <b dir="auto">{shown.name}</b>
            {job ? <span className={classes.muted} dir="auto">{job.name}</span> : null}
            <small>{dayText(shown.opened, windowClock.now())}</small>
          </p>
          {job && job.samples > 0 ? (
            <>
              <p className={classes.muted}>{unlabeled + job.toConfirm === 0 ? t('home.all-labeled') : t('home.left', { count: unlabeled + job.toConfirm })}</p>
              <div className={classes.meter}>
                <Meter
                  label={t('home.progress', { labeled: job.labeled, confirm: job.toConfirm, unlabeled })}
                  parts={[{ share: job.labeled / job.samples, tone: 'ok' }, { share: job.toConfirm / job.samples, tone: 'machine' }, { share: unlabeled / job.samples, tone: 'idle' }]}
                />
              </div>
              <div className={classes.legend}>
                <span><StateMark state="labeled" />{t('common.labeled-count', { count: job.labeled })}</span>
                {job.toConfirm > 0 ? <span><StateMark state="to-be-confirmed" />{t('common.to-be-confirmed-count', { count: job.toConfirm })}</span> : null}
                <span><StateMark state="unlabeled" />{t('common.unlabeled-count', { count: unlabeled })}</span>
              </div>
            </>
          ) : <p className={classes.path} dir="ltr">{shown.display}</p>}
        </div>
        <Button kind="primary" keys={keys} onClick={go}>{t('home.continue-job')}</Button>
      </Card>
    </section>
  );
}
