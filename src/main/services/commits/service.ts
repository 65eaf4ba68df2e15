import type { HistoryState, Pushes, UndoOutcome } from '../../../shared/contract/api';
import { checkDraft } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command } from '../../../shared/events/envelope';
import type { LabelDeletionPolicy } from '../../../shared/domain/label-set';
import type { MarkField } from '../../../shared/events/blobs/marks';
import { idFromBytes, WORKSPACE_HISTORY, type CommandId, type DatasetId, type HistoryId, type JobId, type LabelId, type LabelSetId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { Random } from '../../ports/random';
import type { Journal, JournalEntry } from '../journal/types';
import { datasetIn, everyDataset, jobIn } from '../state';
import type { FoldedState } from '../state/types';
import { BlobWriter } from './blobs';
import { bundle, type Bundled } from './bundle';
import { checkAgainstState } from './check';
import { invert } from './invert';
import { deletionDrafts, previewDeletion } from './label-deletion';
import { classesRows, markDraft, markRows, needJob } from './many';
import { Overlay } from './overlay';
import { Queue } from './queue';
import { presenceIn } from './presence';
import { refuse } from './refuse';
import type { Committed, LabelingCommits, PresenceChange } from './types';

export interface CommitsOptions {
  readonly journal: Journal;
  readonly state: FoldedState;
  readonly random: Random;
}

/** The one way in. */
export function createCommits(options: CommitsOptions): LabelingCommits {
  return new CommitService(options);
}

const MAX_NAMED_SAMPLES = 100;
const NOTHING: Bundled = { drafts: [], places: [] };

class CommitService implements LabelingCommits {
  readonly #journal: Journal;
  readonly #state: FoldedState;
  readonly #random: Random;
  readonly #blobs: BlobWriter;
  readonly #queue = new Queue();
  readonly #patchListeners = new Set<(patch: Pushes['state.patch'], origin: string | null) => void>();
  readonly #presenceListeners = new Set<(change: PresenceChange) => void>();
  readonly #historyListeners = new Set<(job: JobId, history: HistoryState) => void>();

  constructor({ journal, state, random }: CommitsOptions) {
    this.#journal = journal;
    this.#state = state;
    this.#random = random;
    this.#blobs = new BlobWriter(journal);
  }

  commit(origin: string | null, command: Command, drafts: readonly Draft[]): Promise<Committed> {
    return this.#queue.commit(subjectsOf(drafts), async () => {
      // A window that lost its connection sends again what may have been saved already.
      if (origin !== null && this.#state.ledger.has(command.id)) return NOTHING;
      return bundle(await this.#check(drafts), this.#blobs);
    }, (checked) => this.#write(origin, command, checked));
  }

  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef> {
    return this.#journal.putBlob(bytes, rows);
  }

  command(name: string): Command {
    return { id: idFromBytes<CommandId>(this.#random.bytes(16)), name, undoes: null, redoes: null };
  }

  history(of: HistoryId): HistoryState {
    needHistory(this.#state, of);
    return { undo: this.#top(of, 'undo'), redo: this.#top(of, 'redo') };
  }

  undo(origin: string | null, of: HistoryId, command: CommandId): Promise<UndoOutcome> {
    return this.#queue.alone(() => this.#turn(origin, of, command, 'undo'));
  }

  redo(origin: string | null, of: HistoryId, command: CommandId): Promise<UndoOutcome> {
    return this.#queue.alone(() => this.#turn(origin, of, command, 'redo'));
  }

  classesSetMany(origin: string | null, job: JobId, rows: Uint32Array, mode: 'replace' | 'add' | 'remove', labels: readonly LabelId[], command: Command): Promise<{ readonly committed: Committed; readonly changed: number }> {
    return this.#queue.alone(async () => {
      // Sent again after a lost connection: it is on the disk already.
      if (this.#state.ledger.has(command.id)) return { committed: this.#unchanged(), changed: 0 };
      const changed = classesRows(this.#state, needJob(this.#state, job).id, rows, mode, labels);
      const [first] = changed;
      // One sample is one small event; a blob would be a file of its own for it.
      if (first && changed.length === 1) return { committed: await this.#writeNow(origin, command, await this.#check([{ type: 'classes.set', base: [], body: { job, ...first } }])), changed: 1 };
      const refs = await this.#blobs.classes(changed);
      const committed = await this.#writeNow(origin, command, refs.map((blob) => ({ type: 'classes.bulk-set', base: [], body: { job, blob } })));
      return { committed, changed: changed.length };
    });
  }

  marksSetMany(origin: string | null, job: JobId, rows: Uint32Array, field: MarkField, to: number, command: Command): Promise<{ readonly committed: Committed; readonly changed: number }> {
    return this.#queue.alone(async () => {
      if (this.#state.ledger.has(command.id)) return { committed: this.#unchanged(), changed: 0 };
      const changed = markRows(this.#state, job, rows, field, to);
      const [first] = changed;
      if (first && changed.length === 1) return { committed: await this.#writeNow(origin, command, await this.#check([markDraft(job, first)])), changed: 1 };
      const refs = await this.#blobs.marks(changed);
      const committed = await this.#writeNow(origin, command, refs.map((blob) => ({ type: 'marks.bulk-set', base: [], body: { job, blob } })));
      return { committed, changed: changed.length };
    });
  }

  deleteLabel(origin: string | null, job: JobId, labelSet: LabelSetId, label: LabelId, policy: LabelDeletionPolicy, command: Command): ReturnType<LabelingCommits['deleteLabel']> {
    return this.#queue.alone(async () => {
      const { drafts, samples, removed } = await deletionDrafts(this.#state, this.#blobs, job, labelSet, label, policy);
      return { committed: await this.#writeNow(origin, command, drafts), samples, removed };
    });
  }

  previewLabelDeletion(job: JobId, labelSet: LabelSetId, label: LabelId): ReturnType<LabelingCommits['previewLabelDeletion']> {
    return previewDeletion(this.#state, job, labelSet, label);
  }

  onPatch(listener: (patch: Pushes['state.patch'], origin: string | null) => void): () => void {
    this.#patchListeners.add(listener);
    return () => this.#patchListeners.delete(listener);
  }

  onHistory(listener: (job: JobId, history: HistoryState) => void): () => void {
    this.#historyListeners.add(listener);
    return () => this.#historyListeners.delete(listener);
  }

  onPresence(listener: (change: PresenceChange) => void): () => void {
    this.#presenceListeners.add(listener);
    return () => this.#presenceListeners.delete(listener);
  }

  async #check(drafts: readonly Draft[]): Promise<readonly Draft[]> {
    if (drafts.length === 0) refuse('nothing-to-do', 'A commit without a change.');
    const overlay = new Overlay(this.#state);
    const checked: Draft[] = [];
    for (const [i, draft] of drafts.entries()) {
      const known = checkDraft(draft);
      if (!known.ok) throw new FailureError(known.error);
      const ready = await checkAgainstState(known.value, overlay);
      checked.push(ready);
      if (i + 1 < drafts.length) await overlay.add(ready);
    }
    return checked;
  }

  /** Starts the flush at once; the second step folds, when its turn has come. */
  #write(origin: string | null, command: Command, { drafts, places }: Bundled): { readonly saved: Promise<unknown>; readonly fold: () => Promise<Committed> } {
    const saved = drafts.length === 0 ? Promise.resolve([]) : this.#journal.append(command, drafts);
    return { saved, fold: async () => this.#fold(origin, await saved, places) };
  }

  async #writeNow(origin: string | null, command: Command, drafts: readonly Draft[]): Promise<Committed> {
    return this.#write(origin, command, { drafts, places: drafts.map((_, i) => i) }).fold();
  }

  #unchanged(): Committed {
    return { entries: [], events: [], cursor: this.#state.cursor() };
  }

  async #fold(origin: string | null, entries: readonly JournalEntry[], places: readonly number[]): Promise<Committed> {
    if (entries.length === 0) return this.#unchanged();
    const patch = this.#patchListeners.size > 0 ? await this.#state.apply(entries) : null;
    const cursor = patch ? patch.cursor : await this.#state.applyQuietly(entries);
    if (patch) for (const listener of this.#patchListeners) listener(patch, origin);
    for (const job of this.#jobsTouched(entries)) this.#tellHistory(job);
    for (const change of presenceIn(entries)) for (const listener of this.#presenceListeners) listener(change);
    return { entries, events: places.flatMap((place) => entries[place]?.event.id ?? []), cursor };
  }

  #jobsTouched(entries: readonly JournalEntry[]): ReadonlySet<JobId> {
    const touched = new Set<JobId>();
    for (const { event } of entries) {
      const body = event.body as { readonly job?: JobId; readonly labelSet?: LabelSetId; readonly of?: HistoryId };
      if (body.job !== undefined) touched.add(body.job);
      else for (const job of this.#state.catalog().jobs) if (job.id === body.of || job.labelSet === body.labelSet) touched.add(job.id);
    }
    // Of a deleted job nobody follows the history; it is told when the job is back.
    const there = new Set(this.#state.catalog().jobs.map((job) => job.id));
    return new Set([...touched].filter((job) => there.has(job)));
  }

  #tellHistory(job: JobId): void {
    const history = this.history(job);
    for (const listener of this.#historyListeners) listener(job, history);
  }

  #top(of: HistoryId, direction: 'undo' | 'redo'): Command | null {
    const top = this.#state.ledger.top(this.#journal.member(), of, direction);
    return top && { id: top.id, name: top.name, undoes: null, redoes: null };
  }

  async #turn(origin: string | null, of: HistoryId, wanted: CommandId, direction: 'undo' | 'redo'): Promise<UndoOutcome> {
    needHistory(this.#state, of);
    const top = this.#top(of, direction);
    if (top === null) return { command: null, samples: [], touched: 0, refused: [], history: this.history(of) };
    // Two windows that ask for the same step must not take two.
    if (top.id !== wanted) refuse('history-moved', 'Something else was done meanwhile.', { command: wanted });
    const events = [];
    for (const number of this.#state.ledger.eventsToInvert(top.id)) {
      const event = await this.#state.event(number);
      if (event) events.push(event);
    }
    const { drafts, refused, samples } = await invert(events, this.#state, this.#blobs);
    const touched = [...samples].slice(0, MAX_NAMED_SAMPLES);
    if (drafts.length === 0) {
      // It leaves the history, also after the next start: what was refused is told once and not tried at every press.
      await this.#writeNow(origin, this.command('command.pass-over'), [{ type: 'history.passed-over', base: [], body: { of, command: top.id, direction } }]);
      return { command: null, samples: touched, touched: samples.size, refused, history: this.history(of) };
    }
    const command: Command = { ...this.command(top.name), undoes: direction === 'undo' ? top.id : null, redoes: direction === 'redo' ? top.id : null };
    // What was written as single events before there were bulk ones goes back as one.
    await this.#writeNow(origin, command, (await bundle(drafts, this.#blobs)).drafts);
    return { command: top, samples: touched, touched: samples.size, refused, history: this.history(of) };
  }
}

/** Throws 'job-deleted', 'dataset-deleted' or, when there is neither a job nor a dataset with this id, 'unknown-job'. */
function needHistory(state: FoldedState, of: HistoryId): void {
  if (of === WORKSPACE_HISTORY) return;
  const catalog = state.catalog();
  const isDataset = everyDataset(catalog).some((dataset) => dataset.id === of);
  if (isDataset) datasetIn(catalog, of as DatasetId);
  else jobIn(catalog, of as JobId);
}

/** What a commit is about, so that commits about different samples can share a flush; null: about everything. */
function subjectsOf(drafts: readonly Draft[]): ReadonlySet<string> | null {
  const subjects = new Set<string>();
  for (const { body } of drafts) {
    if (typeof body !== 'object' || body === null || !('sample' in body) || !('job' in body)) return null;
    subjects.add(`${body.job}/${body.sample}`);
  }
  return subjects;
}
