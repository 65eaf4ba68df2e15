import { IconClipboardList, IconDatabase, IconFolderOpen, IconPlus, type Icon } from '@tabler/icons-react';
import { runCommand, useCommandKey, type CommandId } from '../../commands';
import { useReadOnly, useWorkspace } from '../../session';
import { Card, Key, t } from '../../ui';
import classes from './Home.module.css';

/** What one can begin with. In an open workspace: the next step first. */
export function Start() {
  const { workspace, catalog } = useWorkspace();
  const readOnly = useReadOnly();
  const hint = !workspace || !catalog ? null : catalog.datasets.length === 0 ? t('home.next-dataset') : catalog.jobs.length === 0 ? t('home.next-job') : null;
  return (
    <>
      {workspace ? (
        <section>
          <div className={classes.header}><h2>{t('home.this-workspace')}</h2></div>
          <Card className={classes.start}>
            {hint === null || readOnly ? readOnly ? <p className={classes.hint}>{t('frame.read-only-hint')}</p> : null : <p className={classes.hint}>{hint}</p>}
            <Item icon={IconDatabase} label={t('home.new-dataset')} command="app.new-dataset" writes />
            {(catalog?.datasets.length ?? 0) > 0 ? <Item icon={IconClipboardList} label={t('home.new-job')} command="app.new-job" writes /> : null}
          </Card>
        </section>
      ) : null}
      <section>
        <div className={classes.header}><h2>{t('home.start')}</h2></div>
        <Card className={classes.start}>
          <Item icon={IconFolderOpen} label={t('home.open')} command="app.open-workspace" />
          <Item icon={IconPlus} label={t('home.new')} command="app.new-workspace" />
        </Card>
      </section>
    </>
  );
}

function Item({ icon: Shape, label, command, writes = false }: { readonly icon: Icon; readonly label: string; readonly command: CommandId; readonly writes?: boolean }) {
  const off = useReadOnly() && writes;
  const keys = useCommandKey(command);
  return (
    <button type="button" className={classes.startItem} disabled={off} title={off ? t('frame.read-only-hint') : undefined} onClick={() => runCommand(command)}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span>{label}</span>
      {keys === null ? null : <Key>{keys}</Key>}
    </button>
  );
}
