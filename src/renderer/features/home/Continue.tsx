import { useMemo, type ReactElement } from 'react';
import type { RecentJob, RecentWorkspace } from '../../../shared/contract/api';
import type { DataType } from '../../../shared/domain/dataset';
import type { Job } from '../../../shared/domain/job';
import type { JobId, SampleId } from '../../../shared/kernel/ids';
import { idOfRow, rowOfId, useColumns } from '../../index';
import { TypeIcon } from '../create/DatasetFields';
import { ContinuePicture } from './ContinuePicture';
import { windowClock } from '../../client';
import { useCommand, useCommandKey } from '../../commands';
import { enterWorkspace, navigate, useClient, useDialogs, useJob, useSettings, useWorkspace } from '../../session';
import { Button, Card, Meter, StateMark, t } from '../../ui';
import { report } from '../frame/report';
import { dayText } from './day';
import { firstPicture } from './first-picture';
import classes from './Home.module.css';
import { recentJob } from './recent-job';
import { timeLeft } from './time-left';

const STOPPED = { image: 'home.stopped-image', audio: 'home.stopped-audio', text: 'home.stopped-text', video: 'home.stopped-video' } as const;

/**
 * The picture one stopped at, or the first one of a job that nobody has opened a picture of; a sign of the kind of data
 * where it cannot be had (another kind, a workspace that is closed).
 */
function Picture({ job: id, type, sample }: { readonly job: JobId | null; readonly type: DataType; readonly sample: SampleId | null }) {
  const job = useJob(id ?? ('' as never));
  const sign = <span className={classes.noPicture}><TypeIcon type={type} size={32} /></span>;
  return job && type === 'image' ? <Sized job={job} sample={sample} sign={sign} /> : sign;
}

function Sized({ job, sample, sign }: { readonly job: Job; readonly sample: SampleId | null; readonly sign: ReactElement }) {
  const columns = useColumns(job.dataset, null)?.dataset;
  const row = useMemo(() => (!columns ? -1 : sample !== null ? rowOfId(columns.ids, columns.count, sample) : firstPicture(columns)), [columns, sample]);
  const shown = sample ?? (columns && row >= 0 ? idOfRow(columns.ids, row) : null);
  return shown === null ? sign : <ContinuePicture dataset={job.dataset} job={job.id} labelSet={job.labelSet} sample={shown} width={columns?.width[row] ?? 0} height={columns?.height[row] ?? 0} />;
}

/** What is left of a job: in time where its pace is known, else in samples. */
function leftText({ samples, labeled, pace }: RecentJob): string {
  const left = Math.max(0, samples - labeled);
  return left === 0 ? t('home.all-labeled') : pace === null ? t('home.left', { count: left }) : t('home.pace', { pace, seconds: timeLeft(left, pace) });
}

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
        enterWorkspace(client, info);
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
        <Picture job={job?.job ?? null} type={job?.dataType ?? shown.dataTypes[0] ?? 'image'} sample={open ? work?.stop?.sample ?? null : null} />
        <div>
          <p className={classes.title}>
            <b dir="auto">{job?.name ?? shown.name}</b>
            {job ? <span className={classes.muted} dir="auto">{shown.name}</span> : null}
            <small>{dayText(shown.opened, windowClock.now())}</small>
          </p>
          {job && job.samples > 0 ? (
            <>
              <p className={classes.muted}>{work?.stop ? <>{t(STOPPED[job.dataType], { name: work.stop.name, position: work.stop.position, count: work.stop.count })} </> : null}{leftText(job)}</p>
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
