import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerOf, HistoryState, Pushes, RequestName, RequestOf, UndoOutcome } from '../../shared/contract/api';
import type { SampleWork } from '../../shared/domain/sample-work';
import type { AnnotationId, CommandId, EventId, JobId, LabelId, SampleId } from '../../shared/kernel/ids';
import { FailureError } from '../../shared/kernel/result';
import { applyDrafts, toggled, WorkStore, type ClientPort, type Proposed } from '.';

const job = 'j'.repeat(32) as JobId;
const sample = '5'.repeat(32) as SampleId;
const label = 'a'.repeat(32) as LabelId;
const other = 'b'.repeat(32) as LabelId;
const EMPTY: SampleWork = { classes: [], annotations: [], marks: { hard: false, flag: 'none', stars: 0 }, nothingHere: false };
const box = (x: number) => ({ kind: 'box' as const, x, y: 0, width: 10, height: 10 });

function created(id: string, x = 0): Proposed {
  return { type: 'annotation.created', body: { job, sample, annotation: id as AnnotationId, label, geometry: box(x), attributes: {}, origin: 'person' } };
}
function movedTo(id: string, x: number): Proposed {
  return { type: 'annotation.geometry-set', body: { job, sample, annotation: id as AnnotationId, to: box(x), was: box(0) } };
}

/** A host of one sample that folds what it is sent and answers when it is let. */
class FakeHost implements ClientPort {
  work: SampleWork = EMPTY;
  readonly sent: RequestOf<'journal.commit'>[] = [];
  /** Commands in the order in which they were taken back. */
  readonly turned: string[] = [];
  nextTurn: 'ok' | 'lose-before' | 'lose-after' = 'ok';
  next: 'ok' | 'refuse' | 'lose-before' | 'lose-after' = 'ok';
  private patch: ((body: Pushes['state.patch'], mine: boolean) => void) | null = null;
  private events = 0;
  /** How often the sample was asked for. */
  opened = 0;

  async request<N extends RequestName>(name: N, body: RequestOf<N>): Promise<AnswerOf<N>> {
    await Promise.resolve();
    const answer = (value: unknown): AnswerOf<N> => value as AnswerOf<N>;
    if (name === 'history.state') return answer(this.history());
    if (name === 'history.undo') return answer(this.undo((body as RequestOf<'history.undo'>).command));
    if (name === 'sample.open') this.opened++;
    if (name === 'sample.open') return answer({ sample: { id: sample }, work: this.work, bases: {}, media: null });
    const commit = body as RequestOf<'journal.commit'>;
    const how = this.next;
    this.next = 'ok';
    if (how === 'refuse') throw new FailureError({ code: 'disk-full', message: 'The disk is full.' });
    if (how === 'lose-before') throw new FailureError({ code: 'disconnected', message: 'lost' });
    this.sent.push(commit);
    this.work = applyDrafts(this.work, sample, commit.drafts);
    if (how === 'lose-after') throw new FailureError({ code: 'disconnected', message: 'lost' });
    return answer({ cursor: { hash: '', tick: 1 }, events: commit.drafts.map(() => `event-${this.events++}` as EventId), history: this.history() });
  }
  private history(): HistoryState {
    const stand = this.sent.map((c) => c.command).filter((c) => !this.turned.includes(c.id));
    return { undo: stand.at(-1) ?? null, redo: null };
  }
  private undo(command: CommandId): UndoOutcome {
    const how = this.nextTurn;
    this.nextTurn = 'ok';
    const top = this.history().undo;
    if (how === 'lose-before') throw new FailureError({ code: 'disconnected', message: 'lost' });
    if (top?.id !== command) throw new FailureError({ code: 'history-moved', message: 'moved' });
    this.turned.push(command);
    if (how === 'lose-after') throw new FailureError({ code: 'disconnected', message: 'lost' });
    return { command: top, samples: [sample], touched: 1, refused: [], history: this.history() };
  }
  onPush<N extends keyof Pushes>(topic: N, listener: (body: Pushes[N], mine: boolean) => void): () => void {
    if (topic === 'state.patch') this.patch = listener as never;
    return () => undefined;
  }
  onStale(): () => void {
    return () => undefined;
  }
  push(bases: Readonly<Record<string, EventId>> = {}, mine = true): void {
    this.patch?.({ cursor: { hash: '', tick: 2 }, catalog: null, rows: [], works: [{ job, sample, work: this.work, bases }], unsent: [], parts: {} }, mine);
  }
  /** Something changed that is too large for a push. */
  pushUnsent(samples: readonly SampleId[] | null, mine: boolean): void {
    this.patch?.({ cursor: { hash: '', tick: 2 }, catalog: null, rows: [], works: [], unsent: [{ job, samples }], parts: {} }, mine);
  }
}

