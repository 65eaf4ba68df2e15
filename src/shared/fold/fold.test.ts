import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Geometry } from '../domain/annotation/annotation';
import type { EventBodies, EventType } from '../events/catalogue/types';
import { knownEvent } from '../events/catalogue';
import { MARK_FIELDS } from '../events/blobs/kinds';
import type { StoredEvent } from '../events/envelope';
import type { AnnotationId, AttributeId, DatasetId, JobId, LabelId, LabelSetId, RootId, SampleId } from '../kernel/ids';
import { idBytes, TestEvents, testId } from './events.testing';
import { basesOf, emptyItem, foldFact, foldItem, livingWork, workOf } from './item';
import { factOf } from './item-facts';
import { objectIndex } from './object-index';
import { stampOf } from './order';

const job = testId<JobId>(1, 0);
const sample = (n: number): SampleId => testId(2, n);
const label = (n: number): LabelId => testId(3, n);
const annotation = (n: number): AnnotationId => testId(4, n);
const dataset = testId<DatasetId>(5, 0);
const box = (x: number): Geometry => ({ kind: 'box', x, y: 0, width: 10, height: 10 });

/** A single item event, as small numbers. */
const step = fc.record({ what: fc.nat(8), sample: fc.nat(2), annotation: fc.nat(3), value: fc.nat(4), was: fc.nat(4), log: fc.nat(2), blind: fc.boolean() });
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function bodyOf(s: Step): { [T in EventType]: [T, EventBodies[T]] }[EventType] {
  const at = { job, sample: sample(s.sample) };
  const on = { ...at, annotation: annotation(s.annotation + 10 * s.sample) };
  switch (s.what) {
    case 0: return ['classes.set', { ...at, to: s.value === 0 ? [] : [label(s.value)], was: s.was === 0 ? [] : [label(s.was)] }];
    case 1: return ['nothing-here.set', { ...at, to: s.value > 2, was: s.was > 2 }];
    case 2: return ['mark.set', { ...at, field: 'stars', to: s.value, was: s.was }];
    case 3: return ['annotation.created', { ...on, label: label(s.value), geometry: box(s.value), attributes: {}, origin: 'import' }];
    case 4: return ['annotation.geometry-set', { ...on, to: box(s.value), was: box(s.was) }];
    case 5: return ['annotation.class-set', { ...on, to: label(s.value), was: label(s.was) }];
    case 6: return ['annotation.retired', on];
    case 7: return ['annotation.restored', on];
    default: return ['mark.set', { ...at, field: 'flag', to: (['none', 'flag', 'reject'] as const)[s.value % 3] ?? 'none', was: 'none' }];
  }
}

function journal(steps: readonly Step[]): TestEvents {
  const log = new TestEvents();
  for (const s of steps) {
    const [type, body] = bodyOf(s);
    log.add(type, body, { log: s.log, blind: s.blind });
  }
  return log;
}

function text(log: TestEvents, events: readonly StoredEvent[] = log.events): string {
  const { items } = objectIndex(events, log.blobOf);
  return JSON.stringify(Array.from(items.get(job) ?? []).sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, item]) => [id, workOf(item), basesOf(item), item.contested, item.changed]));
}

