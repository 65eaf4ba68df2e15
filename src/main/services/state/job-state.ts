import { JobTable } from '../../../shared/contract/columns-codec';
import { SAMPLE_STATES, type Job } from '../../../shared/domain/job';
import { packMarks, unpackMarks } from '../../../shared/events/blobs/packed-marks';
import { withMark, type MarkField } from '../../../shared/events/blobs/marks';
import { inOrder, stateOf, summarize } from '../../../shared/fold/summary';
import type { ItemState } from '../../../shared/fold/item';
import type { LabelId } from '../../../shared/kernel/ids';
import type { EventTable } from './event-table';
import { NumberTable } from './number-list';

/** Part number of a single event in the list of a sample. */
export const SINGLE = 0xffffffff;

/**
 * One job: its columns and, per sample, the list of facts about it (event number and row of the event's blob), latest
 * in the order first.
 */
export class JobState {
  job: Job;
  /** Its number among the jobs of this opening. */
  readonly number: number;
  table = new JobTable();
  readonly rows = new NumberTable({ head: 'u32', nothing: 'u8' });
  readonly facts = new NumberTable({ event: 'u32', part: 'u32', next: 'u32' });
  labelOrder: ReadonlyMap<LabelId, number> = new Map();
  readonly #events: EventTable;
  readonly #combos = new Map<string, number>([['', 0]]);

  constructor(job: Job, events: EventTable, number: number) {
    this.job = job;
    this.number = number;
    this.#events = events;
    this.rows.grow(0);
    this.facts.add();
  }

  grow(count: number): void {
    this.table.grow(count);
    this.rows.grow(count);
  }

  /** Makes room for `samples` rows and `facts` more facts. Adds none. */
  reserve(samples: number, facts: number): void {
    this.table.reserve(samples);
    this.rows.reserve(samples);
    if (facts > 0) this.facts.reserve(this.facts.count + facts);
  }

  /** Number of a combination of labels, in label-set order. */
  combo(labels: readonly LabelId[]): number {
    if (labels.length === 0) return 0;
    const ordered = inOrder(labels, this.order);
    const key = ordered.join();
    const known = this.#combos.get(key);
    if (known !== undefined) return known;
    const number = this.table.combos.length;
    this.table.combos.push(ordered);
    this.#combos.set(key, number);
    return number;
  }

  /** After loading columns: numbers of known combinations. */
  indexCombos(): void {
    this.#combos.clear();
    for (const [i, combo] of this.table.combos.entries()) this.#combos.set(combo.join(), i);
  }

  readonly order = (label: LabelId): number => this.labelOrder.get(label) ?? 0x7fffffff;

  /** Notes a fact. True when it is the latest of its sample in the order, as it is nearly always. */
  note(row: number, event: number, part: number): boolean {
    const node = this.facts.add();
    const c = this.facts.columns;
    c.event[node] = event;
    c.part[node] = part;
    const heads = this.rows.columns.head;
    let before = 0;
    let at = heads[row] ?? 0;
    while (at !== 0 && this.#after(c.event[at] ?? 0, c.part[at] ?? 0, event, part)) {
      before = at;
      at = c.next[at] ?? 0;
    }
    c.next[node] = at;
    if (before === 0) heads[row] = node;
    else c.next[before] = node;
    return before === 0;
  }

  /** True when the sample had no facts before the one just noted. */
  isFirst(row: number): boolean {
    return this.facts.columns.next[this.rows.columns.head[row] ?? 0] === 0;
  }

  /** Facts of a sample, first in the order first. */
  factsOf(row: number): readonly { readonly event: number; readonly part: number }[] {
    const c = this.facts.columns;
    const list: { event: number; part: number }[] = [];
    for (let at = this.rows.columns.head[row] ?? 0; at !== 0; at = c.next[at] ?? 0) list.push({ event: c.event[at] ?? 0, part: c.part[at] ?? 0 });
    return list.reverse();
  }

  /** Columns of a sample from its folded state. */
  derive(row: number, item: ItemState): void {
    const summary = summarize(item, this.job.task, this.order);
    const n = this.table.numbers;
    n.state[row] = SAMPLE_STATES.indexOf(summary.state);
    n.objects[row] = summary.objects;
    n.combo[row] = this.combo(summary.labels);
    n.marks[row] = summary.marks;
    n.changed[row] = summary.changed;
    this.rows.columns.nothing[row] = item.nothingHere ? 1 : 0;
  }

  // A fact that sets a whole field and is the latest in the order decides this field whatever was before: these three
  // write what `derive` would, without reading the sample's history. A property test holds them against it.

  setClasses(row: number, combo: number, time: number): void {
    const n = this.table.numbers;
    if (this.job.task === 'classification') {
      const objects = this.table.combos[combo]?.length ?? 0;
      n.combo[row] = combo;
      n.objects[row] = objects;
      n.state[row] = SAMPLE_STATES.indexOf(stateOf(objects, this.rows.columns.nothing[row] === 1));
    }
    n.changed[row] = Math.max(n.changed[row] ?? 0, time);
  }

  setNothing(row: number, nothing: boolean, time: number): void {
    const n = this.table.numbers;
    this.rows.columns.nothing[row] = nothing ? 1 : 0;
    n.state[row] = SAMPLE_STATES.indexOf(stateOf(n.objects[row] ?? 0, nothing));
    n.changed[row] = Math.max(n.changed[row] ?? 0, time);
  }

  setMark(row: number, field: MarkField, value: number, time: number): void {
    const n = this.table.numbers;
    const { hard, flag, stars } = withMark(unpackMarks(n.marks[row] ?? 0), field, value);
    n.marks[row] = packMarks(hard, flag, stars);
    n.changed[row] = Math.max(n.changed[row] ?? 0, time);
  }

  #after(event: number, part: number, than: number, thanPart: number): boolean {
    const order = event === than ? 0 : this.#events.compare(event, than);
    return order > 0 || (order === 0 && part !== SINGLE && part > thanPart);
  }
}
