import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { CommandId } from '../../../shared/kernel/ids';
import { classification, detection, label, samplesAdded } from '../state/random-journal.testing';
import { world, worlds, type World } from './world.testing';

worlds();
let w: World;
beforeEach(async () => { w = await world(); });

describe('many at once', () => {
  const rows = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, i) => i);

  it('sets, adds and takes away labels; unchanged rows are left out; one command in blobs of 10,000 rows', async () => {
    w = await world(10);
    for (let from = 10; from < 20_500; from += 10_000) await w.commits.commit(null, w.commits.command('task.scan'), [await samplesAdded(w.journal, Array.from({ length: Math.min(10_000, 20_500 - from) }, (_, i) => from + i))]);
    const command = w.commits.command('command.set-class');
    const { changed } = await w.commits.classesSetMany('window', classification, rows(20_500), 'replace', [label(1)], command);
    expect(changed).toBe(20_500);
    expect(w.journal.entries.filter((e) => e.event.command.id === command.id).map((e) => (e.event.body as { blob: { rows: number } }).blob.rows)).toEqual([10_000, 10_000, 500]);
    expect((await w.commits.classesSetMany('window', classification, rows(20_500), 'add', [label(1)], w.commits.command('x'))).changed).toBe(0);
    expect((await w.commits.classesSetMany('window', classification, rows(3), 'add', [label(0)], w.commits.command('x'))).changed).toBe(3);
    expect((await w.commits.classesSetMany('window', classification, rows(4), 'remove', [label(1)], w.commits.command('x'))).changed).toBe(4);
    const { combo, combos } = w.state.jobColumns(classification);
    expect([0, 3, 4].map((r) => combos[combo[r] ?? 0])).toEqual([[label(0)], [], [label(1)]]);
  });

  it('one sample is one small event; the same command sent again writes nothing', async () => {
    const command = w.commits.command('command.set-class');
    expect((await w.commits.classesSetMany('window', classification, rows(1), 'replace', [label(1)], command)).changed).toBe(1);
    const event = w.journal.entries.at(-1)?.event;
    expect(event).toMatchObject({ type: 'classes.set', body: { job: classification, to: [label(1)], was: [] }, command: { id: command.id } });
    const count = w.journal.entries.length;
    await w.commits.classesSetMany('other', classification, rows(1), 'replace', [label(0)], w.commits.command('command.set-class'));
    expect(await w.commits.classesSetMany('window', classification, rows(1), 'replace', [label(1)], command)).toMatchObject({ changed: 0 });
    expect(w.journal.entries).toHaveLength(count + 1);
    for (const [field, to] of [['hard', 1], ['flag', 2], ['stars', 5]] as const) {
      await w.commits.marksSetMany('window', classification, rows(1), field, to, w.commits.command('command.mark'));
      expect(w.journal.entries.at(-1)?.event).toMatchObject({ type: 'mark.set', body: { field } });
    }
    expect(w.state.jobColumns(classification).marks[0]).toBe(1 | (2 << 1) | (5 << 3));
    for (let i = 0; i < 3; i++) await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(w.state.jobColumns(classification).marks[0]).toBe(0);
  });

  it('2,000 samples classified are undone and redone as one, with other marks left alone', async () => {
    w = await world(2500);
    await w.commits.marksSetMany('window', classification, rows(10), 'stars', 4, w.commits.command('command.stars'));
    const before = canonicalize(Array.from(w.state.jobColumns(classification).combo));
    await w.commits.classesSetMany('window', classification, rows(2000), 'replace', [label(2)], w.commits.command('command.set-class'));
    const after = canonicalize(Array.from(w.state.jobColumns(classification).combo));
    const undo = w.commits.history(classification).undo;
    const undone = await w.commits.undo('window', classification, undo?.id ?? ('' as CommandId));
    expect(undone).toMatchObject({ command: { name: 'command.set-class' }, touched: 2000, refused: [] });
    expect(undone.samples).toHaveLength(100);
    expect(canonicalize(Array.from(w.state.jobColumns(classification).combo))).toBe(before);
    await w.commits.redo('window', classification, undone.history.redo?.id ?? ('' as CommandId));
    const strip = (text: string): unknown => (JSON.parse(text) as number[]).map((c) => w.state.jobColumns(classification).combos[c]);
    expect(strip(canonicalize(Array.from(w.state.jobColumns(classification).combo)))).toEqual(strip(after));
    expect(w.state.jobColumns(classification).marks[0]).toBe(4 << 3);
  });

  it('undo leaves rows alone that somebody else changed since, and says who', async () => {
    await w.commits.classesSetMany('window', classification, rows(6), 'replace', [label(2)], w.commits.command('command.set-class'));
    w.journal.become(1);
    await w.commits.classesSetMany('other', classification, Uint32Array.of(1, 2), 'replace', [label(0)], w.commits.command('command.set-class'));
    const other = w.journal.member();
    w.journal.become(0);
    const outcome = await w.commits.undo('window', classification, w.commits.history(classification).undo?.id ?? ('' as CommandId));
    expect(outcome.refused).toEqual([expect.objectContaining({ code: 'changed-since', details: expect.objectContaining({ member: other, count: 2, field: 'classes' }) as unknown })]);
    const { combo, combos } = w.state.jobColumns(classification);
    expect(Array.from(combo, (c) => combos[c]?.[0] ?? null)).toEqual([null, label(0), label(0), null, null, null]);
    await w.commits.redo('window', classification, outcome.history.redo?.id ?? ('' as CommandId));
    expect(Array.from(w.state.jobColumns(classification).combo, (c) => combos[c]?.[0] ?? null)).toEqual([2, 0, 0, 2, 2, 2].map(label));
  });

  it('marks and wrong rows', async () => {
    await w.commits.marksSetMany('window', detection, Uint32Array.of(1, 1, 3), 'flag', 2, w.commits.command('command.flag'));
    expect(Array.from(w.state.jobColumns(detection).marks)).toEqual([0, 4, 0, 4, 0, 0]);
    await expect(w.commits.marksSetMany('window', detection, Uint32Array.of(9), 'flag', 2, w.commits.command('x'))).rejects.toMatchObject({ failure: { code: 'unknown-sample' } });
    await expect(w.commits.marksSetMany('window', detection, Uint32Array.of(1), 'stars', 6, w.commits.command('x'))).rejects.toMatchObject({ failure: { code: 'bad-mark' } });
  });
});
