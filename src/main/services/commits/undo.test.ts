import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../../../shared/events/catalogue/types';
import { idBytes } from '../../../shared/fold/events.testing';
import type { CommandId, JobId } from '../../../shared/kernel/ids';
import { annotation, blob, classification, dataset, detection, label, labelSet, sample } from '../state/random-journal.testing';
import { box, draft, freshFolder, made, on, open, seen, world, worlds, type World } from './world.testing';

worlds();
let w: World;
beforeEach(async () => { w = await world(); });
const say = (name: string, ...drafts: readonly Draft[]): Promise<unknown> => w.commits.commit('window', w.commits.command(name), drafts);

describe('undo and redo', () => {
  /** 30 mixed edits on three samples. */
  const edits: readonly (readonly Draft[])[] = Array.from({ length: 30 }, (_, i): readonly Draft[] => {
    const s = i % 3;
    const n = Math.floor(i / 10);
    switch (i % 10) {
      case 0: return [made(s, 100 * s + n, n)];
      case 1: return [draft('annotation.created', { ...on(s, 100 * s + 10 + n), label: label(n), geometry: box(3), attributes: {}, origin: 'person' }), draft('nothing-here.set', { job: detection, sample: sample(s), to: false, was: n > 0 })];
      case 2: return [draft('classes.set', { job: classification, sample: sample(s), to: [label(n), label(3)], was: [] })];
      case 3: return [draft('mark.set', { job: detection, sample: sample(s), field: 'stars', to: n + 1, was: 0 })];
      case 4: return [draft('mark.set', { job: detection, sample: sample(s), field: 'flag', to: 'reject', was: 'none' })];
      case 5: return [draft('label.changed', { labelSet, label: label(n), field: 'name', to: `renamed ${n}`, was: `label ${n}` })];
      case 6: return [made(s, 100 * s + 20 + n, 2), draft('annotation.geometry-set', { ...on(s, 100 * s + 20 + n), to: box(7), was: box(100 * s + 20 + n) })];
      case 7: return [made(s, 100 * s + 30 + n, 1), draft('annotation.class-set', { ...on(s, 100 * s + 30 + n), to: label(3), was: label(1) })];
      case 8: return [made(s, 100 * s + 40 + n, 1), draft('annotation.retired', on(s, 100 * s + 40 + n))];
      default: return [draft('label.added', { labelSet, label: label(10 + n), name: `new ${n}`, color: n, shortcut: String(n), attributes: [] })];
    }
  });

  it('30 mixed edits on three samples: restart, undo all, redo all, byte-equal at each step', async () => {
    const jobOf = (drafts: readonly Draft[]): JobId => (drafts[0]?.type === 'classes.set' ? classification : detection);
    const order: JobId[] = [];
    const states = [await seen(w)];
    for (const [i, drafts] of edits.entries()) {
      const now = drafts.map((d) => withWas(d));
      await say(`edit ${i}`, ...(await Promise.all(now)));
      order.push(jobOf(drafts));
      states.push(await seen(w));
    }
    expect(new Set(states).size).toBeGreaterThan(25);
    await w.state.snapshot();
    for (let back = edits.length - 1; back >= 0; back--) {
      // The first and the fifteenth step are made by other process starts.
      if (back === 29 || back === 15) {
        w.journal.restart();
        await w.state.close();
        w = await open(w.journal, w.folder);
      }
      const job = order[back] ?? detection;
      const { undo } = w.commits.history(job);
      expect(undo?.name).toBe(`edit ${back}`);
      const outcome = await w.commits.undo('window', job, undo?.id ?? ('' as CommandId));
      expect(outcome.refused).toEqual([]);
      expect(await seen(w), `after undoing edit ${back}`).toBe(states[back]);
    }
    for (let i = 0; i < edits.length; i++) {
      if (i === 10) {
        w.journal.restart();
        w = await open(w.journal, `${w.folder}-none`);
      }
      const job = order[i] ?? detection;
      const { redo } = w.commits.history(job);
      expect(redo?.name).toBe(`edit ${i}`);
      await w.commits.redo('window', job, redo?.id ?? ('' as CommandId));
      expect(await seen(w), `after redoing edit ${i}`).toBe(states[i + 1]);
    }
    expect(w.commits.history(detection).redo).toBeNull();
  });

  /** A draft with the value that stands now as `was`. */
  async function withWas(d: Draft): Promise<Draft> {
    if (d.type === 'classes.set') return { ...d, body: { ...d.body, was: (await w.state.work(classification, d.body.sample)).work.classes } };
    if (d.type === 'nothing-here.set') return { ...d, body: { ...d.body, was: (await w.state.work(detection, d.body.sample)).work.nothingHere } };
    if (d.type === 'mark.set' && d.body.field === 'stars') return { ...d, body: { ...d.body, was: (await w.state.work(detection, d.body.sample)).work.marks.stars } };
    if (d.type === 'mark.set' && d.body.field === 'flag') return { ...d, body: { ...d.body, was: (await w.state.work(detection, d.body.sample)).work.marks.flag } };
    return d;
  }

  it('a new command clears what could be redone', async () => {
    await say('a', made(0, 0));
    await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(w.commits.history(detection).redo?.name).toBe('a');
    await say('b', made(0, 1));
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'b' }, redo: null });
  });

  it('is asked for one step: the same request from a second window is refused', async () => {
    await say('a', made(0, 0));
    await say('b', made(0, 1));
    const top = w.commits.history(detection).undo?.id ?? ('' as CommandId);
    const results = await Promise.allSettled([w.commits.undo('one', detection, top), w.commits.undo('two', detection, top)]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected']);
    expect(w.commits.history(detection).undo?.name).toBe('a');
  });

  it('does not take back what somebody else changed since, says who, and goes on to the step before', async () => {
    await say('a', made(0, 0));
    await say('b', made(0, 1));
    w.journal.become(1);
    const other = w.journal.member();
    await say('theirs', draft('annotation.geometry-set', { ...on(0, 1), to: box(50), was: box(1) }));
    expect(w.commits.history(detection).undo?.name, 'everyone has a history of their own').toBe('theirs');
    w.journal.become(0);
    const refused = await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(refused).toMatchObject({ command: null, refused: [{ code: 'changed-since', details: { member: other } }], history: { undo: { name: 'a' } } });
    expect((await w.state.work(detection, sample(0))).work.annotations.map((a) => a.retired)).toEqual([false, false]);
    const done = await w.commits.undo('window', detection, refused.history.undo?.id ?? ('' as CommandId));
    expect(done.command?.name).toBe('a');
  });

  it('what was refused in full leaves the history for good: not after the next change, not after a restart is it offered again', async () => {
    await say('a', made(0, 0));
    await say('b', made(0, 1));
    w.journal.become(1);
    await say('theirs', draft('annotation.geometry-set', { ...on(0, 1), to: box(50), was: box(1) }));
    w.journal.become(0);
    const next = (): CommandId => w.commits.history(detection).undo?.id ?? ('' as CommandId);
    expect((await w.commits.undo('window', detection, next())).refused).toHaveLength(1);
    await say('c', made(1, 2));
    await w.commits.undo('window', detection, next());
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'a' }, redo: { name: 'c' } });
    w = await open(w.journal, freshFolder());
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'a' }, redo: { name: 'c' } });
    await w.state.snapshot();
    w = await open(w.journal, w.folder);
    expect(w.commits.history(detection)).toMatchObject({ undo: { name: 'a' }, redo: { name: 'c' } });
    await expect(say('x', draft('history.passed-over', { of: detection, command: next(), direction: 'undo' }))).rejects.toMatchObject({ failure: { code: 'not-a-command' } });
  });

  it('a dataset has a history of its own: samples removed by a person and another name are taken back, synchronizing is not', async () => {
    const status = async (s: readonly number[], to: number, was: number): Promise<Draft> => draft('samples.status-set', { dataset, blob: await blob(w.journal, 'status', s.length, null, { sample: idBytes(s.map(sample)), to: new Uint8Array(s.length).fill(to), was: new Uint8Array(s.length).fill(was) }) });
    const now = (): readonly number[] => [...w.state.datasetColumns(dataset).status.subarray(0, 3)];
    const turn = async (kind: 'undo' | 'redo'): Promise<unknown> => w.commits[kind]('window', dataset, w.commits.history(dataset)[kind]?.id ?? ('' as CommandId));
    await say('command.sync', await status([0, 1], 1, 0));
    expect(w.commits.history(dataset)).toEqual({ undo: null, redo: null });
    await say('command.remove-samples', await status([0, 1], 3, 1));
    await say('command.rename-dataset', draft('dataset.renamed', { dataset, to: 'Harbour', was: w.state.catalog().datasets[0]?.name ?? '' }));
    expect(now()).toEqual([3, 3, 0]);
    expect(w.commits.history(classification).undo, 'no job took part').toBeNull();
    await turn('undo');
    expect(w.state.catalog().datasets[0]?.name).not.toBe('Harbour');
    w = await open(w.journal, freshFolder());
    expect(await turn('undo')).toMatchObject({ command: { name: 'command.remove-samples' }, touched: 2, refused: [], history: { undo: null } });
    expect(now()).toEqual([1, 1, 0]);
    await turn('redo');
    await turn('redo');
    expect(now()).toEqual([3, 3, 0]);
    expect(w.state.catalog().datasets[0]?.name).toBe('Harbour');
  });

  it('a label that is in use, or whose name was taken, is not brought back or taken away', async () => {
    await say('add', draft('label.added', { labelSet, label: label(9), name: 'nine', color: 1, shortcut: null, attributes: [] }));
    w.journal.become(1);
    await say('use', made(0, 0, 9));
    w.journal.become(0);
    const outcome = await w.commits.undo('window', detection, w.commits.history(detection).undo?.id ?? ('' as CommandId));
    expect(outcome).toMatchObject({ command: null, refused: [{ code: 'label-in-use' }] });
  });

  it('what makes a job cannot be undone', () => {
    expect(w.commits.history(detection)).toEqual({ undo: null, redo: null });
  });

  it('property: undoing everything leads to the beginning, redoing everything to the end', async () => {
    const edit = fc.record({ kind: fc.nat(5), s: fc.nat(2), a: fc.nat(3), v: fc.nat(3) });
    await fc.assert(fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (list) => {
      w = await world(3);
      const start = await seen(w);
      for (const { kind, s, a, v } of list) {
        const { work } = await w.state.work(detection, sample(s));
        const there = work.annotations.find((x) => x.id === annotation(10 * s + a));
        const at = on(s, 10 * s + a);
        const d = there === undefined ? draft('annotation.created', { ...at, label: label(v), geometry: box(v), attributes: {}, origin: 'person' })
          : kind === 0 ? draft(there.retired ? 'annotation.restored' : 'annotation.retired', at)
          : kind === 1 ? draft('annotation.class-set', { ...at, to: label(v), was: there.label })
          : kind === 2 ? draft('annotation.geometry-set', { ...at, to: box(v + 1), was: there.geometry })
          : kind === 3 ? draft('mark.set', { job: detection, sample: sample(s), field: 'hard', to: !work.marks.hard, was: work.marks.hard })
          : draft('nothing-here.set', { job: detection, sample: sample(s), to: !work.nothingHere, was: work.nothingHere });
        await say('edit', d);
      }
      const end = await seen(w);
      for (let top = w.commits.history(detection).undo; top; top = w.commits.history(detection).undo) expect((await w.commits.undo('x', detection, top.id)).refused).toEqual([]);
      expect(await seen(w)).toBe(start);
      for (let top = w.commits.history(detection).redo; top; top = w.commits.history(detection).redo) await w.commits.redo('x', detection, top.id);
      expect(await seen(w)).toBe(end);
    }), { numRuns: 40 });
  });
});
