/** Inverses of bulk facts: new blobs with the rows that still are as the fact left them. */
import { isKind, factOfRow, idAt, type ItemBulkEvent } from '../../../shared/fold/item-facts';
import { winnerOf } from '../../../shared/fold/item';
import { unpackMarks } from '../../../shared/events/blobs/packed-marks';
import { markField, markNumber } from '../../../shared/events/blobs/marks';
import { SAMPLE_STATUS } from '../../../shared/domain/dataset';
import { CATALOGUE } from '../../../shared/events/catalogue';
import type { Blob } from '../../../shared/events/blobs/kinds';
import type { BlobRef } from '../../../shared/events/envelope';
import type { JobId, LabelId, SampleId } from '../../../shared/kernel/ids';
import type { FoldedState } from '../state/types';
import type { AnnotationRow, AnswersRow, BlobWriter, ClassesRow, GeometryRow, MarkRow, RelabelRow, StatusRow } from './blobs';
import { changedSince, inverseFact, type Event, type Inverse } from './inverse';
import { knownJob } from './many';

/** Whose change is named for at most so many refused rows; the rest is counted. */
const MAX_NAMED = 100;
const MISSING = SAMPLE_STATUS.indexOf('missing');

type StatusEvent = Extract<Event, { type: 'samples.status-set' }>;

/** `filesGone`: the command also deleted the files of the samples it took off the dataset. */
export async function invertBulk(event: ItemBulkEvent | StatusEvent, state: FoldedState, blobs: BlobWriter, inverse: Inverse, filesGone: boolean): Promise<void> {
  const kind = CATALOGUE[event.type].blob;
  if (kind === null) return;
  const blob = await state.blob(kind, event.body.blob);
  if (event.type === 'samples.status-set') return invertStatus(event, blob, state, blobs, inverse, filesGone);
  const { job } = event.body;
  const refusedRows: number[] = [];
  const sampleOf = (row: number): SampleId => idAt((blob.columns as { readonly sample: Uint8Array }).sample, row);
  for (let row = 0; row < blob.rows; row++) inverse.samples.add(sampleOf(row));
  const add = (type: Exclude<ItemBulkEvent['type'], 'annotations.imported'>, refs: readonly BlobRef[]): void => {
    for (const ref of refs) inverse.drafts.push({ type, base: [], body: { job, blob: ref } });
  };
  if (isKind(blob, 'classes')) {
    const back = classesBack(blob, job, state, sampleOf, refusedRows);
    for (const { sample, to } of back) inverse.classes.set(`${job}/${sample}`, to);
    add('classes.bulk-set', await blobs.classes(back));
  } else if (isKind(blob, 'marks')) add('marks.bulk-set', await blobs.marks(marksBack(blob, job, state, sampleOf, refusedRows)));
  else {
    const back = await objectsBack(event, blob, job, state, sampleOf, refusedRows);
    for (const { annotation } of back.retired) inverse.gone.add(annotation);
    for (const { annotation, to } of back.labels) inverse.labels.set(annotation, to);
    add('annotations.bulk-retired', await blobs.annotations(back.retired));
    add('annotations.bulk-restored', await blobs.annotations(back.restored));
    add('annotations.bulk-geometry-set', await blobs.geometries(back.geometries));
    add('annotations.bulk-class-set', await blobs.relabels(back.labels));
    add('annotations.bulk-attributes-set', await blobs.answers(back.answers));
  }
  await nameRefused(event, blob, job, state, sampleOf, refusedRows, inverse);
}

function classesBack(blob: Blob<'classes'>, job: JobId, state: FoldedState, sampleOf: (row: number) => SampleId, refused: number[]): readonly ClassesRow[] {
  const { combo, combos } = state.jobColumns(job);
  const rows = state.rowsOf(knownJob(state, job).dataset, blob.columns.sample);
  const { palette } = blob.meta;
  const keys = palette.map(key);
  const comboKeys = combos.map(key);
  const back: ClassesRow[] = [];
  for (let i = 0; i < blob.rows; i++) {
    const to = blob.columns.to[i] ?? 0;
    if (comboKeys[combo[rows[i] ?? -1] ?? 0] !== keys[to]) refused.push(i);
    else back.push({ sample: sampleOf(i), to: palette[blob.columns.was[i] ?? 0] ?? [], was: palette[to] ?? [] });
  }
  return back;
}

