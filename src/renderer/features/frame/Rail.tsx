import { IconClipboardList, IconDatabase, IconHome, IconSettings, type Icon } from '@tabler/icons-react';
import { useCommandKey, type CommandId } from '../../commands';
import { navigate, useRoute, useWorkspace, type Route } from '../../session';
import { Splitter, t, Tip, type PanelControl } from '../../ui';
import { cx } from '../../ui/cx';
import classes from './Frame.module.css';
import { Mark } from './Mark';

interface Destination {
  readonly label: string;
  readonly icon: Icon;
  readonly to: Route;
  readonly pages: readonly Route['page'][];
  readonly command: CommandId;
  readonly last?: boolean;
}

/** The places one can go to. Only what exists. */
export function Rail({ panel }: { readonly panel: PanelControl }) {
  const workspace = useWorkspace((s) => s.workspace);
  const destinations: readonly Destination[] = [
    { label: t('frame.home'), icon: IconHome, to: { page: 'home' }, pages: ['home'], command: 'app.home' },
    ...(workspace ? [
      { label: t('frame.datasets'), icon: IconDatabase, to: { page: 'datasets' }, pages: ['datasets', 'dataset'], command: 'app.datasets' },
      { label: t('frame.jobs'), icon: IconClipboardList, to: { page: 'jobs' }, pages: ['jobs', 'job', 'sample'], command: 'app.jobs' },
    ] satisfies readonly Destination[] : []),
    { label: t('frame.settings'), icon: IconSettings, to: { page: 'settings', section: 'appearance' }, pages: ['settings'], command: 'app.settings', last: true },
  ];
  return (
    <div className={classes.railBox}>
      <nav className={classes.rail} aria-label={t('frame.navigation')}>
        <span className={classes.mark}><Mark /></span>
        {destinations.map((d) => <One key={d.command} {...d} />)}
      </nav>
      <Splitter name={t('panels.rail')} panel={panel} edge="start" variable="--rail" />
    </div>
  );
}

function One({ label, icon: Shape, to, pages, command, last = false }: Destination) {
  const route = useRoute();
  const keys = useCommandKey(command);
  const button = (
    <button type="button" className={cx(classes.dest, last && classes.last)} aria-current={pages.includes(route.page) ? 'page' : undefined} onClick={() => navigate(to)}>
      <Shape size={20} stroke={1.6} aria-hidden="true" />
      <span>{label}</span>
    </button>
  );
  return <Tip text={label} keys={keys} side="right">{button}</Tip>;
}
