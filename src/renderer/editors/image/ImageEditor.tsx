import { startTransition, useDeferredValue, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useCommand } from '../../commands';
import { noteStop, useEditorSession, useNameCrumb, usePanel, WorkStore } from '../../session';
import { Button, EmptyState, failureText, Note, panelSizes, t } from '../../ui';
import { ImageController } from './controller';
import classes from './editor.module.css';
import { Filmstrip } from './Filmstrip';
import { Header } from './Header';
import { LabelPicker } from './LabelPicker';
import { Panel } from './Panel';
import { living } from './proposals';
import { useStageTheme } from './stage-theme';
import { StageView } from './StageView';
import { ToolStrip } from './ToolStrip';
import type { ImageEditorProps, SampleList } from './types';
import { useActions } from './use-actions';
import { useDrawn } from './use-drawn';
import { useEditorCommands } from './use-editor-commands';
import { useFullScreen } from './use-full-screen';
import { useOvertaken } from './use-overtaken';
import { loadAhead, useSample, type Shown } from './use-sample';

/** Until the rows of the gallery are known: the picture does not wait for them. */
const NO_LIST: SampleList = { count: 0, indexOf: () => -1, at: () => null };

/** The box editor: everything between the application bar and the lower edge of the window. */
export function ImageEditor(props: ImageEditorProps) {
  const { client, job, outbox, newId, sample, mediaUrl, onContent } = props;
  // Sample and picture are asked for before anything is drawn: both come while the editor is being built.
  const [store] = useState(() => {
    const made = new WorkStore(job.id, client, newId, outbox);
    made.start();
    loadAhead(client, made, job.dataset, sample, mediaUrl);
    return made;
  });
  useEffect(() => {
    store.start();
    return () => store.dispose();
  }, [store]);
  // When patches were missed, the store asks again by itself.
  useEffect(() => onContent((samples) => { if (samples !== null) store.askAgain(samples); }), [onContent, store]);
  // Its places first, what stands in them a slice at a time: the answers that bring sample and picture come in between.
  const [built, setBuilt] = useState(false);
  useEffect(() => startTransition(() => setBuilt(true)), []);
  return built ? <OpenEditor {...props} store={store} /> : <Places />;
}

/** The editor before anything stands in it, as wide as it will be. */
function Places() {
  return (
    <div className={classes.editor} data-panels style={panelSizes({ '--panel': usePanel('editor') })}>
      <div className={classes.head} />
      <div className={classes.strip} />
      <section className={classes.stage} />
      <div className={classes.panel} />
      <div className={classes.film} />
    </div>
  );
}

