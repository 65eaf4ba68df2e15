/** Samples with very many objects: what is done does not grow with what is there already. Counted, not timed. */
import { describe, expect, it, vi } from 'vitest';
import { idBytes, testCommand } from '../../../shared/fold/events.testing';
import { emptyItem, foldFact, type AnnotationEntry } from '../../../shared/fold/item';
import type { Stamp } from '../../../shared/fold/order';
import { summarize } from '../../../shared/fold/summary';
import type { AnnotationId, EventId, LogId, MemberId } from '../../../shared/kernel/ids';
import type { JournalEntry } from '../journal/types';
import { Folder } from './folder';
import { MemoryJournal } from './memory-journal.testing';
import { annotation, begin, blob, dataset, detection, label, sample } from './random-journal.testing';

/** `rows` boxes, dealt out to the first three samples in turn. */
async function imported(journal: MemoryJournal, from: number, rows: number): Promise<readonly JournalEntry[]> {
  const numbers = Array.from({ length: rows }, (_, i) => from + i);
  return journal.append(testCommand(100 + from), [{ type: 'annotations.imported', base: [], body: { job: detection, origin: 'import', blob: await blob(journal, 'boxes', rows, { labels: [label(0), label(1)] }, {
    sample: idBytes(numbers.map((n) => sample(n % 3))), annotation: idBytes(numbers.map(annotation)), label: Uint16Array.from(numbers, (n) => n % 2), x: Float64Array.from(numbers), y: new Float64Array(rows),
    width: new Float64Array(rows).fill(2), height: new Float64Array(rows).fill(3), attributes: numbers.map(() => ''),
  }) } }]);
}

const drawn = (journal: MemoryJournal, n: number): Promise<readonly JournalEntry[]> => journal.append(testCommand(n), [{ type: 'annotation.created', base: [], body: { job: detection, sample: sample(n % 3), annotation: annotation(n), label: label(n % 2), geometry: { kind: 'box', x: n, y: 0, width: 1, height: 1 }, attributes: {}, origin: 'person' } }]);

async function folder(journal: MemoryJournal): Promise<{ readonly all: Folder; readonly loads: () => number; fold(entries: readonly JournalEntry[]): Promise<void>; objects(): readonly number[] }> {
  await begin(journal);
  const all = new Folder(journal);
  const fold = async (entries: readonly JournalEntry[]): Promise<void> => { for (const entry of entries) await all.fold(entry, null); };
  await fold(journal.entries);
  // Whoever reads a history asks for its facts first.
  const histories = vi.spyOn(all.jobs.get(detection)!, 'factsOf');
  return { all, fold, loads: () => histories.mock.calls.length, objects: () => [...all.jobs.get(detection)!.table.numbers.objects.subarray(0, 3)] };
}

/** As if many other samples had been looked at in between. */
function keepNothing(all: Folder): void {
  vi.spyOn(all.items, 'keep').mockImplementation(() => undefined);
  for (let row = 0; row < 6; row++) all.items.forget(all.jobs.get(detection)!, row);
}

describe('a crowded sample', () => {
  it('is summed up without walking its objects', () => {
    const item = emptyItem();
    const stamp = (n: number): Stamp => ({ lamport: n, id: '0'.repeat(64) as EventId, part: 0, log: '' as LogId, member: '' as MemberId, time: n });
    for (let n = 0; n < 7; n++) foldFact(item, stamp(n + 1), [], { kind: 'created', annotation: { id: annotation(n), label: label(n % 3), geometry: { kind: 'box', x: 0, y: 0, width: 1, height: 1 }, attributes: {}, origin: 'import', retired: false } });
    foldFact(item, stamp(8), [], { kind: 'retired', annotation: annotation(2), to: true, was: false });
    foldFact(item, stamp(9), [], { kind: 'retired', annotation: annotation(5), to: true, was: false });
    foldFact(item, stamp(10), [], { kind: 'class', annotation: annotation(2), to: label(0), was: label(2) });
    class Unwalked extends Map<AnnotationId, AnnotationEntry> {
      override [Symbol.iterator](): never { throw new Error('walked'); }
      override values(): never { throw new Error('walked'); }
      override keys(): never { throw new Error('walked'); }
      override entries(): never { throw new Error('walked'); }
      override forEach(): never { throw new Error('walked'); }
    }
    const closed = { ...item, annotations: new Unwalked() };
    expect(summarize(closed, 'detection', (l) => [label(0), label(1)].indexOf(l))).toMatchObject({ objects: 5, labels: [label(0), label(1)], state: 'labeled' });
  });

  it('that is kept is not read again, whatever comes in', async () => {
    const journal = new MemoryJournal();
    const { fold, loads, objects } = await folder(journal);
    for (let from = 0; from < 900; from += 300) await fold(await imported(journal, from, 300));
    for (let n = 900; n < 960; n++) await fold(await drawn(journal, n));
    expect([loads(), objects()]).toEqual([0, [320, 320, 320]]);
  });

  it('that is not kept is read once per bulk event, not once per object', async () => {
    const journal = new MemoryJournal();
    const { all, fold, loads, objects } = await folder(journal);
    await fold(await imported(journal, 0, 300));
    keepNothing(all);
    await fold(await imported(journal, 300, 300));
    expect([loads(), objects()]).toEqual([3, [200, 200, 200]]);
  });

  it('is read once per replay, however often it was dropped', async () => {
    const journal = new MemoryJournal();
    const { all, fold, loads, objects } = await folder(journal);
    keepNothing(all);
    await all.deferring(async () => {
      await fold(await imported(journal, 0, 300));
      for (let n = 300; n < 330; n++) await fold(await drawn(journal, n));
      await fold(await imported(journal, 330, 300));
      expect(loads()).toBe(0);
    });
    expect([loads(), objects()]).toEqual([3, [210, 210, 210]]);
    expect(all.datasets.get(dataset)!.table.count).toBe(6);
  });
});
