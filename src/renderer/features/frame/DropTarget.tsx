import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { electronBridge } from '../../client';
import { useWorkspace } from '../../session';
import { t } from '../../ui';
import { entriesOf } from './dropped';
import classes from './DropTarget.module.css';
import { report } from './report';
import { take } from './take-dropped';

/** Files dropped anywhere: says what will happen before it happens. */
export function DropTarget() {
  const [over, setOver] = useState(false);
  const workspace = useWorkspace((s) => s.workspace);
  useEffect(() => {
    let depth = 0;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth++;
      setOver(true);
    };
    const move = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) report(take(entriesOf(event.dataTransfer)));
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragover', move);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragover', move);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [workspace]);
  if (!over) return null;
  return (
    <div className={classes.cover}>
      <div className={classes.card}>
        <IconFileImport size={32} stroke={1.5} aria-hidden="true" />
        <h2>{workspace ? t('drop.title') : t('drop.no-workspace')}</h2>
        {electronBridge() === null ? workspace ? <p>{t('drop.hint')}</p> : null : <p>{t('drop.hint-paths')}</p>}
      </div>
    </div>
  );
}