function marksBack(blob: Blob<'marks'>, job: JobId, state: FoldedState, sampleOf: (row: number) => SampleId, refused: number[]): readonly MarkRow[] {
  const { marks } = state.jobColumns(job);
  const rows = state.rowsOf(knownJob(state, job).dataset, blob.columns.sample);
  const back: MarkRow[] = [];
  for (let i = 0; i < blob.rows; i++) {
    const field = markField(blob.columns.field[i] ?? 0);
    const to = blob.columns.to[i] ?? 0;
    if (markNumber(unpackMarks(marks[rows[i] ?? -1] ?? 0), field) !== to) refused.push(i);
    else back.push({ sample: sampleOf(i), field, to: blob.columns.was[i] ?? 0, was: to });
  }
  return back;
}

interface ObjectsBack {
  readonly retired: AnnotationRow[];
  readonly restored: AnnotationRow[];
  readonly geometries: GeometryRow[];
  readonly labels: RelabelRow[];
  readonly answers: AnswersRow[];
}

/** Rows of a bulk fact about objects, taken back where they still are as it left them. One kind of fact gives one kind of row. */
async function objectsBack(event: ItemBulkEvent, blob: Blob, job: JobId, state: FoldedState, sampleOf: (row: number) => SampleId, refused: number[]): Promise<ObjectsBack> {
  const all: ObjectsBack = { retired: [], restored: [], geometries: [], labels: [], answers: [] };
  for (let i = 0; i < blob.rows; i++) {
    const fact = factOfRow(event, blob, i);
    if (fact === null) continue;
    const sample = sampleOf(i);
    const back = inverseFact(fact, await state.item(job, sample));
    if (back === null) {
      refused.push(i);
      continue;
    }
    switch (back.kind) {
      case 'retired':
        (back.to ? all.retired : all.restored).push({ sample, annotation: back.annotation });
        break;
      case 'geometry':
        all.geometries.push({ sample, annotation: back.annotation, to: back.to, was: back.was });
        break;
      case 'class':
        all.labels.push({ sample, annotation: back.annotation, to: back.to, was: back.was });
        break;
      case 'attributes':
        all.answers.push({ sample, annotation: back.annotation, to: back.to, was: back.was });
        break;
      default: throw new TypeError(`a bulk fact about objects does not set ${back.kind}`);
    }
  }
  return all;
}

/** One failure per person who changed rows since. */
async function nameRefused(event: ItemBulkEvent, blob: Blob, job: JobId, state: FoldedState, sampleOf: (row: number) => SampleId, rows: readonly number[], inverse: Inverse): Promise<void> {
  const by = new Map<string, { field: string; sample: SampleId; count: number }>();
  for (const [n, row] of rows.entries()) {
    const fact = factOfRow(event, blob, row);
    if (!fact) continue;
    const named = n < MAX_NAMED ? winnerOf(await state.item(job, sampleOf(row)), fact)?.member ?? '' : '';
    const entry = by.get(named) ?? { field: fact.kind, sample: sampleOf(row), count: 0 };
    entry.count += 1;
    by.set(named, entry);
  }
  for (const [member, { field, sample, count }] of by) inverse.refused.push(changedSince(field, member, { job, sample, count }));
}

async function invertStatus(event: StatusEvent, blob: Blob, state: FoldedState, blobs: BlobWriter, inverse: Inverse, filesGone: boolean): Promise<void> {
  if (!isKind(blob, 'status')) return;
  const { dataset } = event.body;
  const rows = state.rowsOf(dataset, blob.columns.sample);
  const { status, part } = state.datasetColumns(dataset);
  const back: StatusRow[] = [];
  let changed = 0;
  let gone = 0;
  for (let i = 0; i < blob.rows; i++) {
    const sample: SampleId = idAt(blob.columns.sample, i);
    const to = blob.columns.to[i] ?? 0;
    const row = rows[i] ?? -1;
    if (status[row] !== to) changed += 1;
    else {
      // The file of a text's lines is never deleted. What else is still there the next synchronizing finds.
      const missing = filesGone && part[row] === 0;
      if (missing) gone += 1;
      back.push({ sample, to: missing ? MISSING : blob.columns.was[i] ?? 0, was: to });
    }
    inverse.samples.add(sample);
  }
  for (const ref of await blobs.status(back)) inverse.drafts.push({ type: 'samples.status-set', base: [], body: { dataset, blob: ref } });
  if (gone > 0) inverse.refused.push({ code: 'files-gone', message: `The files of ${gone} samples were deleted and do not come back.`, details: { dataset, count: gone } });
  if (changed > 0) inverse.refused.push(changedSince('status', '', { dataset, count: changed }));
}

function key(labels: readonly LabelId[]): string {
  return [...labels].sort().join();
}
