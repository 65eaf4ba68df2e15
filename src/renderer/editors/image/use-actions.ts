import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { FailureError } from '../../../shared/kernel/result';
import type { CommandId, SampleId } from '../../../shared/kernel/ids';
import { toggled, useEditorSession } from '../../session';
import { commandKey } from '../../commands';
import { failureText, t, toast, words } from '../../ui';
import type { EditorActions } from './actions';
import type { ImageController } from './controller';
import * as propose from './proposals';
import { pressTurnBack, type Told } from './turn-back';
import type { ImageEditorProps, SampleList } from './types';

interface Context extends Pick<ImageEditorProps, 'sample' | 'onNavigate'> {
  readonly list: SampleList;
  readonly controller: ImageController;
  readonly index: number;
  readonly work: SampleWork | null;
}

const reasonOf = (error: unknown): string => (error instanceof FailureError ? failureText(error.failure) : String(error));

/** What a press of undo or redo has to say. */
function tell(what: Told, list: SampleList): void {
  switch (what.kind) {
    case 'nothing': return void toast(t(what.direction === 'undo' ? 'editor.nothing-to-undo' : 'editor.nothing-to-redo'));
    case 'refused': return what.failures.forEach((failure) => toast(failureText(failure), { tone: 'warn' }));
    case 'failed': return void toast(reasonOf(what.error), { tone: 'bad' });
    case 'elsewhere': {
      const command = words().find(what.name) ?? t('command.unknown');
      const name = list.at(list.indexOf(what.sample))?.name ?? '';
      return void toast(t(what.direction === 'undo' ? 'editor.undid-elsewhere' : 'editor.redid-elsewhere', { name, command }));
    }
  }
}

/** The actions of the editor on what it shows now. The object stays the same, so that rows need not be drawn again. */
export function useActions(context: Context): EditorActions {
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  // Where the window is on its way to: it may be asked to go on before it has drawn where it is.
  const place = useRef<SampleId>(context.sample);
  const moves = useRef(0);
  useLayoutEffect(() => {
    if (place.current !== context.sample) moves.current++;
    place.current = context.sample;
  }, [context.sample]);
  const { controller } = context;
  return useMemo(() => {
    const { camera, edits, labeling, picking } = controller;
    const open = (sample: SampleId): void => {
      place.current = sample;
      latest.current.onNavigate(sample);
    };
    const to = (sample: SampleId): void => {
      moves.current++;
      open(sample);
    };
    const go = (step: 1 | -1): void => {
      const { list } = latest.current;
      const next = list.at(list.indexOf(place.current) + step);
      if (next === null) toast(t(step > 0 ? 'editor.last' : 'editor.first'));
      else to(next.id);
    };
    // A note that offers to undo what was undone already offers nothing.
    let withdraw = (): void => undefined;
    /** `only`: this command and no other. */
    const turnBack = (direction: 'undo' | 'redo', only: CommandId | null = null): void => {
      if (only === null) withdraw();
      // What is being drawn or dragged was not done yet: it is given up, as with Esc.
      if (controller.busy && !controller.nudging) {
        controller.cancel();
        if (only === null) return;
      }
      controller.release();
      void pressTurnBack(direction, { turnBack: (d) => (only === null ? controller.store.turnBack(d) : controller.store.takeBack(only)), place: () => place.current, moves: () => moves.current, go: open, tell: (what) => tell(what, latest.current.list) });
    };
    const actions: EditorActions = {
      previous: () => go(-1),
      next: () => go(1),
      nextUnlabeled: () => {
        const { list } = latest.current;
        const from = list.indexOf(place.current);
        for (let i = 1; i < list.count; i++) {
          const info = list.at((from + i) % list.count);
          if (info?.state === 'unlabeled') return to(info.id);
        }
        toast(t('editor.no-unlabeled'));
      },
      submit: () => {
        const { work } = latest.current;
        // Submitting an empty picture is the statement that there is nothing on it.
        if (work !== null && propose.living(work).length === 0) edits.setNothingHere(() => true);
        go(1);
      },
      toggleHard: () => edits.setHard((hard) => !hard),
      toggleNothingHere: () => edits.setNothingHere((before) => !before),
      undo: () => turnBack('undo'),
      redo: () => turnBack('redo'),
      fit: () => camera.fit(),
      oneToOne: () => camera.oneToOne(),
      zoom: (factor) => camera.zoom(factor),
      choose: (tool) => controller.choose(tool),
      chooseLabel: (label) => controller.chooseLabel(label),
      askLabel: () => labeling.ask(),
      addLabel: (text) => labeling.add(text),
      pick: (id, mode) => picking.pick(id, mode),
      cycle: (step) => picking.cycle(step),
      hide: (ids) => useEditorSession.setState((s) => ({ hidden: toggled(s.hidden, ids) })),
      lock: (ids) => useEditorSession.setState((s) => ({ locked: toggled(s.locked, ids) })),
      hideAll: () => useEditorSession.setState((s) => ({ onlyShown: s.onlyShown === null ? new Set() : null })),
      remove: () => {
        const chosen = useEditorSession.getState().selection.size;
        const { count, command } = edits.deleteSelected();
        if (count < chosen) toast(t('editor.locked-stay', { count: chosen - count }));
        if (count > 1 && command !== null) withdraw = toast(t('editor.deleted', { count }), { action: { label: t('common.undo'), keys: commandKey('app.undo'), run: () => turnBack('undo', command) } });
      },
      clear: () => {
        picking.selectAll();
        actions.remove();
      },
      copy: () => {
        const count = edits.copySelected();
        if (count > 0) toast(t('editor.copied', { count }), { lasts: 2000 });
      },
      paste: () => {
        const { clipboard } = useEditorSession.getState();
        if (clipboard.length === 0) toast(t('editor.nothing-copied'));
        else edits.paste('command.paste', clipboard, true);
      },
      pastePrevious: () => {
        const { list, index, sample } = latest.current;
        const previous = list.at(index - 1);
        if (previous === null) return toast(t('editor.no-previous'));
        // What lies here already is not pasted again; what is being taken back does not lie here.
        Promise.all([controller.store.open(previous.id), controller.store.turned()]).then(() => {
          const from = controller.store.view(previous.id);
          // The person may have gone on meanwhile.
          if (from === null || latest.current.sample !== sample) return;
          const { count, outside } = edits.paste('command.paste', propose.copy(from, null), false);
          if (outside > 0) toast(t('editor.pasted-outside', { count: outside }));
          else if (count === 0) toast(t('editor.nothing-to-paste'));
        }, (error: unknown) => toast(reasonOf(error), { tone: 'bad' }));
      },
      duplicate: () => edits.duplicate(),
      selectAll: () => picking.selectAll(),
      toggleOccluded: () => edits.toggleOccluded(useEditorSession.getState().selection),
      setAttribute: (id, attribute, value) => edits.setAttribute(id, attribute, value),
      setSide: (id, side, value) => edits.setSide(id, side, value),
      filter: () => useEditorSession.setState({ tab: 'objects', filtering: true }),
      setFull: (full) => useEditorSession.setState({ full }),
    };
    return actions;
  }, [controller]);
}
