/** Random but valid histories for property tests: one dataset, a classification and a detection job, everything mixed. */
import fc from 'fast-check';
import type { Draft } from '../../../shared/events/catalogue/types';
import { encodeBlob as toBytes } from '../../../shared/events/blob-codec';
import { encodeBlob, MARK_FIELDS, type BlobColumns, type BlobKind, type BlobMetas } from '../../../shared/events/blobs/kinds';
import type { BlobRef } from '../../../shared/events/envelope';
import { idBytes, testCommand, testId } from '../../../shared/fold/events.testing';
import type { AnnotationId, DatasetId, JobId, LabelId, LabelSetId, RootId, SampleId } from '../../../shared/kernel/ids';
import type { MemoryJournal } from './memory-journal.testing';

export const dataset = testId<DatasetId>(5, 0);
export const classification = testId<JobId>(1, 0);
export const detection = testId<JobId>(1, 1);
export const labelSet = testId<LabelSetId>(7, 0);
export const root = testId<RootId>(6, 0);
export const sample = (n: number): SampleId => testId(2, n);
export const label = (n: number): LabelId => testId(3, n);
export const annotation = (n: number): AnnotationId => testId(4, n);

/** One step of a history: a kind and some small numbers. */
export const step = fc.record({ what: fc.nat(20), a: fc.nat(11), b: fc.nat(3), c: fc.nat(5), rows: fc.uniqueArray(fc.nat(13), { minLength: 1, maxLength: 6 }), restart: fc.nat(9) });
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export async function blob<K extends BlobKind>(journal: Pick<MemoryJournal, 'putBlob'>, kind: K, rows: number, meta: BlobMetas[K], columns: BlobColumns<K>): Promise<BlobRef> {
  const bytes = toBytes(encodeBlob(kind, rows, meta, columns));
  if (!bytes.ok) throw new Error(bytes.error.message);
  return journal.putBlob(bytes.value, rows);
}

const draft = (d: Omit<Draft, 'base'>): Draft => ({ ...d, base: [] }) as unknown as Draft;

/** The beginning of every history: `labels` labels, `samples` samples. */
export async function begin(journal: Pick<MemoryJournal, 'append' | 'putBlob'>, samples = 6, labels = 4): Promise<void> {
  await journal.append(testCommand(0), [
    draft({ type: 'project.named', body: { name: 'P', was: '' } }),
    draft({ type: 'root.added', body: { root, name: 'photos' } }),
    draft({ type: 'dataset.created', body: { dataset, name: 'D', dataType: 'image', textMode: null } }),
    draft({ type: 'job.created', body: { job: classification, dataset, name: 'C', task: 'classification', multiple: true, labelSet } }),
    draft({ type: 'job.created', body: { job: detection, dataset, name: 'B', task: 'detection', multiple: false, labelSet } }),
    ...Array.from({ length: labels }, (_, i) => draft({ type: 'label.added', body: { labelSet, label: label(i), name: `label ${i}`, color: i, shortcut: null, attributes: [] } })),
  ]);
  await journal.append(testCommand(1), [await samplesAdded(journal, Array.from({ length: samples }, (_, i) => i))]);
}

export async function samplesAdded(journal: Pick<MemoryJournal, 'putBlob'>, numbers: readonly number[]): Promise<Draft> {
  const n = numbers.length;
  return draft({ type: 'samples.added', body: { dataset, root, blob: await blob(journal, 'samples', n, null, {
    id: idBytes(numbers.map(sample)), path: numbers.map((i) => `folder/${i}.jpg`), part: new Uint32Array(n), size: Float64Array.from(numbers, (i) => 100 + i), mtime: Float64Array.from(numbers, (i) => 1e12 + i),
  }) } });
}

