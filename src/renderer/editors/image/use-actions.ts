import { useMemo, useRef, useEffect } from 'react';
import type { SampleWork } from '../../../shared/domain/sample-work';
import { FailureError } from '../../../shared/kernel/result';
import { toggled, useEditorSession } from '../../session';
import { commandKey } from '../../commands';
import { failureText, t, toast, words } from '../../ui';
import type { EditorActions } from './actions';
import type { ImageController } from './controller';
import * as propose from './proposals';
import type { ImageEditorProps, SampleList } from './types';

interface Context extends Pick<ImageEditorProps, 'sample' | 'onNavigate'> {
  readonly list: SampleList;
  readonly controller: ImageController;
  readonly index: number;
  readonly work: SampleWork | null;
}

/** The actions of the editor on what it shows now. The object stays the same, so that rows need not be drawn again. */
export function useActions(context: Context): EditorActions {
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  const { controller } = context;
  return useMemo(() => {
    const go = (step: 1 | -1): void => {
      const { list, index, onNavigate } = latest.current;
      const to = list.at(index + step);
      if (to === null) toast(t(step > 0 ? 'editor.last' : 'editor.first'));
      else onNavigate(to.id);
    };
    const turnBack = (direction: 'undo' | 'redo'): void => {
      controller.release();
      controller.store.turnBack(direction).then((outcome) => {
        const { sample, list, onNavigate } = latest.current;
        if (outcome === null || outcome.command === null) return toast(t(direction === 'undo' ? 'editor.nothing-to-undo' : 'editor.nothing-to-redo'));
        for (const failure of outcome.refused) toast(failureText(failure), { tone: 'warn' });
        const to = outcome.samples[0];
        if (to === undefined || outcome.samples.includes(sample)) return;
        const command = words().find(outcome.command.name) ?? t('command.unknown');
        const name = list.at(list.indexOf(to))?.name ?? '';
        onNavigate(to);
        toast(t(direction === 'undo' ? 'editor.undid-elsewhere' : 'editor.redid-elsewhere', { name, command }));
      }, (error: unknown) => toast(error instanceof FailureError ? failureText(error.failure) : String(error), { tone: 'bad' }));
    };
    const actions: EditorActions = {
      previous: () => go(-1),
      next: () => go(1),
      nextUnlabeled: () => {
        const { list, index, onNavigate } = latest.current;
        for (let i = 1; i < list.count; i++) {
          const info = list.at((index + i) % list.count);
          if (info?.state === 'unlabeled') return onNavigate(info.id);
        }
        toast(t('editor.last'));
      },
      submit: () => {
        const { work } = latest.current;
        // Submitting an empty picture is the statement that there is nothing on it.
        if (work !== null && propose.living(work).length === 0) controller.commit('command.nothing-here', (s, w) => propose.setNothingHere(s, w, true));
        go(1);
      },
      toggleHard: () => controller.commit('command.mark-hard', (s, w) => propose.setHard(s, w.marks, !w.marks.hard)),
      toggleNothingHere: () => controller.commit('command.nothing-here', (s, w) => propose.setNothingHere(s, w, !w.nothingHere)),
      undo: () => turnBack('undo'),
      redo: () => turnBack('redo'),
      fit: () => controller.camera.fit(),
      oneToOne: () => controller.camera.oneToOne(),
      zoom: (factor) => controller.camera.zoom(factor),
      choose: (tool) => controller.choose(tool),
      chooseLabel: (label) => controller.chooseLabel(label),
      askLabel: () => controller.askLabel(),
      addLabel: (text) => controller.addLabel(text),
      pick: (id, mode) => controller.pick(id, mode),
      cycle: (step) => controller.cycle(step),
      hide: (ids) => useEditorSession.setState((s) => ({ hidden: toggled(s.hidden, ids) })),
      lock: (ids) => useEditorSession.setState((s) => ({ locked: toggled(s.locked, ids) })),
      hideAll: () => useEditorSession.setState((s) => ({ allHidden: !s.allHidden })),
      remove: () => {
        const count = useEditorSession.getState().selection.size;
        controller.deleteSelected();
        if (count > 1) toast(t('editor.deleted', { count }), { action: { label: t('common.undo'), keys: commandKey('app.undo'), run: actions.undo } });
      },
      copy: () => {
        const count = controller.copySelected();
        if (count > 0) toast(t('editor.copied', { count }), { lasts: 2000 });
      },
      paste: () => {
        const { clipboard } = useEditorSession.getState();
        if (clipboard.length === 0) toast(t('editor.nothing-copied'));
        else controller.paste('command.paste', clipboard, true);
      },
      pastePrevious: () => {
        const { list, index, sample } = latest.current;
        const previous = list.at(index - 1);
        if (previous === null) return toast(t('editor.no-previous'));
        controller.store.open(previous.id).then(() => {
          const from = controller.store.view(previous.id);
          // The person may have gone on meanwhile.
          if (from === null || latest.current.sample !== sample) return;
          if (controller.paste('command.paste', propose.copy(from, null), false) === 0) toast(t('editor.nothing-to-paste'));
        }, (error: unknown) => toast(error instanceof FailureError ? failureText(error.failure) : String(error), { tone: 'bad' }));
      },
      duplicate: () => controller.duplicate(),
      selectAll: () => controller.selectAll(),
      setAttribute: (annotation, attribute, value) => controller.commit('command.set-attribute', (s) => propose.setAttribute(s, annotation, attribute, value)),
      setBox: (id, box) => controller.setBox(id, box),
    };
    return actions;
  }, [controller]);
}
