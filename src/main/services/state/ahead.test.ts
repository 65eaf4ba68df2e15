import { describe, expect, it } from 'vitest';
import type { BlobRef } from '../../../shared/events/envelope';
import type { Hash } from '../../../shared/kernel/ids';
import type { JournalEntry } from '../journal/types';
import { comingOf, MAX_ANNOUNCED } from './coming';
import { inBatches } from './in-batches';
import { MemoryJournal } from './memory-journal.testing';
import { begin, classification, dataset, root } from './random-journal.testing';
import { ReadAhead } from './read-ahead';

const ref = (n: number, rows = 1): BlobRef => ({ hash: n.toString(16).padStart(64, '0') as Hash, bytes: 8, rows });

/** A store that answers when it is told to. */
class Store {
  readonly asked: Hash[] = [];
  readonly #answers = new Map<Hash, (bytes: Uint8Array | Error) => void>();

  read = (blob: BlobRef): Promise<Uint8Array> => {
    this.asked.push(blob.hash);
    return new Promise((resolve, reject) => this.#answers.set(blob.hash, (answer) => {
      if (answer instanceof Error) reject(answer);
      else resolve(answer);
    }));
  };

  answer(blob: BlobRef, bytes: Uint8Array | Error = Uint8Array.of(Number.parseInt(blob.hash, 16))): void {
    this.#answers.get(blob.hash)?.(bytes);
  }
}

describe('blobs that are read ahead', () => {
  const blobs = Array.from({ length: 7 }, (_, i) => ref(i));

  it('are asked for once and in order, a few at a time, the next as soon as one was taken', async () => {
    const store = new Store();
    const ahead = new ReadAhead(store.read);
    ahead.expect(blobs);
    expect(store.asked).toEqual(blobs.slice(0, 4).map((b) => b.hash));
    for (const [i, blob] of blobs.entries()) {
      const bytes = ahead.read(blob);
      store.answer(blob);
      expect(await bytes).toEqual(Uint8Array.of(i));
      expect(store.asked.length).toBe(Math.min(7, i + 5));
    }
    expect(store.asked).toEqual(blobs.map((b) => b.hash));
  });

  it('are read when they are asked for if nobody announced them, or announced other ones since', async () => {
    const store = new Store();
    const ahead = new ReadAhead(store.read);
    ahead.expect(blobs.slice(0, 2));
    ahead.expect([]);
    const bytes = ahead.read(ref(1));
    expect(store.asked).toEqual([ref(0), ref(1), ref(1)].map((b) => b.hash));
    store.answer(ref(1));
    expect(await bytes).toEqual(Uint8Array.of(1));
  });

  it('that cannot be read trouble only who asks for them, once; asked for again, they are read again', async () => {
    const store = new Store();
    const ahead = new ReadAhead(store.read);
    ahead.expect([ref(0), ref(1)]);
    // Nobody waits for it: a rejection that nobody hears would end the program.
    store.answer(ref(0), new Error('not asked for'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    const bytes = ahead.read(ref(1));
    store.answer(ref(1), new Error('damaged'));
    await expect(bytes).rejects.toThrow('damaged');
    const again = ahead.read(ref(1));
    store.answer(ref(1));
    expect(await again).toEqual(Uint8Array.of(1));
  });
});

describe('entries in batches', () => {
  const entry = (length: number): JournalEntry => ({ event: {}, at: { file: 0, position: 0, length } }) as unknown as JournalEntry;
  const lengths = async (of: readonly number[], events: number, bytes: number): Promise<number[][]> => {
    const batches: number[][] = [];
    const entries = async function* (): AsyncGenerator<JournalEntry> {
      for (const length of of) yield await Promise.resolve(entry(length));
    };
    for await (const batch of inBatches(entries(), events, bytes)) batches.push(batch.map((e) => e.at.length));
    return batches;
  };

  it('are all there, in order, no list longer than it may be', async () => {
    expect(await lengths([1, 2, 3, 4, 5], 2, 100)).toEqual([[1, 2], [3, 4], [5]]);
    expect(await lengths([1, 2, 3, 40, 5, 6], 10, 6)).toEqual([[1, 2, 3], [40], [5, 6]]);
    expect(await lengths([], 2, 100)).toEqual([]);
  });
});

describe('what is coming', () => {
  it('is counted by dataset and job, from bulk events alone, and a claim is not believed without end', async () => {
    const journal = new MemoryJournal();
    await begin(journal, 6);
    const entries: JournalEntry[] = [];
    for await (const entry of journal.read(null)) entries.push(entry);
    const first = entries.find(({ event }) => event.type === 'samples.added');
    if (!first) throw new Error('the history has no samples');
    const like = (type: string, body: unknown): JournalEntry => ({ ...first, event: { ...first.event, type, body } });
    const more = Array.from({ length: 1000 }, (_, i) => like('samples.added', { dataset, root, blob: ref(i, 10_000) }));
    const coming = comingOf([
      ...entries, like('classes.bulk-set', { job: classification, blob: ref(1, 4) }), like('classes.bulk-set', { job: classification, blob: ref(2, 5) }),
      like('samples.added', { dataset, root, blob: { rows: 1e9 } }), like('from.the-future', { dataset, blob: ref(3) }), like('classes.bulk-set', null),
    ]);
    expect([...coming.samples]).toEqual([[dataset, 6]]);
    expect([...coming.facts]).toEqual([[classification, 9]]);
    expect(coming.blobs.map((b) => b.rows)).toEqual([6, 4, 5]);
    expect([...comingOf(more).samples]).toEqual([[dataset, MAX_ANNOUNCED]]);
  });
});