/** What a step appends: only about samples in `listed`, also about annotations that were never made. */
export async function draftsOf(journal: Pick<MemoryJournal, 'putBlob'>, given: Step, listed: Set<number>): Promise<readonly Draft[]> {
  const s = given.what === 12 ? given : { ...given, a: given.a % listed.size, rows: [...new Set(given.rows.map((r) => r % listed.size))] };
  if (s.what === 12) for (const row of [...s.rows].sort((a, b) => a - b)) if (row === listed.size) listed.add(row);
  const on = { job: detection, sample: sample(s.a), annotation: annotation(s.b + 10 * s.a) };
  const at = { job: s.c % 2 === 0 ? classification : detection, sample: sample(s.a) };
  const n = s.rows.length;
  const ids = idBytes(s.rows.map(sample));
  const box = (v: number): { kind: 'box'; x: number; y: number; width: number; height: number } => ({ kind: 'box', x: v, y: 1, width: 10, height: 5 });
  switch (s.what) {
    case 0: return [draft({ type: 'classes.set', body: { job: classification, sample: at.sample, to: s.b === 0 ? [] : [label(s.b), ...(s.c > 3 ? [label(0)] : [])], was: [] } })];
    case 1: return [draft({ type: 'nothing-here.set', body: { ...at, to: s.b > 1, was: false } })];
    case 2: return [draft({ type: 'mark.set', body: { ...at, field: 'stars', to: s.c, was: 0 } }), draft({ type: 'mark.set', body: { ...at, field: 'hard', to: s.b > 1, was: false } })];
    case 3:
    case 4: return [draft({ type: 'annotation.created', body: { ...on, label: label(s.c % 4), geometry: box(s.c), attributes: {}, origin: 'person' } })];
    case 5: return [draft({ type: 'annotation.geometry-set', body: { ...on, to: box(s.c + 1), was: box(s.c) } })];
    case 6: return [draft({ type: 'annotation.class-set', body: { ...on, to: label(s.c % 4), was: label(0) } })];
    case 7: return [draft({ type: s.c > 3 ? 'annotation.restored' : 'annotation.retired', body: on })];
    case 8: return [draft({ type: 'classes.bulk-set', body: { job: classification, blob: await blob(journal, 'classes', n, { palette: [[], [label(1)], [label(0), label(2)], [label(3)]] }, { sample: ids, to: Uint16Array.from(s.rows, (r) => (r + s.b) % 4), was: new Uint16Array(n) }) } })];
    case 9: return [draft({ type: 'marks.bulk-set', body: { job: at.job, blob: await blob(journal, 'marks', n, null, { sample: ids, field: new Uint8Array(n).fill(MARK_FIELDS.indexOf('flag')), to: new Uint8Array(n).fill(s.b % 3), was: new Uint8Array(n) }) } })];
    case 10: return [draft({ type: 'annotations.imported', body: { job: detection, origin: 'import', blob: await blob(journal, 'boxes', n, { labels: [0, 1, 2, 3].map(label) }, {
      sample: ids, annotation: idBytes(s.rows.map((r) => annotation(s.b + 10 * r))), label: Uint16Array.from(s.rows, (r) => r % 4), x: Float64Array.from(s.rows), y: new Float64Array(n),
      width: new Float64Array(n).fill(3), height: new Float64Array(n).fill(4), attributes: s.rows.map(() => ''),
    }) } })];
    case 11: return [draft({ type: s.c > 3 ? 'annotations.bulk-restored' : 'annotations.bulk-retired', body: { job: detection, blob: await blob(journal, 'annotations', n, null, { sample: ids, annotation: idBytes(s.rows.map((r) => annotation(s.b + 10 * r))) }) } })];
    case 16: return [draft({ type: 'annotations.bulk-geometry-set', body: { job: detection, blob: await blob(journal, 'geometries', n, null, {
      sample: ids, annotation: idBytes(s.rows.map((r) => annotation(s.b + 10 * r))), x: new Float64Array(n).fill(s.c), y: new Float64Array(n), width: new Float64Array(n).fill(3), height: new Float64Array(n).fill(4),
      wasX: new Float64Array(n), wasY: new Float64Array(n), wasWidth: new Float64Array(n).fill(1), wasHeight: new Float64Array(n).fill(1),
    }) } })];
    case 17: return [draft({ type: 'annotations.bulk-class-set', body: { job: detection, blob: await blob(journal, 'relabels', n, { labels: [0, 1, 2, 3].map(label) }, { sample: ids, annotation: idBytes(s.rows.map((r) => annotation(s.b + 10 * r))), to: Uint16Array.from(s.rows, (r) => (r + s.c) % 4), was: new Uint16Array(n) }) } })];
    case 18: return [draft({ type: 'annotations.bulk-attributes-set', body: { job: detection, blob: await blob(journal, 'answers', n, null, { sample: ids, annotation: idBytes(s.rows.map((r) => annotation(s.b + 10 * r))), to: s.rows.map((r) => (s.c === 0 ? '' : JSON.stringify({ [testId(8, 0)]: `${r} ${s.c}` }))), was: s.rows.map(() => '') }) } })];
    case 19: return [draft({ type: s.c > 2 ? 'job.restored' : 'job.retired', body: { job: at.job } })];
    case 20: return [draft({ type: s.c > 2 ? 'dataset.restored' : 'dataset.retired', body: { dataset } })];
    case 12: return [await samplesAdded(journal, [...listed])];
    case 13: return [draft({ type: 'samples.measured', body: { dataset, blob: await blob(journal, 'facts', n, null, {
      sample: ids, hash: Uint8Array.from(s.rows.flatMap((r) => Array<number>(32).fill((r + s.b) % 5))), format: new Uint8Array(n).fill(1), problem: new Uint8Array(n), width: Uint32Array.from(s.rows, (r) => r + 1), height: new Uint32Array(n).fill(7),
      orientation: new Uint8Array(n).fill(1), duration: new Float64Array(n).fill(0.5), rate: new Float64Array(n).fill(25.5), length: new Uint32Array(n),
    }) } })];
    case 14: return [draft({ type: 'samples.status-set', body: { dataset, blob: await blob(journal, 'status', n, null, { sample: ids, to: new Uint8Array(n).fill(s.b), was: new Uint8Array(n) }) } })];
    default: return [draft({ type: 'samples.relinked', body: { dataset, blob: await blob(journal, 'relinks', n, null, { sample: ids, path: s.rows.map((r) => `moved/${s.c}/${r}.jpg`), part: new Uint32Array(n).fill(s.b), wasPart: new Uint32Array(n), size: new Float64Array(n).fill(9), mtime: new Float64Array(n).fill(8), wasPath: s.rows.map((r) => `folder/${r}.jpg`) }) } })];
  }
}