async function settled(store: WorkStore): Promise<void> {
  for (let i = 0; i < 200 && store.unsaved().length > store.refusals.length; i++) await new Promise((r) => setTimeout(r, 1));
}

function make(): { host: FakeHost; store: WorkStore } {
  const host = new FakeHost();
  let n = 0;
  const store = new WorkStore(job, host, () => `command-${n++}`);
  store.start();
  return { host, store };
}

describe('work store', () => {
  it('shows a change before the host has answered, and cites the event before it in the next', async () => {
    const { host, store } = make();
    await store.open(sample);
    store.commit('command.draw-box', [created('one')]);
    store.commit('command.move', [movedTo('one', 7)]);
    expect(store.view(sample)?.annotations[0]?.geometry.x).toBe(7);
    expect(store.unsaved()).toHaveLength(2);
    await settled(store);
    expect(store.unsaved()).toEqual([]);
    expect(host.sent.map((c) => c.drafts[0]?.base)).toEqual([[], ['event-0']]);
    expect(store.view(sample)?.annotations[0]?.geometry.x).toBe(7);
  });

  it('sends a change of very many objects only once it was shown, and what comes after it after it', async () => {
    const host = new FakeHost();
    const frames: (() => void)[] = [];
    let n = 0;
    const store = new WorkStore(job, host, () => `command-${n++}`, null, () => new Promise((resolve) => frames.push(resolve)));
    await store.open(sample);
    const many = (from: number) => Array.from({ length: 500 }, (_, i) => created(`object-${from + i}`));
    store.commit('command.paste', many(0));
    store.commit('command.draw-box', [created('one')]);
    expect(store.view(sample)?.annotations).toHaveLength(501);
    await new Promise((r) => setTimeout(r, 5));
    expect([host.sent.length, frames.length]).toEqual([0, 1]);
    frames[0]?.();
    await settled(store);
    expect(host.sent.map((c) => c.drafts.length)).toEqual([500, 1]);
    // One box waits for nothing.
    expect(frames).toHaveLength(1);
    store.commit('command.draw-box', many(500).slice(1));
    await settled(store);
    expect([host.sent.length, frames.length]).toEqual([3, 1]);
  });

  it('looks the same whether the push comes before or after the answer', async () => {
    const { host, store } = make();
    await store.open(sample);
    store.commit('command.draw-box', [created('one')]);
    await settled(store);
    const before = store.view(sample);
    host.push();
    expect(store.view(sample)).toEqual(before);
  });

  it('keeps what was refused, with the reason, and sends it again when asked', async () => {
    const { host, store } = make();
    await store.open(sample);
    host.next = 'refuse';
    const id = store.commit('command.draw-box', [created('one')]);
    await settled(store);
    expect(store.refusals[0]?.refused?.code).toBe('disk-full');
    expect(store.view(sample)?.annotations).toHaveLength(1);
    store.settle(id, 'retry');
    await settled(store);
    expect(store.refusals).toEqual([]);
    expect(host.work.annotations).toHaveLength(1);
  });

  it('forgets a refused change when asked', async () => {
    const { host, store } = make();
    await store.open(sample);
    host.next = 'refuse';
    const id = store.commit('command.draw-box', [created('one')]);
    await settled(store);
    store.settle(id, 'discard');
    expect(store.view(sample)?.annotations).toEqual([]);
  });

  it('writes a change exactly once when the line breaks before or after it was written', async () => {
    for (const how of ['lose-before', 'lose-after'] as const) {
      const { host, store } = make();
      await store.open(sample);
      host.next = how;
      store.commit('command.draw-box', [created('one')]);
      await settled(store);
      expect(host.sent).toHaveLength(1);
      expect(host.work.annotations).toHaveLength(1);
      expect(store.view(sample)?.annotations).toHaveLength(1);
    }
  });
});