describe('the fold of a sample', () => {
  it('property: does not depend on the order in which events arrive', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (steps, random) => {
      const log = journal(steps);
      const shuffled = log.events.map((e) => ({ e, at: random.next().value })).sort((a, b) => a.at - b.at).map(({ e }) => e);
      expect(text(log, shuffled)).toBe(text(log));
    }), { numRuns: 300 });
  });

  it('property: is the same however the events are cut into batches', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const log = journal(steps.map((s) => ({ ...s, log: 0 })));
      const item = emptyItem();
      const facts = log.events.flatMap((e) => {
        const known = knownEvent(e);
        const fact = known && factOf(known);
        return fact && fact.sample === sample(0) ? [{ stamp: stampOf(e), base: e.base, fact: fact.fact }] : [];
      });
      for (const [i, { stamp, base, fact }] of facts.entries()) {
        foldFact(item, stamp, base, fact);
        expect(JSON.stringify([workOf(item), basesOf(item)])).toBe(JSON.stringify([workOf(foldItem(facts.slice(0, i + 1))), basesOf(foldItem(facts.slice(0, i + 1)))]));
      }
    }), { numRuns: 200 });
  });

  it('property: a bulk fact folds like the same facts singly', () => {
    const rows = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(fc.array(step, { maxLength: 12 }), rows, fc.nat(7), (before, table, kind) => {
      const single = journal(before);
      const bulk = journal(before);
      const ids = idBytes(table.map(([s]) => sample(s)));
      const n = table.length;
      const to = Uint16Array.from(table, ([, v]) => v);
      switch (kind) {
        case 0:
          for (const [s, v, w] of table) single.add('classes.set', { job, sample: sample(s), to: [label(v)], was: [label(w)] });
          bulk.add('classes.bulk-set', { job, blob: bulk.blob('classes', n, { palette: [0, 1, 2, 3].map((l) => [label(l)]) }, { sample: ids, to, was: Uint16Array.from(table, ([, , w]) => w) }) });
          break;
        case 1:
          for (const [s, v, w] of table) single.add('annotation.created', { job, sample: sample(s), annotation: annotation(v + 10 * s), label: label(w), geometry: box(v), attributes: {}, origin: 'import' });
          bulk.add('annotations.imported', { job, origin: 'import', blob: bulk.blob('boxes', n, { labels: [0, 1, 2, 3].map(label) }, {
            sample: ids, annotation: idBytes(table.map(([s, v]) => annotation(v + 10 * s))), label: Uint16Array.from(table, ([, , w]) => w), x: Float64Array.from(table, ([, v]) => v), y: new Float64Array(n),
            width: new Float64Array(n).fill(10), height: new Float64Array(n).fill(10), attributes: table.map(() => ''),
          }) });
          break;
        case 2:
        case 3: {
          const columns = { sample: ids, annotation: idBytes(table.map(([s, v]) => annotation(v + 10 * s))) };
          for (const [s, v] of table) single.add(kind === 2 ? 'annotation.retired' : 'annotation.restored', { job, sample: sample(s), annotation: annotation(v + 10 * s) });
          bulk.add(kind === 2 ? 'annotations.bulk-retired' : 'annotations.bulk-restored', { job, blob: bulk.blob('annotations', n, null, columns) });
          break;
        }
        case 4:
          for (const [s, v, w] of table) single.add('annotation.geometry-set', { job, sample: sample(s), annotation: annotation(v + 10 * s), to: box(w), was: box(v) });
          bulk.add('annotations.bulk-geometry-set', { job, blob: bulk.blob('geometries', n, null, {
            sample: ids, annotation: idBytes(table.map(([s, v]) => annotation(v + 10 * s))), x: Float64Array.from(table, ([, , w]) => w), y: new Float64Array(n), width: new Float64Array(n).fill(10), height: new Float64Array(n).fill(10),
            wasX: Float64Array.from(table, ([, v]) => v), wasY: new Float64Array(n), wasWidth: new Float64Array(n).fill(10), wasHeight: new Float64Array(n).fill(10),
          }) });
          break;
        case 5:
          for (const [s, v, w] of table) single.add('annotation.class-set', { job, sample: sample(s), annotation: annotation(v + 10 * s), to: label(w), was: label(v) });
          bulk.add('annotations.bulk-class-set', { job, blob: bulk.blob('relabels', n, { labels: [0, 1, 2, 3].map(label) }, { sample: ids, annotation: idBytes(table.map(([s, v]) => annotation(v + 10 * s))), to: Uint16Array.from(table, ([, , w]) => w), was: to }) });
          break;
        case 6: {
          const answers = (v: number): Record<AttributeId, string> => (v === 0 ? {} : { [testId<AttributeId>(8, v % 2)]: `answer ${v}` });
          const textOf = (v: number): string => (v === 0 ? '' : JSON.stringify(answers(v)));
          for (const [s, v, w] of table) single.add('annotation.attributes-set', { job, sample: sample(s), annotation: annotation(v + 10 * s), to: answers(w), was: answers(v) });
          bulk.add('annotations.bulk-attributes-set', { job, blob: bulk.blob('answers', n, null, { sample: ids, annotation: idBytes(table.map(([s, v]) => annotation(v + 10 * s))), to: table.map(([, , w]) => textOf(w)), was: table.map(([, v]) => textOf(v)) }) });
          break;
        }
        default:
          for (const [s, v, w] of table) single.add('mark.set', { job, sample: sample(s), field: 'stars', to: v, was: w });
          bulk.add('marks.bulk-set', { job, blob: bulk.blob('marks', n, null, { sample: ids, field: new Uint8Array(n).fill(MARK_FIELDS.indexOf('stars')), to: Uint8Array.from(to), was: Uint8Array.from(table, ([, , w]) => w) }) });
      }
      const works = (log: TestEvents): unknown => {
        const items = objectIndex(log.events, log.blobOf).items.get(job);
        return Array.from({ length: 6 }, (_, s) => items?.get(sample(s)) ?? emptyItem()).map((item) => JSON.stringify(workOf(item)));
      };
      expect(works(bulk)).toEqual(works(single));
    }), { numRuns: 800 });
  });

  it('lists what was lost unseen, and only that', () => {
    const log = new TestEvents();
    const first = log.add('classes.set', { job, sample: sample(0), to: [label(1)], was: [] }, { log: 1 });
    const other = log.add('classes.set', { job, sample: sample(0), to: [label(2)], was: [] }, { log: 2 });
    const item = (): ReturnType<typeof emptyItem> | undefined => objectIndex(log.events, log.blobOf).items.get(job)?.get(sample(0));
    expect(item()?.contested).toEqual([{ field: 'classes', winner: other.id, loser: first.id }]);
    expect(item()?.classes).toEqual([label(2)]);
    log.add('classes.set', { job, sample: sample(0), to: [], was: [label(2)] }, { log: 1, base: [other.id] });
    expect(item()?.contested).toHaveLength(1);
    log.add('classes.set', { job, sample: sample(0), to: [], was: [label(1)] }, { log: 2 });
    expect(item()?.contested, 'the same value from two people is no loss').toHaveLength(1);
  });

  it('lists an edit of something that was taken away meanwhile', () => {
    const log = new TestEvents();
    const on = { job, sample: sample(0), annotation: annotation(0) };
    const made = log.add('annotation.created', { ...on, label: label(0), geometry: box(0), attributes: {}, origin: 'person' }, { log: 1 });
    const gone = log.add('annotation.retired', on, { log: 1, base: [made.id] });
    const moved = log.add('annotation.geometry-set', { ...on, to: box(5), was: box(0) }, { log: 2, base: [made.id] });
    const item = objectIndex(log.events, log.blobOf).items.get(job)?.get(sample(0)) ?? emptyItem();
    expect(item.contested).toEqual([{ field: `annotation/${on.annotation}/retired`, winner: gone.id, loser: moved.id }]);
    expect(livingWork(workOf(item)).annotations).toEqual([]);
    expect(basesOf(item)).toEqual({ [`annotation/${on.annotation}/created`]: made.id, [`annotation/${on.annotation}/geometry`]: moved.id, [`annotation/${on.annotation}/retired`]: gone.id });
  });

  it('refuses facts out of order', () => {
    const log = journal([{ what: 1, sample: 0, annotation: 0, value: 3, was: 0, log: 0, blind: false }, { what: 1, sample: 0, annotation: 0, value: 0, was: 0, log: 0, blind: false }]);
    const [a, b] = log.events.map((e) => stampOf(e));
    const item = emptyItem();
    if (!a || !b) throw new Error('two events');
    foldFact(item, b, [], { kind: 'nothing-here', to: true, was: false });
    expect(() => { foldFact(item, a, [], { kind: 'nothing-here', to: true, was: false }); }).toThrow(RangeError);
  });
});

