/** The state of a workspace whose logs were damaged: that of the events that are left, in their old order, from a snapshot or not. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBlob as fromBytes } from '../../../shared/events/blob-codec';
import { BLOB_KINDS, decodeBlob, type Blob } from '../../../shared/events/blobs/kinds';
import type { BlobRef } from '../../../shared/events/envelope';
import { testCommand } from '../../../shared/fold/events.testing';
import { basesOf, emptyItem, workOf } from '../../../shared/fold/item';
import { objectIndex } from '../../../shared/fold/object-index';
import { summarize } from '../../../shared/fold/summary';
import { SAMPLE_STATES } from '../../../shared/domain/job';
import { MemoryFileSystem } from '../../adapters/fs-memory';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createWorkspaceFiles, openJournal, type Journal, type JournalEntry } from '../journal';
import { fakeProcesses, testOptions } from '../journal/journal.testing';
import { everyDataset, everyJob } from './catalog-view';
import { createState, type FoldedState } from './index';
import { begin, classification, dataset, detection, draftsOf, labelSet, step } from './random-journal.testing';

/** Ids are minted once: nobody lists a sample a second time whose listing was lost. */
const history = step.map((one) => (one.what === 12 ? { ...one, what: 0 } : one));
let starts = 0;
const open = (fs: MemoryFileSystem): Promise<Journal> => openJournal(testOptions(fs, '/w', { seed: `state-${++starts}`, processes: fakeProcesses(starts) }));
const fold = (fs: MemoryFileSystem, journal: Journal): Promise<FoldedState> => createState({ journal, fs, dir: '/w/cache/state', sha256: nodeSha256 });

async function entriesOf(journal: Journal): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of journal.read(null)) entries.push(entry);
  return entries;
}

async function blobsOf(journal: Journal, entries: readonly JournalEntry[]): Promise<(ref: BlobRef) => Blob> {
  const blobs = new Map<string, Blob>();
  for (const { event } of entries) {
    const ref = (event.body as { readonly blob?: BlobRef }).blob;
    const column = ref && fromBytes(await journal.readBlob(ref));
    const kind = column?.ok ? BLOB_KINDS.find((k) => k === column.value.kind) : undefined;
    const blob = column?.ok && kind ? decodeBlob(kind, column.value) : null;
    if (ref && blob?.ok) blobs.set(ref.hash, blob.value);
  }
  return (ref) => blobs.get(ref.hash)!;
}

/** Everything a person sees, as plain values. */
async function seen(state: FoldedState): Promise<unknown> {
  const ids = Array.from({ length: everyDataset(state.catalog()).length === 0 ? 0 : state.datasetColumns(dataset).count }, (_, row) => state.sampleIdAt(dataset, row));
  const jobs = everyJob(state.catalog()).map((job) => job.id).sort();
  return Promise.all(jobs.map(async (job) => {
    const columns = state.jobColumns(job);
    return [job, await Promise.all(ids.map(async (id, row) => [id, columns.state[row], columns.objects[row], await state.work(job, id)]))];
  }));
}

function expected(entries: readonly JournalEntry[], blobOf: (ref: BlobRef) => Blob): unknown {
  const index = objectIndex(entries.map((entry) => entry.event), blobOf);
  // Samples of a dataset whose creation is lost are nowhere.
  const ids = index.catalog.datasets.has(dataset) ? [...(index.samples.get(dataset)?.keys() ?? [])] : [];
  const labels = [...(index.catalog.labelSets.get(labelSet)?.keys() ?? [])];
  return [...index.catalog.jobs.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((job) => [job.id, ids.map((id) => {
    const item = index.items.get(job.id)?.get(id) ?? emptyItem();
    const summary = summarize(item, job.task, (label) => labels.indexOf(label));
    return [id, SAMPLE_STATES.indexOf(summary.state), summary.objects, { work: workOf(item), bases: basesOf(item) }];
  })]);
}

it('property: holes in any log give the fold of what is left, at once, again, and with what is written since', { timeout: 120_000 }, async () => {
  let brought = 0;
  await fc.assert(fc.asyncProperty(fc.array(fc.array(history, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }), fc.array(history, { minLength: 1, maxLength: 3 }), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 1e6 })), { minLength: 1, maxLength: 3 }), async (lives, after, holes) => {
    const fs = new MemoryFileSystem();
    await createWorkspaceFiles(testOptions(fs, '/w', { seed: `make-${++starts}` }));
    const listed = new Set([0, 1, 2, 3, 4, 5]);
    let n = 10;
    for (const [i, life] of lives.entries()) {
      const journal = await open(fs);
      if (i === 0) await begin(journal);
      for (const one of life) await journal.append(testCommand(n++), await draftsOf(journal, one, listed));
      await journal.close();
    }
    const before = await open(fs);
    const state = await fold(fs, before);
    await state.snapshot();
    const logs = [...before.heads().keys()].sort();
    await before.close();
    for (const [which, place] of holes) fs.tamper(`/w/journal/${logs[which % logs.length]!}/0000000001.log`, (bytes) => bytes.fill(0, place % bytes.length, (place % bytes.length) + 40));
    await fs.removeTree('/w/journal/heads');
    const journal = await open(fs);
    brought += await journal.salvage();
    const left = await entriesOf(journal);
    const first = await fold(fs, journal);
    expect(await seen(first)).toEqual(expected(left, await blobsOf(journal, left)));
    for (const one of after) if (everyJob(first.catalog()).length === 2) await first.apply(await journal.append(testCommand(n++), await draftsOf(journal, one, listed)));
    const now = await entriesOf(journal);
    const view = await seen(first);
    expect(view).toEqual(expected(now, await blobsOf(journal, now)));
    await first.snapshot();
    await journal.close();
    for (const cache of ['kept', 'deleted']) {
      if (cache === 'deleted') await fs.removeTree('/w/cache');
      const again = await open(fs);
      expect(await again.salvage()).toBe(0);
      const second = await fold(fs, again);
      expect([cache, await seen(second)]).toEqual([cache, view]);
      for (const job of [classification, detection]) if (everyJob(first.catalog()).some((one) => one.id === job)) expect(second.ledger.top(again.member(), job, 'undo')?.id).toEqual(first.ledger.top(journal.member(), job, 'undo')?.id);
      await again.close();
    }
  }), { numRuns: 60 });
  expect(brought).toBeGreaterThan(100);
});
