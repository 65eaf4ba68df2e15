import { IconDeviceLaptop, IconDots, IconPlugConnectedX, IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { RecentWorkspace } from '../../../shared/contract/api';
import { windowClock } from '../../client';
import { useCommand, useCommandKey } from '../../commands';
import { enterWorkspace, failureOf, useClient, useSettings, useWorkspace } from '../../session';
import { Card, Cut, Field, IconButton, Menu, Meter, Skeleton, failureText, t, toast } from '../../ui';
import { formatPercent } from '../../../shared/messages';
import { shownName } from '../../../shared/kernel/shown-name';
import { TypeIcon } from '../create/DatasetFields';
import { countOf } from '../create/kinds';
import { dayText } from './day';
import classes from './Home.module.css';
import { recentJob } from './recent-job';

const FILTER_FROM = 6;

/** Workspaces opened on this computer, newest first. null = being read. */
export function Recent({ workspaces, onChange }: { readonly workspaces: readonly RecentWorkspace[] | null; readonly onChange: () => void }) {
  const [filter, setFilter] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const keys = useCommandKey('app.filter');
  const wanted = filter.trim().toLowerCase();
  const shown = workspaces?.filter((w) => wanted === '' || w.name.toLowerCase().includes(wanted) || w.display.toLowerCase().includes(wanted)) ?? [];
  const filtered = (workspaces?.length ?? 0) >= FILTER_FROM;
  useCommand('app.filter', () => field.current?.focus(), { enabled: filtered });
  return (
    <section>
      <div className={classes.header}>
        <h2>{t('home.recent')}</h2>
        {filtered ? <div><Field ref={field} className={classes.filter} dense aria-label={t('common.filter')} placeholder={t('common.filter')} keys={keys} icon={<IconSearch size={16} stroke={1.75} aria-hidden="true" />} value={filter} onChange={setFilter} /></div> : null}
      </div>
      <Card>
        {workspaces === null ? <div className={classes.none}><Skeleton height={40} /></div>
          : workspaces.length === 0 ? <p className={classes.none}>{t('home.recent-none')}</p>
          : shown.length === 0 ? <p className={classes.none}>{t('home.recent-nothing', { text: filter })}</p>
          : <ul>{shown.map((workspace) => <One key={workspace.place} workspace={workspace} onChange={onChange} />)}</ul>}
      </Card>
    </section>
  );
}

function One({ workspace, onChange }: { readonly workspace: RecentWorkspace; readonly onChange: () => void }) {
  const client = useClient();
  const open = useWorkspace((s) => s.workspace?.display === workspace.display);
  const [busy, setBusy] = useState(false);
  const job = recentJob(workspace, useSettings((s) => s.lastPlaces))?.job ?? null;
  const type = job?.dataType ?? workspace.dataTypes[0];
  const share = job && job.samples > 0 ? job.labeled / job.samples : 0;
  const enter = (): void => {
    setBusy(true);
    client.request('workspace.open', { place: workspace.place }).then((info) => enterWorkspace(client, info), (error: unknown) => {
      toast(`${t('home.open-failed', { name: workspace.name })}: ${failureText(failureOf(error))}`, { tone: 'bad' });
      onChange();
    }).finally(() => setBusy(false));
  };
  const forget = (): void => {
    client.request('workspaces.forget', { place: workspace.place }).then(() => {
      toast(t('home.forgotten', { name: workspace.name }));
      onChange();
    }, (error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
  };
  return (
    <li className={classes.recentRow}>
      <div>
        <button type="button" className={classes.open} disabled={!workspace.reachable || busy} onClick={enter} dir="auto" title={shownName(workspace.name)}>{shownName(workspace.name)}</button>
        <div className={classes.path} title={shownName(workspace.display)} dir="ltr">{shownName(workspace.display)}</div>
      </div>
      <div className={classes.line}>
        {type === undefined ? null : <TypeIcon type={type} />}
        <span>
          {job ? <><Cut className={classes.job ?? ''}>{job.name}</Cut><span className={classes.quiet}>{countOf(job.dataType, job.samples)}</span></>
            : type === undefined ? t('home.empty-workspace')
            : workspace.dataTypes.length === 1 ? countOf(type, workspace.samples) : t('common.samples', { count: workspace.samples })}
        </span>
      </div>
      <div className={classes.line}>
        {job && job.samples > 0 ? <><span className={classes.barBox}><Meter label={t('common.labeled-count', { count: job.labeled })} parts={[{ share, tone: 'ok' }]} /></span><span className={classes.percent}><bdi dir="ltr">{formatPercent(share)}</bdi></span></> : null}
      </div>
      <div>
        <div>{dayText(workspace.opened, windowClock.now())}</div>
        <div className={classes.line}>
          {workspace.reachable ? <IconDeviceLaptop size={14} stroke={1.75} aria-hidden="true" /> : <IconPlugConnectedX size={14} stroke={1.75} aria-hidden="true" />}
          <span className={classes.quiet}>{open ? t('home.open-now') : workspace.reachable ? t('home.here') : t('home.not-reachable')}</span>
        </div>
      </div>
      <div className={classes.more}>
        <Menu side="bottom-end" entries={[{ label: t('common.open'), run: enter, disabled: !workspace.reachable }, { label: t('home.forget'), run: forget }]}>
          <IconButton label={t('home.actions', { name: workspace.name })} icon={<IconDots size={16} stroke={1.75} />} />
        </Menu>
      </div>
    </li>
  );
}