describe('undo', () => {
  it('takes one command per press, in order, also when pressed in the moment in which the queue runs empty', async () => {
    const { host, store } = make();
    await store.open(sample);
    for (const id of ['one', 'two', 'three']) store.commit('command.draw-box', [created(id)]);
    await settled(store);
    await store.turnBack('undo');
    // The answer of the first is the moment: the second is asked for before anything else runs.
    await new Promise<void>((resolve) => void store.turnBack('undo').then(() => store.turnBack('undo')).then(() => resolve()));
    expect(host.turned).toEqual(['command-2', 'command-1', 'command-0']);
    expect(await store.turnBack('undo')).toBeNull();
  });

  it('is done once when the line breaks before or after it was done', async () => {
    for (const how of ['lose-before', 'lose-after'] as const) {
      const { host, store } = make();
      await store.open(sample);
      for (const id of ['one', 'two']) store.commit('command.draw-box', [created(id)]);
      await settled(store);
      host.nextTurn = how;
      expect((await store.turnBack('undo'))?.command?.id).toBe('command-1');
      expect(host.turned).toEqual(['command-1']);
    }
  });
});

describe('what waits for undo', () => {
  it('waits for every undo that was asked for, refused ones too, and for nothing else', async () => {
    const { host, store } = make();
    await store.open(sample);
    for (const id of ['one', 'two']) store.commit('command.draw-box', [created(id)]);
    // Nothing is being taken back, whatever else is on its way.
    expect(store.unsaved()).toHaveLength(2);
    await store.turned();
    expect(store.unsaved()).toHaveLength(2);
    const done: string[] = [];
    void store.turnBack('undo').then(() => done.push('first'));
    void store.turnBack('undo').then(() => done.push('second'));
    await store.turned();
    expect(host.turned).toEqual(['command-1', 'command-0']);
    expect(done).toEqual(['first', 'second']);
    store.takeBack('nothing' as CommandId).catch(() => done.push('refused'));
    await store.turned();
    await Promise.resolve();
    expect(done).toEqual(['first', 'second', 'refused']);
  });
});

describe('taking back one command', () => {
  it('waits for what is on its way, takes back that command, and refuses once something else was done', async () => {
    const { host, store } = make();
    await store.open(sample);
    const first = store.commit('command.draw-box', [created('one')]);
    expect((await store.takeBack(first))?.command?.id).toBe(first);
    const second = store.commit('command.draw-box', [created('two')]);
    const third = store.commit('command.draw-box', [created('three')]);
    await expect(store.takeBack(second)).rejects.toMatchObject({ failure: { code: 'history-moved' } });
    expect(host.turned).toEqual([first]);
    await store.takeBack(third);
    await store.takeBack(second);
    expect(host.turned).toEqual([first, third, second]);
  });

  it('is done once when the line breaks before or after it was done', async () => {
    for (const how of ['lose-before', 'lose-after'] as const) {
      const { host, store } = make();
      await store.open(sample);
      store.commit('command.draw-box', [created('one')]);
      const second = store.commit('command.draw-box', [created('two')]);
      await settled(store);
      host.nextTurn = how;
      expect((await store.takeBack(second))?.command?.id).toBe(second);
      expect(host.turned).toEqual([second]);
    }
  });

  it('forgets it where it was refused, and takes back nothing else', async () => {
    const { host, store } = make();
    await store.open(sample);
    store.commit('command.draw-box', [created('one')]);
    await settled(store);
    host.next = 'refuse';
    const refused = store.commit('command.draw-box', [created('two')]);
    await store.takeBack(refused);
    expect([store.refusals, host.turned]).toEqual([[], []]);
    expect(store.view(sample)?.annotations.map((a) => a.id)).toEqual(['one']);
  });
});

