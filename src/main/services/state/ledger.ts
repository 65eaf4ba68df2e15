import type { KnownEvent } from '../../../shared/events/catalogue';
import type { EventBodies } from '../../../shared/events/catalogue/types';
import type { Command, StoredEvent } from '../../../shared/events/envelope';
import { WORKSPACE_HISTORY, type CommandId, type HistoryId, type JobId, type LabelSetId, type MemberId } from '../../../shared/kernel/ids';
import type { EventTable } from './event-table';
import type { LedgerView } from './types';

/** One command as the ledger knows it. */
export interface LedgerCommand {
  readonly id: CommandId;
  readonly name: string;
  /** Number of its first event; the others follow in `EventTable.nextOfCommand` (number + 1). */
  readonly first: number;
  last: number;
  /** False: it holds something that cannot be taken back (a job made). */
  undoable: boolean;
  /** Number of the command that undid it or brought it back last; its own number at first. */
  effect: number;
}

/** What one person did in one history: numbers of commands, last one last. */
export interface Stacks {
  readonly undo: number[];
  readonly redo: number[];
}

export interface LedgerData {
  readonly commands: readonly LedgerCommand[];
  readonly stacks: readonly (readonly [string, Stacks])[];
}

/**
 * What can be undone and redone, derived from the journal alone: per person and job (or dataset, or for the whole workspace) the commands that stand and those
 * that were taken back. See docs/spec/undo.md.
 */
export class Ledger implements LedgerView {
  #commands: LedgerCommand[] = [];
  readonly #numbers = new Map<CommandId, number>();
  readonly #stacks = new Map<string, Stacks>();
  readonly #events: EventTable;

  constructor(events: EventTable) {
    this.#events = events;
  }

  /** Takes note of an event (number `number`) that belongs to `histories`. */
  note(event: KnownEvent<StoredEvent>, number: number, histories: readonly HistoryId[]): void {
    const { command } = event;
    let at = this.#numbers.get(command.id);
    if (at === undefined) {
      at = this.#commands.length;
      this.#commands.push({ id: command.id, name: command.name, first: number, last: number, undoable: true, effect: at });
      this.#numbers.set(command.id, at);
    }
    const entry = this.#commands[at];
    if (entry === undefined) return;
    if (entry.last !== number) this.#events.table.columns.nextOfCommand[entry.last] = number + 1;
    entry.last = number;
    if (event.type === 'job.created') entry.undoable = false;
    if (event.type === 'history.passed-over') this.#passOver(event.member, event.body);
    for (const of of histories) this.#place(this.stacks(event.member, of), at, command);
  }

  stacks(member: MemberId, of: HistoryId): Stacks {
    const key = `${member}/${of}`;
    const stacks = this.#stacks.get(key) ?? { undo: [], redo: [] };
    this.#stacks.set(key, stacks);
    return stacks;
  }

  /** The last command that stands (`undo`) or was taken back (`redo`) and can be turned round; null when there is none. */
  top(member: MemberId, of: HistoryId, direction: 'undo' | 'redo'): LedgerCommand | null {
    const stack = this.stacks(member, of)[direction];
    for (let i = stack.length - 1; i >= 0; i--) {
      const command = this.#commands[stack[i] ?? -1];
      if (command?.undoable) return command;
    }
    return null;
  }

  eventsToInvert(command: CommandId): readonly number[] {
    const entry = this.#commands[this.#numbers.get(command) ?? -1];
    return entry ? this.#effectOf(entry) : [];
  }

  has(command: CommandId): boolean {
    return this.#numbers.has(command);
  }

  /** Its own events, or those of the last undo or redo of it. */
  #effectOf(command: LedgerCommand): readonly number[] {
    const effect = this.#commands[command.effect] ?? command;
    const numbers: number[] = [];
    for (let at = effect.first + 1; at !== 0; at = this.#events.table.columns.nextOfCommand[at - 1] ?? 0) numbers.push(at - 1);
    return numbers;
  }

  save(): LedgerData {
    return { commands: this.#commands, stacks: [...this.#stacks] };
  }

  load(data: LedgerData): void {
    this.#commands = [...data.commands];
    this.#numbers.clear();
    for (const [i, command] of this.#commands.entries()) this.#numbers.set(command.id, i);
    this.#stacks.clear();
    for (const [key, stacks] of data.stacks) this.#stacks.set(key, stacks);
  }

  #passOver(member: MemberId, { of, command, direction }: EventBodies['history.passed-over']): void {
    const stack = this.stacks(member, of)[direction];
    const at = stack.lastIndexOf(this.#numbers.get(command) ?? -1);
    if (at >= 0) stack.splice(at, 1);
  }

  #place({ undo, redo }: Stacks, at: number, command: Command): void {
    const turned = command.undoes ?? command.redoes;
    if (turned === null) {
      // An import may add to its command for a long time while the person goes on.
      if (undo.at(-1) === at || undo.includes(at, -1000)) return;
      undo.push(at);
      redo.length = 0;
      return;
    }
    const number = this.#numbers.get(turned);
    const target = number === undefined ? undefined : this.#commands[number];
    if (number === undefined || target === undefined) return;
    target.effect = at;
    const [from, to] = command.undoes !== null ? [undo, redo] : [redo, undo];
    const index = from.lastIndexOf(number);
    if (index < 0) return;
    from.splice(index, 1);
    to.push(number);
  }
}

/**
 * What a person does to a dataset alone, by the name of the command: status changes of synchronizing belong to nobody's
 * history, those of these commands do. Normative, see docs/spec/undo.md.
 */
const DATASET_COMMANDS: readonly string[] = ['command.remove-samples', 'command.accept-changed'];

/**
 * Whose history an event belongs to: the job it names, all jobs that use the label set it changes, or the dataset that
 * a person changed by it. What happens to a job or a dataset as a whole belongs to the workspace: it must be taken back
 * where the thing is gone. A name is changed in the thing as well as in the lists of the workspace.
 */
export function historiesOf(event: KnownEvent<StoredEvent>, jobsOfLabelSet: (labelSet: LabelSetId) => readonly JobId[]): readonly HistoryId[] {
  if (isOfWorkspace(event)) return [WORKSPACE_HISTORY];
  if (event.type === 'job.renamed') return [event.body.job, WORKSPACE_HISTORY];
  if (event.type === 'dataset.renamed') return [event.body.dataset, WORKSPACE_HISTORY];
  if ('job' in event.body) return [event.body.job];
  if ('labelSet' in event.body) return jobsOfLabelSet(event.body.labelSet);
  if (event.type === 'samples.status-set' && DATASET_COMMANDS.includes(event.command.name)) return [event.body.dataset];
  return [];
}

/** Deleting and bringing back. The job's own history stays as it is meanwhile. */
function isOfWorkspace({ type }: KnownEvent<StoredEvent>): boolean {
  return type === 'job.retired' || type === 'job.restored' || type === 'dataset.retired' || type === 'dataset.restored';
}
