import { useDialogs, useRoute, useSettings } from '../../session';
import { Bar } from './Bar';
import { Boundary } from './Boundary';
import { ConnectionBanner } from './ConnectionBanner';
import { Dialogs } from './Dialogs';
import { DropTarget } from './DropTarget';
import classes from './Frame.module.css';
import { Pages } from './Pages';
import { Rail } from './Rail';
import { useAppCommands } from './use-app-commands';

/** Rail, bar and page. In editors the rail is folded away until it is asked for. */
export function Frame() {
  useAppCommands();
  const route = useRoute();
  const hidden = useSettings((s) => s.railHidden);
  const inEditor = route.page === 'sample';
  const railInEditor = useDialogs((s) => s.railInEditor);
  const rail = inEditor ? railInEditor : !hidden;
  return (
    <div className={classes.app} data-rail={rail ? 'shown' : 'hidden'}>
      {rail ? <Rail /> : null}
      <Bar railShown={rail} />
      <main className={classes.page}>
        <ConnectionBanner />
        <Boundary place={JSON.stringify(route)}>
          <Pages />
        </Boundary>
      </main>
      <Dialogs />
      <DropTarget />
    </div>
  );
}
