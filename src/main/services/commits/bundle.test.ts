import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/catalogue/types';
import { livingWork } from '../../../shared/fold/item';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { AttributeId, CommandId } from '../../../shared/kernel/ids';
import { testId } from '../../../shared/fold/events.testing';
import { detection, label, labelSet, sample } from '../state/random-journal.testing';
import { box, draft, freshFolder, made, on, open, seen, world, worlds, type World } from './world.testing';

worlds();
let w: World;
beforeEach(async () => { w = await world(); });

const N = 250;
const each = (make: (a: number) => Draft): readonly Draft[] => Array.from({ length: N }, (_, a) => make(a + 1));
const question = testId<AttributeId>(8, 0);

async function commit(drafts: readonly Draft[], name = 'command.test'): Promise<{ readonly types: readonly string[]; readonly events: readonly string[] }> {
  const before = w.journal.entries.length;
  const { events } = await w.commits.commit('window', w.commits.command(name), drafts);
  return { types: w.journal.entries.slice(before).map((e) => e.event.type), events };
}

const turn = (direction: 'undo' | 'redo') => w.commits[direction]('window', detection, w.commits.history(detection)[direction]?.id ?? ('' as CommandId));

/** What may be done to many objects at once, on objects that are there. */
const GESTURES: readonly (readonly [single: string, bulk: string, drafts: () => readonly Draft[]])[] = [
  ['annotation.geometry-set', 'annotations.bulk-geometry-set', () => each((a) => draft('annotation.geometry-set', { ...on(0, a), to: box(a + 0.5, 20), was: box(a) }))],
  ['annotation.class-set', 'annotations.bulk-class-set', () => each((a) => draft('annotation.class-set', { ...on(0, a), to: label(2), was: label(a % 2) }))],
  ['annotation.attributes-set', 'annotations.bulk-attributes-set', () => each((a) => draft('annotation.attributes-set', { ...on(0, a), to: { [question]: `answer ${a % 3}` }, was: {} }))],
  ['annotation.retired', 'annotations.bulk-retired', () => each((a) => draft('annotation.retired', on(0, a)))],
];

