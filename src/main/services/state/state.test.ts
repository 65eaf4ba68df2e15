import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatasetTable, JobTable } from '../../../shared/contract/columns-codec';
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import { textAt } from '../../../shared/contract/text-table';
import { SAMPLE_STATES, type Task } from '../../../shared/domain/job';
import { decodeBlob as fromBytes } from '../../../shared/events/blob-codec';
import { BLOB_KINDS, decodeBlob, type Blob } from '../../../shared/events/blobs/kinds';
import type { BlobRef } from '../../../shared/events/envelope';
import { testCommand } from '../../../shared/fold/events.testing';
import { basesOf, emptyItem, livingWork, workOf } from '../../../shared/fold/item';
import { objectIndex, type ObjectIndex } from '../../../shared/fold/object-index';
import { summarize } from '../../../shared/fold/summary';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import type { JobId } from '../../../shared/kernel/ids';
import { nodeFileSystem } from '../../adapters/fs-node';
import { nodeSha256 } from '../../adapters/sha256-node';
import { createState, type FoldedState } from './index';
import { MemoryJournal } from './memory-journal.testing';
import { begin, classification, dataset, detection, draftsOf, labelSet, sample, step, type Step } from './random-journal.testing';

let dir = '';
let runs = 0;
beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'lw-state-')); });
afterAll(async () => { await rm(dir, { recursive: true, force: true }); });

const open = (journal: MemoryJournal, folder = `${dir}/${runs++}`): Promise<FoldedState> => createState({ journal, fs: nodeFileSystem, dir: folder, sha256: nodeSha256 });

/** Decodes any blob of the journal. */
function blobOf(journal: MemoryJournal): (ref: BlobRef) => Blob {
  return (ref) => {
    const bytes = fromBytes(journal.blobs.get(ref.hash) ?? new Uint8Array());
    const kind = bytes.ok ? BLOB_KINDS.find((k) => k === bytes.value.kind) : undefined;
    const blob = bytes.ok && kind ? decodeBlob(kind, bytes.value) : null;
    if (!blob?.ok) throw new Error('a blob that cannot be read');
    return blob.value;
  };
}

/** Group numbers are arbitrary: only who is together counts. */
function groups(twins: Uint32Array): readonly number[] {
  return Array.from(twins, (t) => (t === 0 ? -1 : twins.indexOf(t)));
}

function plainDataset(c: DatasetColumns): unknown {
  return { count: c.count, twins: groups(c.twins), rows: Array.from({ length: c.count }, (_, i) => [Array.from(c.ids.subarray(16 * i, 16 * i + 16)).join(), textAt(c.path, i), c.size[i], c.mtime[i], c.status[i], c.measured[i], c.width[i], c.height[i], c.duration[i], c.format[i]]) };
}

function plainJob(c: JobColumns): unknown {
  return Array.from({ length: c.count }, (_, i) => [c.state[i], c.objects[i], c.combos[c.combo[i] ?? 0], c.marks[i], c.changed[i]]);
}

/** What the columns of a job should be, from the object index. */
function expectedJob(index: ObjectIndex, job: JobId, task: Task): unknown {
  const labels = [...(index.catalog.labelSets.get(labelSet)?.keys() ?? [])];
  return Array.from(index.samples.get(dataset)?.keys() ?? [], (id) => {
    const item = index.items.get(job)?.get(id) ?? emptyItem();
    const s = summarize(item, task, (l) => labels.indexOf(l));
    // What the fold counts along, counted here object by object.
    const { annotations } = livingWork(workOf(item));
    if (task === 'detection') expect([s.objects, [...s.labels].sort(), s.state]).toEqual([annotations.length, [...new Set(annotations.map((a) => a.label))].sort(), annotations.length > 0 || item.nothingHere ? 'labeled' : 'unlabeled']);
    return [SAMPLE_STATES.indexOf(s.state), s.objects, s.labels, s.marks, s.changed];
  });
}

