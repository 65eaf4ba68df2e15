import { useEffect } from 'react';
import type { LabelSet } from '../../../shared/domain/label-set';
import { useCommand, useFreeKeys } from '../../commands';
import { useEditorSession } from '../../session';
import type { EditorActions } from './actions';
import type { ImageController } from './controller';
import { useLabelKeys } from './label-keys';

interface Context {
  readonly controller: ImageController;
  readonly actions: EditorActions;
  readonly labelSet: LabelSet;
  readonly onLeave: () => void;
}

/** Gives the editor its keys. */
export function useEditorCommands({ controller, actions, labelSet, onLeave }: Context): void {
  const hasSelection = useEditorSession((s) => s.selection.size > 0);
  const drawing = useEditorSession((s) => s.tool === 'box');
  const selected = (): string[] => [...useEditorSession.getState().selection];

  useCommand('app.undo', actions.undo);
  useCommand('app.redo', actions.redo);
  useCommand('editor.next', actions.next);
  useCommand('editor.previous', actions.previous);
  useCommand('editor.next-unlabeled', actions.nextUnlabeled);
  useCommand('editor.submit', actions.submit);
  useCommand('editor.hard', actions.toggleHard);
  useCommand('editor.nothing-here', actions.toggleNothingHere);
  useCommand('editor.leave', onLeave);
  useCommand('editor.full', () => actions.setFull(!useEditorSession.getState().full));
  useCommand('editor.cancel', () => {
    const { full, selection } = useEditorSession.getState();
    if (full && !controller.busy && selection.size === 0) actions.setFull(false);
    else controller.cancel();
  });
  useCommand('editor.finish', () => {
    if (!controller.finish()) actions.askLabel();
  }, { enabled: drawing || hasSelection });
  useCommand('editor.occluded', actions.toggleOccluded, { enabled: hasSelection });
  useCommand('app.filter', actions.filter);
  useCommand('editor.delete', actions.remove, { enabled: hasSelection });
  useCommand('editor.clear', actions.clear);
  useCommand('editor.relabel', actions.askLabel, { enabled: hasSelection });
  useCommand('editor.copy', actions.copy, { enabled: hasSelection });
  useCommand('editor.paste', actions.paste);
  useCommand('editor.paste-previous', actions.pastePrevious);
  useCommand('editor.duplicate', actions.duplicate, { enabled: hasSelection });
  useCommand('editor.select-all', actions.selectAll);
  useCommand('editor.hide', () => actions.hide(selected()), { enabled: hasSelection });
  useCommand('editor.hide-all', actions.hideAll);
  useCommand('editor.lock', () => actions.lock(selected()), { enabled: hasSelection });
  useCommand('editor.next-object', () => actions.cycle(1));
  useCommand('editor.previous-object', () => actions.cycle(-1));

  useCommand('image.select', () => actions.choose('select'));
  useCommand('image.box', () => actions.choose('box'));
  useCommand('image.pan', () => controller.holdPan(true), { release: () => controller.holdPan(false) });
  useCommand('image.fit', actions.fit);
  useCommand('image.one-to-one', actions.oneToOne);
  useCommand('image.zoom-in', () => actions.zoom(1.25));
  useCommand('image.zoom-out', () => actions.zoom(0.8));
  useCommand('image.crosshair', () => useEditorSession.setState((s) => ({ crosshair: !s.crosshair })));
  useCommand('image.left', () => controller.nudge(-1, 0, false));
  useCommand('image.right', () => controller.nudge(1, 0, false));
  useCommand('image.up', () => controller.nudge(0, -1, false));
  useCommand('image.down', () => controller.nudge(0, 1, false));
  useCommand('image.left-10', () => controller.nudge(-10, 0, false));
  useCommand('image.right-10', () => controller.nudge(10, 0, false));
  useCommand('image.up-10', () => controller.nudge(0, -10, false));
  useCommand('image.down-10', () => controller.nudge(0, 10, false));
  useCommand('image.narrower', () => controller.nudge(-1, 0, true));
  useCommand('image.wider', () => controller.nudge(1, 0, true));
  useCommand('image.lower', () => controller.nudge(0, -1, true));
  useCommand('image.higher', () => controller.nudge(0, 1, true));
  useCommand('image.narrower-10', () => controller.nudge(-10, 0, true));
  useCommand('image.wider-10', () => controller.nudge(10, 0, true));
  useCommand('image.lower-10', () => controller.nudge(0, -10, true));
  useCommand('image.higher-10', () => controller.nudge(0, 10, true));
  useFreeKeys(useLabelKeys(labelSet).map(({ label, chord }) => ({ chord, run: () => actions.chooseLabel(label) })));

  // A held arrow key is one gesture: it ends when the key comes up, or when the window loses the keyboard.
  useEffect(() => {
    const up = (event: KeyboardEvent): void => {
      if (event.code.startsWith('Arrow')) controller.release();
    };
    const blur = (): void => controller.release();
    window.addEventListener('keyup', up);
    window.addEventListener('blur', blur);
    return () => {
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', blur);
    };
  }, [controller]);
}