describe('what another window did', () => {
  it('is asked for where it is too large to be pushed, also when it changes again meanwhile', async () => {
    const { host, store } = make();
    await store.open(sample);
    for (const samples of [[sample], null]) {
      host.work = applyDrafts(host.work, sample, [created(`theirs-${samples === null ? 1 : 0}`)]);
      host.pushUnsent(samples, false);
      host.work = applyDrafts(host.work, sample, [created(`again-${samples === null ? 1 : 0}`)]);
      host.pushUnsent(samples, false);
      const objects = samples === null ? 4 : 2;
      for (let i = 0; i < 50 && store.view(sample)?.annotations.length !== objects; i++) await new Promise((r) => setTimeout(r, 1));
      expect(store.view(sample)?.annotations).toHaveLength(objects);
    }
    // Other samples are nobody's business, and an own stroke is known already.
    const asked = host.opened;
    host.pushUnsent(['6'.repeat(32) as SampleId], false);
    store.commit('command.draw-box', [created('mine')]);
    host.pushUnsent([sample], true);
    await settled(store);
    expect(host.opened).toBe(asked);
  });

  it('is told where it replaces what this one set, and only there', async () => {
    const { host, store } = make();
    await store.open(sample);
    store.commit('command.draw-box', [created('one')]);
    store.commit('command.draw-box', [created('two')]);
    await settled(store);
    const told: string[] = [];
    store.onOvertaken(({ annotation, field }) => told.push(`${annotation} ${field}`));
    host.push({ 'annotation/one/geometry': 'event-mine' as EventId }, true);
    expect(told).toEqual([]);
    host.push({ 'annotation/one/geometry': 'event-theirs' as EventId }, false);
    host.push({ 'annotation/one/geometry': 'event-theirs' as EventId, 'annotation/three/geometry': 'event-other' as EventId }, false);
    expect(told).toEqual(['one geometry']);
  });
});

describe('applying changes', () => {
  it('twice is the same as once', () => {
    const draft = fc.oneof(
      fc.constantFrom('one', 'two', 'three').chain((id) => fc.integer({ min: 0, max: 50 }).map((x) => created(id, x))),
      fc.constantFrom('one', 'two', 'three').chain((id) => fc.integer({ min: 0, max: 50 }).map((x) => movedTo(id, x))),
      fc.constantFrom('one', 'two').map((id): Proposed => ({ type: 'annotation.retired', body: { job, sample, annotation: id as AnnotationId } })),
      fc.constantFrom('one', 'two').map((id): Proposed => ({ type: 'annotation.class-set', body: { job, sample, annotation: id as AnnotationId, to: other, was: label } })),
      fc.boolean().map((to): Proposed => ({ type: 'mark.set', body: { job, sample, field: 'hard', to, was: !to } })),
    );
    fc.assert(fc.property(fc.array(draft, { maxLength: 30 }), (later) => {
      // Objects exist before they are changed, as the host demands.
      const drafts = [created('one'), created('two'), created('three'), ...later];
      const once = applyDrafts(EMPTY, sample, drafts);
      // Later changes win, as in the fold; a second application starts from the end of the first.
      const again = applyDrafts(once, sample, drafts);
      expect(again).toEqual(once);
    }));
  });

  it('many at once is the same as one after the other, also when some are there already or named twice', () => {
    const ids = Array.from({ length: 60 }, (_, i) => `${i % 40}`);
    const drafts = ids.flatMap((id, i) => (i % 3 === 2 ? [created(id, i), movedTo(`${i - 1}`, i)] : [created(id, i)]));
    const start = applyDrafts(EMPTY, sample, [created('7'), created('100')]);
    const singly = drafts.reduce((work, d) => applyDrafts(work, sample, [d]), start);
    expect(applyDrafts(start, sample, drafts)).toEqual(singly);
    expect(singly.annotations.map((a) => a.id)).toHaveLength(41);
  });

  it('leaves the work of another sample alone, as the same object', () => {
    expect(applyDrafts(EMPTY, '6'.repeat(32) as SampleId, [created('one')])).toBe(EMPTY);
  });
});

describe('toggled', () => {
  it('puts all in unless all are in', () => {
    expect([...toggled(new Set(['a']), ['a', 'b'])]).toEqual(['a', 'b']);
    expect([...toggled(new Set(['a', 'b', 'c']), ['a', 'b'])]).toEqual(['c']);
  });
});
