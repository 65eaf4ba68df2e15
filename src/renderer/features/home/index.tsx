import { useAsk } from '../../session';
import { useEffect } from 'react';
import { useWorkspace } from '../../session';
import { Continue } from './Continue';
import { WorkspaceSteps } from '../remove';
import classes from './Home.module.css';
import { Recent } from './Recent';
import { Samples } from './Samples';
import { Start } from './Start';

/** Where one starts: go on, open, make, explore. */
export function Home() {
  const recent = useAsk('workspaces.recent', {});
  const project = useWorkspace((s) => s.workspace?.project);
  const { again } = recent;
  // What is deleted or restored, here or in another window, leaves the cards or comes back to them.
  const things = useWorkspace((s) => s.catalog);
  useEffect(() => again(), [project, things, again]);
  const workspaces = recent.data?.workspaces ?? null;
  return (
    <div className={classes.scroll}>
      {project === undefined ? null : <WorkspaceSteps />}
      <div className={classes.home}>
        <div className={classes.stack}>
          <Continue workspaces={workspaces ?? []} />
          <Recent workspaces={workspaces} onChange={again} />
          <Samples />
        </div>
        <aside className={classes.stack}><Start /></aside>
      </div>
    </div>
  );
}
