import type { AnnotationId, AttributeId, CommandId, LabelId } from '../../../shared/kernel/ids';
import type { Box, Size } from '../../../shared/geometry/box';
import { useEditorSession, type Clip } from '../../session';
import type { Item } from '../../tools';
import { withSide, type Side } from './box-numbers';
import type { EditedSample } from './edited-sample';
import { toggleOccluded } from './occlusion';
import * as propose from './proposals';

/** Changes of the objects of a sample, as commands: what a gesture, a key, a menu or a field of the panel asks for. */
export class Edits {
  private readonly edited: EditedSample;
  /** Pixels of the upright original. */
  private readonly image: () => Size;
  private readonly newId: () => string;

  constructor(edited: EditedSample, image: () => Size, newId: () => string) {
    this.edited = edited;
    this.image = image;
    this.newId = newId;
  }

  /** A new box with the active label; where there is none it waits for its name. */
  create(box: Box): void {
    const label = this.edited.activeLabel();
    if (label === null) return useEditorSession.setState({ naming: { box, ids: [] } });
    this.edited.commit('command.draw-box', (s) => [propose.create(s, this.newId() as AnnotationId, label, box)]);
  }

  setBoxes(what: 'move' | 'resize', changes: readonly Item[]): void {
    this.edited.commit(what === 'move' ? 'command.move' : 'command.resize', (s, w) => propose.setBoxes(s, w, changes));
  }

  /** See `box-numbers`: onto the newest state, whatever a panel that lags behind shows. Answers what the side is afterwards; null when the object is gone. */
  setSide(id: string, side: Side, value: number): number | null {
    const found = this.edited.find(id);
    if (found === undefined || found.retired) return null;
    const box = withSide(found.geometry, side, value, this.image());
    this.setBoxes(side === 'x' || side === 'y' ? 'move' : 'resize', [{ id, box }]);
    return box[side];
  }

  relabel(ids: ReadonlySet<string>, label: LabelId): void {
    this.edited.commit('command.relabel', (s, w) => propose.relabel(s, w, ids, label));
  }

  setAttribute(id: string, attribute: string, value: string): void {
    this.edited.commit('command.set-attribute', (s, w) => propose.setAttribute(s, w, id, attribute, value));
  }

  /** Sets "occluded" on all of these, or takes it off all when all have it. */
  toggleOccluded(ids: ReadonlySet<string>): void {
    this.edited.commit('command.occluded', (s, w) => toggleOccluded(s, w, this.edited.labelSet, ids, () => this.newId() as AttributeId));
  }

  setHard(toggle: (hard: boolean) => boolean): void {
    this.edited.commit('command.mark-hard', (s, w) => propose.setHard(s, w.marks, toggle(w.marks.hard)));
  }

  setNothingHere(to: (before: boolean) => boolean): void {
    this.edited.commit('command.nothing-here', (s, w) => propose.setNothingHere(s, w, to(w.nothingHere)));
  }

  /** Locked ones stay. Answers how many went, and by which command. */
  deleteSelected(): { readonly count: number; readonly command: CommandId | null } {
    const { selection, locked } = useEditorSession.getState();
    const ids = new Set([...selection].filter((id) => !locked.has(id)));
    const command = this.edited.commit('command.delete', (s, w) => propose.retire(s, w, ids));
    useEditorSession.setState({ selection: new Set([...selection].filter((id) => locked.has(id))) });
    return { count: ids.size, command };
  }

  /** How many were copied. */
  copySelected(): number {
    const work = this.edited.work();
    const clipboard = work === null ? [] : propose.copy(work, useEditorSession.getState().selection);
    if (clipboard.length > 0) useEditorSession.setState({ clipboard });
    return clipboard.length;
  }

  /** See `proposals.paste`; what was pasted is selected. Answers how many came in, and how many lie outside. */
  paste(name: 'command.paste' | 'command.duplicate', clips: readonly Clip[], shift: boolean): { readonly count: number; readonly outside: number } {
    const living = new Set(this.edited.labelSet.labels.flatMap((l) => (l.retired ? [] : [l.id])));
    const known = (label: LabelId): boolean => living.has(label);
    let pasted: readonly string[] = [];
    let outside = 0;
    this.edited.commit(name, (s, w) => {
      const made = propose.paste(s, w, clips, this.image(), shift, known, this.newId);
      pasted = made.ids;
      outside = made.outside;
      return made.drafts;
    });
    if (pasted.length > 0) useEditorSession.setState({ tool: 'select', selection: new Set(pasted) });
    return { count: pasted.length, outside };
  }

  duplicate(): void {
    const work = this.edited.work();
    if (work !== null) this.paste('command.duplicate', propose.copy(work, useEditorSession.getState().selection), true);
  }
}
