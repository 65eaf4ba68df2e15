import type { LabelId } from '../../../shared/kernel/ids';
import { newLabel, refusedAsReadOnly, useEditorSession } from '../../session';
import type { EditedSample } from './edited-sample';
import { name, type Choice } from './naming';

/** Labels by name: asked for beside an object, given to it, made where they are new. */
export class Labeling {
  private readonly edited: EditedSample;
  private readonly newId: () => string;
  /** The keyboard goes back to the picture. */
  private readonly done: () => void;

  constructor(edited: EditedSample, newId: () => string, done: () => void) {
    this.edited = edited;
    this.newId = newId;
    this.done = done;
  }

  /** Asks for the label of what is selected, beside it. */
  ask(): void {
    const items = this.edited.selectedItems();
    if (items[0] !== undefined) useEditorSession.setState({ naming: { box: items[0].box, ids: items.map((i) => i.id) } });
  }

  /** The label was chosen: sets it on what was asked about, makes it where it is new. It stays the one that new objects get. */
  give(choice: Choice): void {
    const { naming } = useEditorSession.getState();
    if (naming === null) return;
    let label: LabelId | null = null;
    this.edited.commitNamed((subject, work) => {
      const named = name(naming, choice, this.edited.labelSet, subject, work, this.newId);
      ({ label } = named);
      return named;
    });
    if (label !== null) useEditorSession.setState({ naming: null, activeLabel: label });
    this.done();
  }

  stop(): void {
    useEditorSession.setState({ naming: null });
    this.done();
  }

  /** Adds a label; it becomes the one that new objects get. */
  add(text: string): void {
    if (refusedAsReadOnly()) return;
    const added = newLabel(this.edited.labelSet, this.newId() as LabelId, text);
    this.edited.store.commit('command.add-label', [added]);
    useEditorSession.setState({ activeLabel: added.body.label });
  }
}