describe('the object index', () => {
  it('follows samples from listing to removal, and the catalog', () => {
    const log = new TestEvents();
    const root = testId<RootId>(6, 0);
    const labelSet = testId<LabelSetId>(7, 0);
    log.add('root.added', { root, name: 'photos' });
    log.add('dataset.created', { dataset, name: 'D', dataType: 'image', textMode: null });
    log.add('dataset.source-added', { dataset, source: { root, path: '' } });
    log.add('samples.added', { dataset, root, blob: log.blob('samples', 2, null, { id: idBytes([sample(0), sample(1)]), path: ['a.jpg', 'b.jpg'], part: new Uint32Array(2), size: Float64Array.of(10, 20), mtime: Float64Array.of(1, 2) }) });
    log.add('samples.measured', { dataset, blob: log.blob('facts', 1, null, { sample: idBytes([sample(1)]), hash: new Uint8Array(32).fill(0xab), format: Uint8Array.of(1), problem: Uint8Array.of(0), width: Uint32Array.of(4), height: Uint32Array.of(3), orientation: Uint8Array.of(6), duration: Float64Array.of(0), rate: Float64Array.of(0), length: Uint32Array.of(0) }) });
    log.add('samples.relinked', { dataset, blob: log.blob('relinks', 1, null, { sample: idBytes([sample(0)]), path: ['c.jpg'], part: Uint32Array.of(0), size: Float64Array.of(10), mtime: Float64Array.of(5), wasPath: ['a.jpg'], wasPart: Uint32Array.of(0) }) });
    log.add('samples.status-set', { dataset, blob: log.blob('status', 1, null, { sample: idBytes([sample(1)]), to: Uint8Array.of(3), was: Uint8Array.of(0) }) });
    log.add('job.created', { job, dataset, name: 'J', task: 'detection', multiple: false, labelSet });
    log.add('label.added', { labelSet, label: label(0), name: 'boat', color: 0, shortcut: '1', attributes: [] });
    log.add('label.changed', { labelSet, label: label(0), field: 'name', to: 'ship', was: 'boat' });
    log.add('label.retired', { labelSet, label: label(0), policy: 'label' });
    const index = objectIndex(log.events, log.blobOf);
    expect([...(index.samples.get(dataset)?.values() ?? [])]).toEqual([
      { id: sample(0), root, path: 'c.jpg', part: 0, size: 10, mtime: 5, status: 'present', facts: null },
      { id: sample(1), root, path: 'b.jpg', part: 0, size: 20, mtime: 2, status: 'removed', facts: { hash: 'ab'.repeat(32), format: 'jpeg', problem: 'none', width: 4, height: 3, orientation: 6, duration: 0, rate: 0, length: 0 } },
    ]);
    expect([...(index.catalog.labelSets.get(labelSet)?.values() ?? [])]).toEqual([{ id: label(0), name: 'ship', color: 0, shortcut: '1', attributes: [], retired: true }]);
    expect(index.catalog.jobs.get(job)?.name).toBe('J');
    expect(index.catalog.datasets.get(dataset)?.sources).toEqual([{ root, path: '' }]);
  });
});
