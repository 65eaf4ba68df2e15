/** What one can do to samples in a gallery: set labels and marks, take it back. One gesture is one command. */
import { useMemo, useRef } from 'react';
import type { Command } from '../../../shared/events/envelope';
import type { Label } from '../../../shared/domain/label-set';
import type { CommandId, LabelId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { randomId } from '../../client';
import { useIndex } from '../../index';
import type { ManyOutcome, WorkspaceIndex } from '../../index';
import { failureOf, refusedAsReadOnly, whileSaving } from '../../session';
import { failureText, t, toast } from '../../ui';
import { stepsOf } from '../undo';
import { useGallery } from './context';
import type { Gallery } from './context';
import { rowOfSample, sampleAt } from './sample-view';
import { moveFocus, selectOnly } from './selection';

type CommandName = 'command.classify' | 'command.classify-many' | 'command.unclassify' | 'command.mark-hard' | 'command.flag' | 'command.stars' | 'command.nothing-here' | 'command.remove-samples' | 'command.accept-changed';

export interface GalleryActions {
  /** Gives the selection a label; with several labels per sample it is taken off when all have it. */
  readonly classify: (label: Label) => void;
  readonly clearLabels: () => void;
  readonly nothingHere: () => void;
  readonly toggleHard: () => void;
  readonly setFlag: (flag: 0 | 1 | 2) => void;
  readonly setStars: (stars: number) => void;
  /** Takes samples off the dataset; their files stay. Only where no job is shown. */
  readonly removeSamples: () => void;
  /** The files of the selection that changed are fine as they are now; their labels stay. */
  readonly acceptChanged: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

function newCommand(name: CommandName): Command {
  return { id: randomId<CommandId>(), name, undoes: null, redoes: null };
}

/** Actions on the current selection. They do nothing without a job, and labels only in classification jobs. */
export function useGalleryActions(): GalleryActions {
  const gallery = useGallery();
  const index = useIndex();
  const latest = useRef(gallery);
  latest.current = gallery;
  return useMemo(() => whereWritable(makeActions(index, gallery, () => latest.current)), [index, gallery]);
}

/** Each says why it does nothing where the workspace can only be looked at. */
function whereWritable(actions: GalleryActions): GalleryActions {
  const guarded = <A extends readonly unknown[]>(act: (...args: A) => void) => (...args: A): void => { if (!refusedAsReadOnly()) act(...args); };
  return {
    classify: guarded(actions.classify), clearLabels: guarded(actions.clearLabels), nothingHere: guarded(actions.nothingHere), toggleHard: guarded(actions.toggleHard), setFlag: guarded(actions.setFlag),
    setStars: guarded(actions.setStars), removeSamples: guarded(actions.removeSamples), acceptChanged: guarded(actions.acceptChanged), undo: guarded(actions.undo), redo: guarded(actions.redo),
  };
}

/** `now`: the gallery as it is shown when an answer comes; another filter may be set by then. */
function makeActions(index: WorkspaceIndex, gallery: Gallery, now: () => Gallery): GalleryActions {
  const { job, store, columns, view, dataset } = gallery;
  const steps = stepsOf(index, job?.id ?? dataset.id, ({ samples: [wanted] }) => {
    if (wanted === undefined) return;
    const shown = now();
    const row = rowOfSample(shown.columns, wanted);
    if (shown.store === store && shown.view.placeOf(row) >= 0 && !store.getState().selection.rows.has(row)) store.setState({ selection: selectOnly(row) });
  });

  function selected(): Uint32Array {
    const { selection } = store.getState();
    if (selection.rows.size > 0) return selection.rows.toRows();
    return selection.focus >= 0 ? Uint32Array.of(selection.focus) : new Uint32Array(0);
  }

  function run(work: () => Promise<unknown>): void {
    whileSaving(work(), failureOf).catch((error: unknown) => toast(failureText(failureOf(error)), { tone: 'bad' }));
  }

  function advance(rows: Uint32Array): void {
    const state = store.getState();
    if (!state.advance || rows.length > 1) return;
    const next = moveFocus(state.selection, view, 1, 'replace');
    store.setState({ selection: next.focus >= 0 ? selectOnly(next.focus) : next });
  }

  /** What was refused is told once, here, and taken back on the screen by the outbox. */
  async function saved(outcome: Promise<ManyOutcome>): Promise<{ readonly changed: number }> {
    const answer = await outcome;
    if (!answer.ok) throw new FailureError(answer.failure);
    return answer;
  }

  function setClasses(name: CommandName, mode: 'replace' | 'add' | 'remove', labels: readonly LabelId[], said: ((count: number) => string) | null): void {
    if (!job || job.task !== 'classification') return;
    const rows = selected();
    if (rows.length === 0) return void toast(t('job.select-first'));
    const command = newCommand(rows.length > 1 && name === 'command.classify' ? 'command.classify-many' : name);
    run(async () => {
      const answer = await saved(index.outbox.many(job.id, command, { kind: 'classes', mode, labels, rows }));
      if (said && rows.length > 1) toast(said(answer.changed), steps.offer(command.id));
    });
    if (mode !== 'remove') advance(rows);
  }

  function setMarks(name: CommandName, field: 'hard' | 'flag' | 'stars', to: number, mark: string): void {
    if (!job) return;
    const rows = selected();
    if (rows.length === 0) return void toast(t('job.select-first'));
    const command = newCommand(name);
    run(async () => {
      const answer = await saved(index.outbox.many(job.id, command, { kind: 'marks', field, to, rows }));
      if (rows.length > 1) toast(t('job.marked', { mark, count: answer.changed }), steps.offer(command.id));
    });
  }

  return {
    classify(label) {
      if (!job) return;
      const rows = selected();
      const { combo, combos } = columns.job ?? { combo: rows, combos: [] };
      const has = combos.map((labels) => labels.includes(label.id));
      const all = rows.length > 0 && rows.every((row) => has[combo[row] ?? 0] ?? false);
      if (job.multiple && all) return setClasses('command.unclassify', 'remove', [label.id], (count) => t('job.cleared', { count }));
      setClasses('command.classify', job.multiple ? 'add' : 'replace', [label.id], (count) => t('job.classified', { label: label.name, count }));
    },
    clearLabels: () => setClasses('command.unclassify', 'replace', [], (count) => t('job.cleared', { count })),
    nothingHere() {
      if (!job) return;
      const rows = selected();
      const samples = [...rows].map((row) => sampleAt(columns, row)).filter((sample) => sample !== null && sample.combo.length === 0 && sample.objects === 0);
      if (samples.length === 0) return;
      const to = samples.some((sample) => sample?.state !== 'labeled');
      const drafts = samples.flatMap((sample) => (sample && (sample.state === 'labeled') !== to ? [{ type: 'nothing-here.set' as const, base: [], body: { job: job.id, sample: sample.id, to, was: !to } }] : []));
      run(async () => {
        const outcome = await index.outbox.commit(job.id, newCommand('command.nothing-here'), drafts, { kind: 'nothing-here', rows: Uint32Array.from(samples, (sample) => sample?.row ?? 0), to });
        if (!outcome.ok) toast(failureText(outcome.failure), { tone: 'bad' });
      });
      advance(rows);
    },
    toggleHard() {
      const rows = selected();
      const all = rows.length > 0 && rows.every((row) => ((columns.job?.marks[row] ?? 0) & 1) === 1);
      setMarks('command.mark-hard', 'hard', all ? 0 : 1, t('gallery.mark-hard'));
    },
    setFlag: (flag) => setMarks('command.flag', 'flag', flag, t(flag === 1 ? 'gallery.mark-flag' : flag === 2 ? 'gallery.mark-reject' : 'gallery.unflag')),
    setStars: (stars) => setMarks('command.stars', 'stars', stars, t('gallery.mark-stars', { count: stars })),
    removeSamples() {
      const rows = selected();
      if (job || rows.length === 0) return;
      const command = newCommand('command.remove-samples');
      run(async () => {
        const { removed } = await index.client.request('dataset.remove-samples', { dataset: dataset.id, command, parts: { rows: new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength) } });
        toast(t('dataset.removed', { count: removed }), steps.offer(command.id));
      });
    },
    acceptChanged() {
      const rows = selected().filter((row) => sampleAt(columns, row)?.status === 'changed');
      if (rows.length === 0) return;
      const command = newCommand('command.accept-changed');
      run(async () => {
        const { accepted } = await index.client.request('dataset.accept-changed', { dataset: dataset.id, command, parts: { rows: new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength) } });
        // The file belongs to the dataset, whatever job shows it.
        toast(t('dataset.accepted', { count: accepted }), stepsOf(index, dataset.id).offer(command.id));
      });
    },
    undo: steps.undo,
    redo: steps.redo,
  };
}