describe('a command about many objects', () => {
  beforeEach(async () => {
    for (const l of [0, 1]) await w.commits.commit(null, w.commits.command('x'), [draft('label.changed', { labelSet, label: label(l), field: 'attributes', to: [{ id: question, kind: 'text', name: 'what' }], was: [] })]);
  });

  it('is one event and a blob; the answer names the event of every draft', async () => {
    const { types, events } = await commit(each((a) => made(0, a)));
    expect(types).toEqual(['annotations.imported']);
    expect(w.journal.entries.at(-1)?.event.body).toMatchObject({ origin: 'person', blob: { rows: N } });
    expect(events).toEqual(Array(N).fill(w.journal.entries.at(-1)?.event.id));
  });

  it('below a hundred stays single events, also between many others of another kind', async () => {
    expect((await commit(each((a) => made(0, a)).slice(0, 99))).types).toEqual(Array(99).fill('annotation.created'));
    const { types, events } = await commit([...each((a) => made(1, a + 1000)), draft('annotation.retired', on(0, 1)), ...each((a) => made(2, a + 6000))]);
    expect(types).toEqual(['annotations.imported', 'annotation.retired', 'annotations.imported']);
    expect([new Set(events).size, events.length]).toEqual([3, 2 * N + 1]);
    expect([events[N - 1] === events[0], events[N] === events[0], events[N + 1] === events.at(-1)]).toEqual([true, false, true]);
  });

  it('above ten thousand rows it is as many bulk facts as are needed', { timeout: 60_000 }, async () => {
    const { types, events } = await commit(Array.from({ length: 10_500 }, (_, a) => made(0, a)));
    expect([types, events.length, new Set(events).size]).toEqual([['annotations.imported', 'annotations.imported'], 10_500, 2]);
    expect(w.state.jobColumns(detection).objects[0]).toBe(10_500);
  });

  it.each(GESTURES)('%s: state, undo and redo are those of the single events', { timeout: 60_000 }, async (single, bulk, drafts) => {
    // The same gesture, cut into commands too small to be joined.
    const base = each((a) => made(0, a, a % 2));
    for (let at = 0; at < N; at += 50) await commit(base.slice(at, at + 50));
    for (let at = 0; at < N; at += 50) expect((await commit(drafts().slice(at, at + 50))).types[0]).toBe(single);
    const singly = canonicalize((await w.state.work(detection, sample(0))).work);
    w = await world();
    for (const l of [0, 1]) await w.commits.commit(null, w.commits.command('x'), [draft('label.changed', { labelSet, label: label(l), field: 'attributes', to: [{ id: question, kind: 'text', name: 'what' }], was: [] })]);
    await commit(base);
    const before = await seen(w);
    expect((await commit(drafts())).types).toEqual([bulk]);
    expect(canonicalize((await w.state.work(detection, sample(0))).work)).toBe(singly);
    const after = await seen(w);
    for (let i = 0; i < 2; i++) {
      const count = w.journal.entries.length;
      expect(await turn('undo')).toMatchObject({ refused: [], samples: [sample(0)], touched: 1 });
      expect([await seen(w), w.journal.entries.length]).toEqual([before, count + 1]);
      expect(await turn('redo')).toMatchObject({ refused: [] });
      expect(await seen(w)).toBe(after);
    }
    // A start without a snapshot reads the same.
    w = await open(w.journal, freshFolder());
    expect(await seen(w)).toBe(after);
  });

  it('undo leaves alone what somebody else changed since, and says who', async () => {
    await commit(each((a) => made(0, a)));
    await commit(each((a) => draft('annotation.geometry-set', { ...on(0, a), to: box(a + 0.5), was: box(a) })));
    w.journal.become(1);
    await w.commits.commit('other', w.commits.command('x'), [draft('annotation.geometry-set', { ...on(0, 7), to: box(90), was: box(7.5) })]);
    const other = w.journal.member();
    w.journal.become(0);
    const outcome = await turn('undo');
    expect(outcome.refused).toEqual([expect.objectContaining({ code: 'changed-since', details: expect.objectContaining({ member: other, count: 1, field: 'geometry' }) as unknown })]);
    const places = livingWork((await w.state.work(detection, sample(0))).work).annotations.slice(5, 8).map((a) => a.geometry.x);
    expect(places).toEqual([6, 90, 8]);
  });

  it('a new label and many objects with it go and come back together', async () => {
    await commit(each((a) => made(0, a)));
    const before = await seen(w);
    const fresh = label(9);
    const { types } = await commit([draft('label.added', { labelSet, label: fresh, name: 'new', color: 3, shortcut: null, attributes: [] }), ...each((a) => draft('annotation.class-set', { ...on(0, a), to: fresh, was: label(0) }))]);
    expect(types).toEqual(['label.added', 'annotations.bulk-class-set']);
    const after = await seen(w);
    expect(await turn('undo')).toMatchObject({ refused: [] });
    expect(await seen(w)).toBe(before);
    expect(await turn('redo')).toMatchObject({ refused: [] });
    expect(await seen(w)).toBe(after);
  });

  it('that names an object twice stays single, so that undo goes back step by step', async () => {
    await commit(each((a) => made(0, a)));
    const before = await seen(w);
    const { types } = await commit([...each((a) => draft('annotation.geometry-set', { ...on(0, a), to: box(a + 1), was: box(a) })), draft('annotation.geometry-set', { ...on(0, 1), to: box(50), was: box(2) })]);
    expect(types).toEqual(Array(N + 1).fill('annotation.geometry-set'));
    // Its inverse names the object twice as well.
    await turn('undo');
    expect(await seen(w)).toBe(before);
  });

  it('is refused as a whole when one object is not as it should be; nothing is written', async () => {
    await commit(each((a) => made(0, a)));
    const count = w.journal.entries.length;
    await expect(commit([...each((a) => draft('annotation.retired', on(0, a))), draft('annotation.retired', on(0, 9999))])).rejects.toMatchObject({ failure: { code: 'unknown-annotation' } });
    expect(w.journal.entries).toHaveLength(count);
  });

  it('cites what its author saw while that is few events', async () => {
    await commit(each((a) => made(0, a)));
    const [imported] = w.journal.entries.slice(-1);
    await commit(each((a) => draft('annotation.retired', on(0, a))));
    expect(w.journal.entries.at(-1)?.event.base).toEqual([imported?.event.id]);
  });

  it('long attributes stay single events; texts that fill a blob are several blobs', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 6000 }, (_, a) => a + 1);
    await commit(many.map((a) => made(0, a)));
    // Texts that share no beginning with the one before: 900 bytes each.
    const answers = (ids: readonly number[], length: number) => ids.map((a) => draft('annotation.attributes-set', { ...on(0, a), to: { [question]: String(a) + 'x'.repeat(length) }, was: {} }));
    expect((await commit(answers(many.slice(0, N), 2000))).types).toEqual(Array(N).fill('annotation.attributes-set'));
    const { types, events } = await commit(answers(many.slice(N), 900));
    expect([types, new Set(events).size, events.length]).toEqual([['annotations.bulk-attributes-set', 'annotations.bulk-attributes-set'], 2, 6000 - N]);
    expect(livingWork((await w.state.work(detection, sample(0))).work).annotations.at(-1)?.attributes).toEqual({ [question]: `6000${'x'.repeat(900)}` });
  });
});