async function expectEqual(state: FoldedState, journal: MemoryJournal): Promise<void> {
  const index = objectIndex(journal.entries.map((e) => e.event), blobOf(journal));
  const samples = [...(index.samples.get(dataset)?.values() ?? [])];
  expect(samples.map((_, row) => state.sampleAt(dataset, row))).toEqual(samples);
  expect(samples.map((s) => state.rowOf(dataset, s.id))).toEqual(samples.map((_, row) => row));
  expect(groups(state.datasetColumns(dataset).twins)).toEqual(samples.map((s) => {
    const same = s.facts === null || /^0*$/.test(s.facts.hash) ? [] : samples.filter((o) => o.facts?.hash === s.facts?.hash);
    return same.length < 2 ? -1 : samples.findIndex((o) => o === same[0]);
  }));
  for (const [job, task] of [[classification, 'classification'], [detection, 'detection']] as const) {
    expect(plainJob(state.jobColumns(job))).toEqual(expectedJob(index, job, task));
    for (const s of samples) {
      const item = index.items.get(job)?.get(s.id) ?? emptyItem();
      const { work, bases } = await state.work(job, s.id);
      expect(canonicalize([work, bases])).toBe(canonicalize([workOf(item), basesOf(item)]));
    }
  }
  // Deleted, by the plain rule: said of it last, or of its dataset.
  const last = (id: string): boolean => journal.entries.findLast(({ event: { type, body } }) => /^(job|dataset)\.(retired|restored)$/.test(type) && Object.values(body as Readonly<Record<string, string>>).includes(id))?.event.type.endsWith('retired') ?? false;
  const { jobs, datasets, deleted } = state.catalog();
  expect([datasets.map((d) => d.id), deleted.datasets.map((d) => d.dataset.id)]).toEqual(last(dataset) ? [[], [dataset]] : [[dataset], []]);
  const both = [classification, detection];
  expect([jobs.map((j) => j.id), deleted.jobs.map((j) => [j.job.id, j.time !== null])]).toEqual([both.filter((j) => !last(dataset) && !last(j)), both.filter((j) => last(dataset) || last(j)).map((j) => [j, last(j)])]);
  expect(canonicalize(state.catalog().labelSets)).toBe(canonicalize(Array.from(index.catalog.labelSets, ([id, labels]) => ({ id, labels: [...labels.values()] }))));
}

/** A window: it has read the columns once and follows the patches. */
class Window {
  readonly dataset: DatasetTable;
  readonly jobs: ReadonlyMap<JobId, JobTable>;

  constructor(state: FoldedState) {
    const all = state.columnParts(dataset, null);
    this.dataset = DatasetTable.from(all.count, structuredClone(all.parts));
    this.jobs = new Map([classification, detection].map((job) => {
      const { count, combos, parts } = state.columnParts(dataset, job);
      return [job, JobTable.from(count, combos, structuredClone(parts))];
    }));
  }

  follow(patch: Awaited<ReturnType<FoldedState['apply']>>): void {
    for (const rows of patch.rows) {
      if (rows.job === null) this.dataset.apply(rows.count, patch.parts, rows.prefix);
      else this.jobs.get(rows.job)?.apply(rows.count, rows.comboBase, rows.combos, patch.parts, rows.prefix);
    }
  }

  expectEqual(state: FoldedState): void {
    expect(plainDataset(this.dataset.view())).toEqual(plainDataset(state.datasetColumns(dataset)));
    for (const [job, table] of this.jobs) expect(plainJob(table.view())).toEqual(plainJob(state.jobColumns(job)));
  }
}

async function play(journal: MemoryJournal, steps: readonly Step[], each: (i: number, state: FoldedState) => Promise<FoldedState | null>, folder = `${dir}/${runs++}`): Promise<FoldedState> {
  await begin(journal);
  let state = await open(journal, folder);
  const listed = new Set([0, 1, 2, 3, 4, 5]);
  for (const [i, s] of steps.entries()) {
    const entries = await journal.append(testCommand(10 + i), await draftsOf(journal, s, listed));
    await state.apply(entries);
    state = (await each(i, state)) ?? state;
  }
  return state;
}

describe('columns and works', () => {
  it('property: after every batch they are those of the object index, and a window that follows patches has the same', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const journal = new MemoryJournal();
      await begin(journal);
      const state = await open(journal);
      const window = new Window(state);
      const listed = new Set([0, 1, 2, 3, 4, 5]);
      for (const [i, s] of steps.entries()) {
        window.follow(await state.apply(await journal.append(testCommand(10 + i), await draftsOf(journal, s, listed))));
        window.expectEqual(state);
        await expectEqual(state, journal);
      }
    }), { numRuns: 60 });
  });

  it('property: they are the same when nothing was read in between, so that no work is kept', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const journal = new MemoryJournal();
      const state = await play(journal, steps, () => Promise.resolve(null));
      await expectEqual(state, journal);
    }), { numRuns: 60 });
  });

  it('property: they are the same after a restart at any point, from a snapshot or without one', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 16 }), fc.nat(16), fc.nat(16), async (steps, snapshotAt, restartAt) => {
      const journal = new MemoryJournal();
      const folder = `${dir}/${runs++}`;
      const state = await play(journal, steps, async (i, now) => {
        if (i === snapshotAt) await now.snapshot();
        if (i !== restartAt) return null;
        await now.close();
        journal.restart();
        return open(journal, folder);
      }, folder);
      await expectEqual(state, journal);
      await expectEqual(await open(journal, folder), journal);
    }), { numRuns: 60 });
  });

  it('property: facts that arrive late are put where they belong', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step.filter((s) => s.what !== 12), { minLength: 2, maxLength: 14 }), fc.infiniteStream(fc.nat()), async (steps, random) => {
      const journal = new MemoryJournal();
      await begin(journal);
      const late = await open(journal);
      const listed = new Set([0, 1, 2, 3, 4, 5]);
      const entries = [];
      for (const [i, s] of steps.entries()) entries.push(...(await journal.append(testCommand(10 + i), await draftsOf(journal, s, listed))));
      for (const { entry } of entries.map((entry) => ({ entry, at: random.next().value })).sort((a, b) => a.at - b.at)) await late.apply([entry]);
      await expectEqual(late, journal);
    }), { numRuns: 60 });
  });
});

