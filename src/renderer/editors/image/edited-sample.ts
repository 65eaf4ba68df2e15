import type { Annotation } from '../../../shared/domain/annotation/annotation';
import type { LabelSet } from '../../../shared/domain/label-set';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { CommandId, LabelId, LabelSetId } from '../../../shared/kernel/ids';
import { refusedAsReadOnly, useEditorSession, type EditorSession, type Proposed, type WorkStore } from '../../session';
import type { Item } from '../../tools';
import { last } from './last';
import type { Subject } from './proposals';
import { labelColors, listObjects, type LabelColors, type Listed } from './shapes';

/** Selected objects that can be moved: there, not locked, not hidden. */
function movable(work: SampleWork | null, selection: EditorSession['selection'], locked: EditorSession['locked'], hidden: EditorSession['hidden'], onlyShown: EditorSession['onlyShown']): readonly Item[] {
  if (work === null || selection.size === 0) return [];
  const items: Item[] = [];
  for (const a of work.annotations) if (selection.has(a.id) && !a.retired && !locked.has(a.id) && !hidden.has(a.id) && onlyShown?.has(a.id) !== false) items.push({ id: a.id, box: a.geometry });
  return items;
}

/** What a person makes while everything is hidden is seen. */
function showDrawn(drafts: readonly Proposed[]): void {
  const { onlyShown } = useEditorSession.getState();
  const drawn = onlyShown === null ? [] : drafts.flatMap((draft) => (draft.type === 'annotation.created' ? [draft.body.annotation] : []));
  if (onlyShown !== null && drawn.length > 0) useEditorSession.setState({ onlyShown: new Set([...onlyShown, ...drawn]) });
}

/** The sample in the editor: its objects as the person sees them, its labels, and what is selected of it. */
export class EditedSample {
  readonly store: WorkStore;
  subject: Subject | null = null;
  labelSet: LabelSet = { id: '' as LabelSetId, labels: [] };
  colors: LabelColors = labelColors([]);
  // Asked for several times in every gesture, and there may be ten thousand objects.
  private readonly movable = last(movable);
  private readonly list = last((work: SampleWork | null, labelSet: LabelSet): readonly Listed[] => (work === null ? [] : listObjects(work, labelSet)));
  private readonly rows = last((work: SampleWork | null) => new Map(work?.annotations.map((a, row): [string, number] => [a.id, row])));

  constructor(store: WorkStore) {
    this.store = store;
  }

  /** Another sample; answers whether it is the same one again. */
  open(subject: Subject): boolean {
    const same = this.subject?.sample === subject.sample;
    this.subject = subject;
    const { selection, hidden, locked, naming } = useEditorSession.getState();
    // Mostly nothing is chosen: nobody need be told then.
    if (!same && (selection.size + hidden.size + locked.size > 0 || naming !== null)) useEditorSession.setState({ selection: new Set(), hidden: new Set(), locked: new Set(), naming: null });
    return same;
  }

  setLabels(labelSet: LabelSet): void {
    this.labelSet = labelSet;
    this.colors = labelColors(labelSet.labels);
  }

  work(): SampleWork | null {
    return this.subject === null ? null : this.store.view(this.subject.sample);
  }

  /** Id of the object in this row of the display list; '' when there is none. */
  idOf(row: number): string {
    return this.work()?.annotations[row]?.id ?? '';
  }

  /** Selected objects that can be moved: there, not locked, not hidden. */
  selectedItems(): readonly Item[] {
    const { selection, locked, hidden, onlyShown } = useEditorSession.getState();
    return this.movable(this.work(), selection, locked, hidden, onlyShown);
  }

  /** Living objects in the order of the list. */
  listed(): readonly Listed[] {
    return this.list(this.work(), this.labelSet);
  }

  /** The object with this id, retired ones too. */
  find(id: string): Annotation | undefined {
    const work = this.work();
    return work?.annotations[this.rows(work).get(id) ?? -1];
  }

  /** How the list calls a living object: its label and its number. */
  listedAs(id: string): Listed | undefined {
    const row = this.rows(this.work()).get(id);
    return this.listed().find((l) => l.row === row);
  }

  /** The label that a new box gets: the chosen one, else the first. */
  activeLabel(): LabelId | null {
    const { activeLabel } = useEditorSession.getState();
    const labels = this.labelSet.labels.filter((l) => !l.retired);
    return (labels.find((l) => l.id === activeLabel) ?? labels[0])?.id ?? null;
  }

  /** One gesture, one command: answers it. Nothing is sent when nothing changes (null). */
  commit(command: string, make: (subject: Subject, work: SampleWork) => readonly Proposed[]): CommandId | null {
    return this.commitNamed((subject, work) => ({ command, drafts: make(subject, work) }));
  }

  /** A command whose name depends on what it does. */
  commitNamed(make: (subject: Subject, work: SampleWork) => { readonly command: string; readonly drafts: readonly Proposed[] }): CommandId | null {
    const work = this.work();
    if (this.subject === null || work === null || refusedAsReadOnly()) return null;
    const { command, drafts } = make(this.subject, work);
    if (drafts.length === 0) return null;
    showDrawn(drafts);
    return this.store.commit(command, drafts);
  }
}
