import { toggled, useEditorSession } from '../../session';
import type { SelectMode } from '../../tools';
import type { EditedSample } from './edited-sample';
import { living } from './proposals';

/** What is selected: by pointer, from the list, by keys that go through the objects. */
export class Picking {
  private readonly edited: EditedSample;
  /** Ends what another tool began and takes the select tool. */
  private readonly toSelect: () => void;
  /** An object was picked by key or in the list: shown and said. */
  private readonly onPicked: () => void;
  /** Esc found nothing left to give up: the next Tab leaves the picture. */
  private leaving = false;

  constructor(edited: EditedSample, toSelect: () => void, onPicked: () => void) {
    this.edited = edited;
    this.toSelect = toSelect;
    this.onPicked = onPicked;
  }

  /** See `tab`. */
  setLeaving(leaving: boolean): void {
    this.leaving = leaving;
  }

  select(ids: readonly string[], mode: SelectMode): void {
    const { selection } = useEditorSession.getState();
    const next = mode === 'replace' ? new Set(ids) : mode === 'toggle' ? toggled(selection, ids) : new Set([...selection, ...ids]);
    if (next.size === selection.size && [...next].every((id) => selection.has(id))) return;
    useEditorSession.setState({ selection: next });
  }

  /** All that are seen and not locked. */
  selectAll(): void {
    const { hidden, locked, onlyShown } = useEditorSession.getState();
    const work = this.edited.work();
    if (work === null) return;
    this.toSelect();
    this.select(living(work).filter((a) => !hidden.has(a.id) && !locked.has(a.id) && onlyShown?.has(a.id) !== false).map((a) => a.id), 'replace');
  }

  /** From the list or by key: selects and shows where it is. */
  pick(id: string, mode: SelectMode): void {
    this.leaving = false;
    if (useEditorSession.getState().tool !== 'select') this.toSelect();
    this.select([id], mode);
    if (mode === 'replace') this.onPicked();
  }

  /** Selects the object after (or before) the selected one, in the order of the list, round and round. */
  cycle(step: 1 | -1): void {
    const ids = this.listedIds();
    if (ids.length === 0) return;
    const at = this.selectedIndex(ids);
    this.pick(ids[at < 0 ? (step > 0 ? 0 : ids.length - 1) : (at + step + ids.length) % ids.length]!, 'replace');
  }

  /**
   * Tab on the picture goes through the objects and, after the last one or after Esc, on to what follows the picture.
   * False when the browser is to move the focus.
   */
  tab(step: 1 | -1): boolean {
    const ids = this.listedIds();
    const at = this.selectedIndex(ids);
    const id = this.leaving ? undefined : ids[at < 0 && step < 0 ? ids.length - 1 : at + step];
    this.leaving = false;
    if (id === undefined) return false;
    this.pick(id, 'replace');
    return true;
  }

  private listedIds(): string[] {
    return this.edited.listed().map((l) => this.edited.idOf(l.row));
  }

  private selectedIndex(ids: readonly string[]): number {
    const { selection } = useEditorSession.getState();
    return ids.findIndex((id) => selection.has(id));
  }
}
