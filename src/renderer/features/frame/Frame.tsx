import { useEffect } from 'react';
import { setSetting, useDialogs, useEditorSession, usePanel, useRoute, useScreen, useSettings } from '../../session';
import { showRailInEditor } from '../../session/dialogs';
import { panelSizes, type PanelControl } from '../../ui';
import { Bar, Saved } from './Bar';
import { Boundary } from './Boundary';
import { Conditions } from './Conditions';
import { Connection } from './Connection';
import { Dialogs } from './Dialogs';
import { Findings } from './Findings';
import { DropTarget } from './DropTarget';
import classes from './Frame.module.css';
import { fetchParts } from './parts';
import { Pages } from './Pages';
import { Rail } from './Rail';
import { useAppCommands } from './use-app-commands';

/** The same element at every place: going to another one draws only what depends on it. */
const pages = <Pages />;

function Page() {
  return <Boundary place={JSON.stringify(useRoute())}>{pages}</Boundary>;
}

/** Rail, bar and page. In editors the rail is folded away until it is asked for. */
export function Frame() {
  useAppCommands();
  useEffect(fetchParts, []);
  const route = useScreen();
  const hidden = useSettings((s) => s.railHidden);
  const inEditor = route.page === 'sample';
  const railInEditor = useDialogs((s) => s.railInEditor);
  const full = useEditorSession((s) => s.full) && inEditor;
  const rail = full ? false : inEditor ? railInEditor : !hidden;
  const remembered = usePanel('rail');
  // The rail has its own way of being hidden: no strip stays, the button in the bar shows it again.
  const panel: PanelControl = { ...remembered, closed: false, close: (closed) => { if (inEditor) showRailInEditor(!closed); else setSetting('railHidden', closed); } };
  return (
    <div className={classes.app} data-rail={rail ? 'shown' : 'hidden'} data-full={full || undefined} data-panels style={panelSizes({ '--rail': panel })}>
      {rail ? <Rail panel={panel} /> : null}
      {full ? <div className={classes.afloat}><Conditions /><Saved onlyTrouble /></div> : <Bar railShown={rail} />}
      <main className={classes.page}>
        <Page />
      </main>
      <Connection />
      <Findings />
      <Dialogs />
      <DropTarget />
    </div>
  );
}