describe('snapshots', () => {
  const steps: Step[] = Array.from({ length: 32 }, (_, i) => ({ what: i % 16, a: i % 6, b: (i * 7) % 4, c: i % 6, rows: [0, 2, i % 6].filter((r, j, all) => all.indexOf(r) === j), restart: 1 }));

  it('are read instead of the journal, and the newest two are kept', async () => {
    const journal = new MemoryJournal();
    const folder = `${dir}/${runs++}`;
    const state = await play(journal, steps, () => Promise.resolve(null), folder);
    for (let i = 0; i < 4; i++) await state.snapshot();
    expect((await readdir(folder)).sort()).toEqual(['0000000003.state', '0000000004.state']);
    journal.reads = 0;
    let entriesRead = 0;
    const read = journal.read.bind(journal);
    journal.read = async function* (from) {
      for await (const e of read(from)) { entriesRead += 1; yield e; }
    };
    await expectEqual(await open(journal, folder), journal);
    expect(entriesRead).toBe(0);
  });

  it('every byte flipped, and every torn length: the journal is folded again and nothing is lost', async () => {
    const journal = new MemoryJournal();
    const folder = `${dir}/${runs++}`;
    const state = await play(journal, steps, () => Promise.resolve(null), folder);
    await state.snapshot();
    const [name] = await readdir(folder);
    const path = join(folder, name ?? '');
    const good = new Uint8Array(await readFile(path));
    const before = canonicalize([plainJob(state.jobColumns(detection)), plainJob(state.jobColumns(classification))]);
    for (let k = 0; k < 120; k++) {
      const bad = k % 2 === 0 ? good.slice() : good.slice(0, Math.floor((good.length * k) / 120));
      const at = Math.floor((good.length * k) / 120);
      if (k % 2 === 0) bad[at] = (bad[at] ?? 0) ^ (1 << (k % 8));
      await writeFile(path, bad);
      const again = await open(journal, folder);
      expect(canonicalize([plainJob(again.jobColumns(detection)), plainJob(again.jobColumns(classification))])).toBe(before);
    }
    await expectEqual(await open(journal, folder), journal);
  });

  it('deleted while running, or of another project, or ahead of the journal: no difference', async () => {
    const journal = new MemoryJournal();
    const folder = `${dir}/${runs++}`;
    const state = await play(journal, steps, () => Promise.resolve(null), folder);
    await state.snapshot();
    await rm(folder, { recursive: true });
    await state.apply(await journal.append(testCommand(900), await draftsOf(journal, { what: 3, a: 0, b: 0, c: 0, rows: [0], restart: 1 }, new Set([0, 1, 2]))));
    await expectEqual(state, journal);
    await state.snapshot();
    journal.entries.splice(-3);
    await expectEqual(await open(journal, folder), journal);
  });

  it('that cannot be written does not keep anyone from closing or opening', async () => {
    const journal = new MemoryJournal();
    await begin(journal);
    const full = { ...nodeFileSystem, open: () => Promise.reject(new Error('ENOSPC')), makeDir: () => Promise.reject(new Error('EROFS')) };
    const state = await createState({ journal, fs: full, dir: `${dir}/none`, sha256: nodeSha256 });
    await expect(state.snapshot()).rejects.toThrow();
    await state.close();
    await expectEqual(state, journal);
  });
});

describe('what cannot be folded', () => {
  it('is passed over and named: events of newer programs, missing blobs', async () => {
    const journal = new MemoryJournal();
    await begin(journal);
    const [entry] = await journal.append(testCommand(2), [{ type: 'nothing-here.set', base: [], body: { job: detection, sample: sample(0), to: true, was: false } }]);
    if (!entry) throw new Error('one entry');
    journal.entries.push({ ...entry, event: { ...entry.event, type: 'annotation.exploded', seq: 99 } });
    const added = journal.entries.find((e) => e.event.type === 'samples.added');
    const state = await open(journal);
    expect(state.problems.map((p) => p.code)).toEqual(['unknown-event']);
    expect(state.jobColumns(detection).state[0]).toBe(1);
    journal.blobs.clear();
    const without = await open(journal);
    expect(without.problems.map((p) => p.code)).toEqual(['blob-missing', 'unknown-event']);
    expect(added && without.datasetColumns(dataset).count).toBe(0);
  });
});
