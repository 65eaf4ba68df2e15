/** A host inside the page: columns of any number of samples made by a formula, answers without a journal. */
import type { AnswerOf, Catalog, Cursor, Pushes, RequestName, RequestOf } from '../../../../src/shared/contract/api';
import { DatasetTable, JobTable } from '../../../../src/shared/contract/columns-codec';
import { MEDIA_FORMATS } from '../../../../src/shared/domain/dataset';
import type { DataType } from '../../../../src/shared/domain/dataset';
import type { Task } from '../../../../src/shared/domain/job';
import type { DatasetId, JobId, LabelId, LabelSetId, SampleId } from '../../../../src/shared/kernel/ids';
import type { Client } from '../../../../src/renderer/client/client';

export const DATASET = 'd'.repeat(32) as DatasetId;
export const JOB = 'a'.repeat(32) as JobId;
const LABELS = ['cargo ship', 'ferry', 'sailing boat', 'fishing boat', 'car', 'person', 'buoy', 'van', 'cyclist', 'crane'];
const NAMES = ['quay', 'pier', 'lock', 'dock'];

const labelId = (i: number): LabelId => i.toString(16).padStart(32, '0') as LabelId;
/** The row is written into the id, so that the server of pictures needs no table. */
const rowOf = (sample: SampleId): number => Number.parseInt(sample.slice(0, 8), 16);
const noise = (n: number): number => (Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) >>> 0) / 2 ** 32;

export interface SyntheticOptions { readonly count: number; readonly dataType: DataType; readonly task: Task }

export function createSyntheticHost({ count, dataType, task }: SyntheticOptions): Client {
  const dataset = new DatasetTable();
  const job = new JobTable();
  let cursor: Cursor = { hash: '0'.repeat(64), tick: 0 };
  const listeners = new Set<(push: Pushes['state.patch'], mine: boolean) => void>();
  dataset.grow(count);
  job.grow(count);
  for (let i = 0; i < LABELS.length; i++) job.combos.push([labelId(i)]);
  const ids = new DataView(dataset.ids.buffer);
  for (let row = 0; row < count; row++) {
    ids.setUint32(16 * row, row);
    ids.setUint32(16 * row + 12, 1);
    dataset.path.append(`${NAMES[row % 4] ?? ''}/${NAMES[row % 4] ?? ''}-${String(row).padStart(7, '0')}.jpg`);
    const random = noise(row + 1);
    dataset.numbers.size[row] = 200_000 + random * 4e6;
    dataset.numbers.mtime[row] = 1.7e12 + random * 3e10;
    dataset.numbers.measured[row] = 1;
    dataset.numbers.format[row] = MEDIA_FORMATS.indexOf(row % 9 === 0 ? 'png' : 'jpeg');
    dataset.numbers.width[row] = 1200;
    dataset.numbers.height[row] = 800;
    if (random > 0.45) {
      job.numbers.state[row] = random > 0.9 ? 2 : 1;
      job.numbers.combo[row] = 1 + (row % LABELS.length);
      job.numbers.objects[row] = task === 'detection' ? 1 + (row % 7) : 1;
      job.numbers.changed[row] = 1.7e12;
    }
    if (random > 0.97) job.numbers.marks[row] = 1;
  }
  const catalog: Catalog = {
    name: 'Harbour traffic', roots: [],
    datasets: [{ id: DATASET, name: 'Quay pictures, March to September', dataType, textMode: dataType === 'text' ? 'file' : null, sources: [] }],
    jobs: [{ id: JOB, dataset: DATASET, name: 'Vessels and vehicles', task, multiple: false, labelSet: 'e'.repeat(32) as LabelSetId }],
    labelSets: [{ id: 'e'.repeat(32) as LabelSetId, labels: LABELS.map((name, i) => ({ id: labelId(i), name, color: i, shortcut: String((i + 1) % 10), attributes: [], retired: false })) }],
    deleted: { datasets: [], jobs: [] },
  };

  function classify(rows: Uint32Array, labels: readonly LabelId[]): void {
    const combo = labels[0] ? 1 + Number.parseInt(labels[0], 16) : 0;
    for (const row of rows) {
      job.numbers.combo[row] = combo;
      job.numbers.state[row] = combo > 0 ? 1 : 0;
    }
    cursor = { ...cursor, tick: cursor.tick + 1 };
    const parts = structuredClone(job.rowParts(rows, ['combo', 'state'], '0.'));
    for (const listener of listeners) listener({ cursor, catalog: null, rows: [{ dataset: DATASET, job: JOB, count, comboBase: job.combos.length, combos: [], prefix: '0.' }], works: [], unsent: [], parts }, true);
  }

  function answer(name: RequestName, body: unknown): unknown {
    switch (name) {
      case 'state.catalog': return { catalog, cursor };
      case 'state.columns': return (body as RequestOf<'state.columns'>).job === null ? { cursor, combos: [], count, parts: structuredClone(dataset.parts()) } : { cursor, combos: job.combos, count, parts: structuredClone(job.parts()) };
      case 'state.catch-up': return { cursor, stale: true };
      case 'media.pack': {
        const { samples, edge } = body as RequestOf<'media.pack'>;
        return { pack: `${edge}.${samples.map((sample) => rowOf(sample).toString(36)).join('.')}` };
      }
      case 'media.address': return { media: (body as RequestOf<'media.address'>).samples.map((sample) => String(rowOf(sample))), hashes: (body as RequestOf<'media.address'>).samples.map(() => null) };
      case 'media.texts': return { texts: (body as RequestOf<'media.texts'>).samples.map((sample) => `Log ${rowOf(sample)}: the ferry left the quay at ${rowOf(sample) % 24}:05 with ${rowOf(sample) % 90} people aboard, wind from the west, sea calm.`) };
      case 'sample.works': return { works: (body as RequestOf<'sample.works'>).samples.map((sample) => ({ sample, classes: [], annotations: boxes(sample, job.numbers.objects[rowOf(sample)] ?? 0) })) };
      case 'classes.set-many': {
        const { parts, labels } = body as RequestOf<'classes.set-many'>;
        const bytes = parts['rows'] ?? new Uint8Array(0);
        const rows = new Uint32Array(bytes.slice().buffer);
        classify(rows, labels);
        return { cursor, changed: rows.length, history: { undo: null, redo: null } };
      }
      case 'history.state': return { undo: null, redo: null };
      default: throw new Error(`the synthetic host knows no ${name}`);
    }
  }

  function boxes(sample: SampleId, n: number): unknown {
    return Array.from({ length: n }, (_, i) => {
      const a = noise(rowOf(sample) * 31 + i * 7 + 1);
      return { id: `${i}`, label: labelId((rowOf(sample) + i) % LABELS.length), attributes: {}, origin: 'person', retired: false, geometry: { kind: 'box', x: 900 * a, y: 500 * noise(i + rowOf(sample)), width: 100 + 160 * a, height: 80 + 120 * a } };
    });
  }

  return {
    request: async <N extends RequestName>(name: N, body: RequestOf<N>): Promise<AnswerOf<N>> => {
      await Promise.resolve();
      return answer(name, body) as AnswerOf<N>;
    },
    onPush: (topic, listener) => {
      if (topic !== 'state.patch') return () => undefined;
      listeners.add(listener as (push: Pushes['state.patch'], mine: boolean) => void);
      return () => listeners.delete(listener as (push: Pushes['state.patch'], mine: boolean) => void);
    },
    connection: () => ({ kind: 'open' }),
    onConnection: () => () => undefined,
    onStale: () => () => undefined,
    close: () => undefined,
  };
}