function OpenEditor(props: ImageEditorProps & { readonly store: WorkStore }) {
  const { store, job, labelSet, sample, mediaUrl, thumbnail, newId, onNavigate, onLeave } = props;
  const list = props.list ?? NO_LIST;
  const theme = useStageTheme();
  const panel = usePanel('editor');
  useCommand('app.panel-end', () => panel.close(!panel.closed));
  const controller = useMemo(() => new ImageController(store, newId), [store, newId]);
  useLayoutEffect(() => controller.setLabels(labelSet, theme), [controller, labelSet, theme]);
  const { shown, file: opened } = useSample({ controller, job: job.id, sample, list, mediaUrl });
  const view = useSyncExternalStore(useMemo(() => (listener: () => void) => store.subscribe(listener), [store]), () => store.view(sample));
  const history = useSyncExternalStore(useMemo(() => (listener: () => void) => store.subscribe(listener), [store]), () => store.historyState);
  // The picture follows every change and every step at once; what stands around it may be a frame later, and the panels themselves at first.
  const place = list.indexOf(sample);
  const { work, at, file } = useDrawn(useMemo(() => ({ work: view, at: place, file: opened }), [view, place, opened]));
  const withPanels = useDeferredValue(true, false) && props.list !== null;
  const info = list.at(at);
  const actions = useActions({ controller, sample, list, onNavigate, index: place, work: view });
  useEditorCommands({ controller, actions, labelSet, onLeave });
  useOvertaken(controller, sample);
  const full = useFullScreen();
  const activeLabel = useEditorSession((s) => s.activeLabel);
  const selected = useEditorSession((s) => s.selection.size);
  const active = labelSet.labels.some((l) => l.id === activeLabel && !l.retired) ? activeLabel : (labelSet.labels.find((l) => !l.retired)?.id ?? null);
  const objects = useMemo(() => (work === null ? 0 : living(work).length), [work]);
  const name = info?.name ?? file?.sample.path.split('/').at(-1) ?? '';
  useNameCrumb(name === '' ? null : name);
  // Name and place belong together, and may be a frame behind the sample.
  useEffect(() => { if (name !== '' && at >= 0 && list.indexOf(sample) === at) noteStop({ sample, name, position: at + 1, count: list.count }); }, [sample, name, at, list]);
  const state = work === null ? (info?.state ?? 'unlabeled') : objects > 0 || work.nothingHere ? 'labeled' : 'unlabeled';
  return (
    <div className={classes.editor} data-full={full || undefined} data-panels style={panelSizes({ '--panel': panel })}>
      {withPanels ? <Header actions={actions} position={at + 1} count={list.count} name={name} state={state} inWork={objects > 0} nothingHere={work?.nothingHere ?? false} hard={work?.marks.hard ?? false} canUndo={history.undo !== null} canRedo={history.redo !== null} /> : <div className={classes.head} />}
      {withPanels ? <ToolStrip actions={actions} /> : <div className={classes.strip} />}
      <section className={classes.stage}>
        <StageView controller={controller} actions={actions} name={name} description={selected > 0 ? t('editor.selected-count', { count: selected }) : t('editor.counted', { count: objects })} />
        <Message shown={shown} />
        <LabelPicker controller={controller} labelSet={labelSet} />
        <Notes store={store} actions={actions} cutOff={shown.kind === 'shown' && file?.sample.facts?.problem === 'truncated'} />
      </section>
      {withPanels ? <Panel actions={actions} labelSet={labelSet} sample={file?.sample ?? null} work={work} active={active} panel={panel} /> : <div className={classes.panel} />}
      {withPanels ? <Filmstrip list={list} index={at} thumbnail={thumbnail} onNavigate={onNavigate} /> : <div className={classes.film} />}
    </div>
  );
}

/** In place of a picture that is not there (yet). */
function Message({ shown }: { readonly shown: Shown }) {
  if (shown.kind === 'shown') return null;
  return (
    <div className={classes.message} role="status">
      {shown.kind === 'loading' ? <span>{t('editor.loading')}</span>
        : shown.kind === 'too-large' ? <EmptyState title={t('editor.no-picture')}>{t('editor.no-picture.too-large', { width: shown.width, height: shown.height })}</EmptyState>
        : shown.kind === 'failed' ? <EmptyState title={t('editor.no-picture')}>{t('editor.open-failed', { reason: shown.reason })}</EmptyState>
          : <EmptyState title={t('editor.no-picture')}>{shown.missing ? t('editor.no-picture.missing') : t('editor.no-picture.unreadable', { reason: shown.reason })}</EmptyState>}
    </div>
  );
}

/** What must be known about the picture: that it is not whole, hidden objects, and changes that could not be saved. */
function Notes({ store, actions, cutOff }: { readonly store: WorkStore; readonly actions: { readonly hideAll: () => void }; readonly cutOff: boolean }) {
  const refusals = useSyncExternalStore(useMemo(() => (listener: () => void) => store.subscribe(listener), [store]), () => store.refusals);
  const onlyShown = useEditorSession((s) => s.onlyShown);
  const reason = refusals[0]?.refused ?? null;
  const settle = (what: 'retry' | 'discard'): void => refusals.forEach((p) => store.settle(p.command.id, what));
  return (
    <div className={classes.notes}>
      {reason === null ? null : (
        <Note tone="bad">
          <div className={classes.noteRow}>
            <span>{t('editor.not-saved', { count: refusals.length, reason: failureText(reason) })} {t('editor.not-saved.kept')}</span>
            <Button dense onClick={() => settle('retry')}>{t('common.retry')}</Button>
            <Button dense kind="ghost" onClick={() => settle('discard')}>{t('editor.discard')}</Button>
          </div>
        </Note>
      )}
      {cutOff ? <div className={classes.through}><Note tone="warn">{t('editor.cut-off')}</Note></div> : null}
      {onlyShown !== null ? <Note><div className={classes.noteRow}><span>{t(onlyShown.size === 0 ? 'editor.all-hidden' : 'editor.others-hidden')}</span><Button dense onClick={actions.hideAll}>{t('editor.show-all')}</Button></div></Note> : null}
    </div>
  );
}
