import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS, type SampleFacts, type SampleStatus } from '../../../shared/domain/dataset';
import { encodeBlob as encodeBytes } from '../../../shared/events/blob-codec';
import { MAX_BLOB_ROWS } from '../../../shared/events/blob-types';
import { encodeBlob, type BlobColumns, type BlobKind } from '../../../shared/events/blobs/kinds';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { Command } from '../../../shared/events/envelope';
import { fromHex } from '../../../shared/kernel/bytes';
import { idToBytes, type DatasetId, type RootId, type SampleId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import type { Commits } from '../commits/types';

export interface NewSample {
  readonly id: SampleId;
  readonly path: string;
  readonly part: number;
  readonly size: number;
  readonly mtime: number;
}
export interface Measured {
  readonly sample: SampleId;
  readonly facts: SampleFacts;
}
export interface StatusChange {
  readonly sample: SampleId;
  readonly to: SampleStatus;
  readonly was: SampleStatus;
}
export interface Relink {
  readonly sample: SampleId;
  readonly path: string;
  readonly part: number;
  readonly size: number;
  readonly mtime: number;
  readonly wasPath: string;
  readonly wasPart: number;
}

const f64 = <T>(rows: readonly T[], of: (row: T) => number): Float64Array => Float64Array.from(rows, of);
const u32 = <T>(rows: readonly T[], of: (row: T) => number): Uint32Array => Uint32Array.from(rows, of);
const u8 = <T>(rows: readonly T[], of: (row: T) => number): Uint8Array => Uint8Array.from(rows, of);

function packed<T>(rows: readonly T[], width: number, of: (row: T) => Uint8Array): Uint8Array {
  const bytes = new Uint8Array(rows.length * width);
  rows.forEach((row, i) => bytes.set(of(row).subarray(0, width), i * width));
  return bytes;
}
const ids = <T>(rows: readonly T[], of: (row: T) => SampleId): Uint8Array => packed(rows, 16, (row) => idToBytes(of(row)));

/** Writes bulk facts about samples: blobs of at most 10,000 rows, each named by one event. */
export class Recorder {
  readonly #commits: Commits;
  constructor(commits: Commits) {
    this.#commits = commits;
  }

  added(command: Command, dataset: DatasetId, root: RootId, rows: readonly NewSample[]): Promise<void> {
    return this.#write(command, rows, 'samples', (part) => ({
      id: ids(part, (r) => r.id), path: part.map((r) => r.path), part: u32(part, (r) => r.part), size: f64(part, (r) => r.size), mtime: f64(part, (r) => r.mtime),
    }), (blob) => ({ type: 'samples.added', base: [], body: { dataset, root, blob } }));
  }

  measured(command: Command, dataset: DatasetId, rows: readonly Measured[]): Promise<void> {
    return this.#write(command, rows, 'facts', (part) => ({
      sample: ids(part, (r) => r.sample),
      hash: packed(part, 32, (r) => fromHex(r.facts.hash) ?? new Uint8Array(32)),
      format: u8(part, (r) => MEDIA_FORMATS.indexOf(r.facts.format)), problem: u8(part, (r) => MEDIA_PROBLEMS.indexOf(r.facts.problem)),
      width: u32(part, (r) => r.facts.width), height: u32(part, (r) => r.facts.height), orientation: u8(part, (r) => r.facts.orientation),
      duration: f64(part, (r) => r.facts.duration), rate: f64(part, (r) => r.facts.rate), length: u32(part, (r) => r.facts.length),
    }), (blob) => ({ type: 'samples.measured', base: [], body: { dataset, blob } }));
  }

  status(command: Command, dataset: DatasetId, rows: readonly StatusChange[]): Promise<void> {
    return this.#write(command, rows, 'status', (part) => ({
      sample: ids(part, (r) => r.sample), to: u8(part, (r) => SAMPLE_STATUS.indexOf(r.to)), was: u8(part, (r) => SAMPLE_STATUS.indexOf(r.was)),
    }), (blob) => ({ type: 'samples.status-set', base: [], body: { dataset, blob } }));
  }

  relinked(command: Command, dataset: DatasetId, rows: readonly Relink[]): Promise<void> {
    return this.#write(command, rows, 'relinks', (part) => ({
      sample: ids(part, (r) => r.sample), path: part.map((r) => r.path), part: u32(part, (r) => r.part), size: f64(part, (r) => r.size), mtime: f64(part, (r) => r.mtime),
      wasPath: part.map((r) => r.wasPath), wasPart: u32(part, (r) => r.wasPart),
    }), (blob) => ({ type: 'samples.relinked', base: [], body: { dataset, blob } }));
  }

  async #write<T, K extends BlobKind>(command: Command, rows: readonly T[], kind: K, columns: (part: readonly T[]) => BlobColumns<K>, draft: (blob: Awaited<ReturnType<Commits['putBlob']>>) => Draft): Promise<void> {
    if (rows.length === 0) return;
    if (rows.length > MAX_BLOB_ROWS) {
      for (let at = 0; at < rows.length; at += MAX_BLOB_ROWS) await this.#write(command, rows.slice(at, at + MAX_BLOB_ROWS), kind, columns, draft);
      return;
    }
    const bytes = encodeBytes(encodeBlob(kind, rows.length, null as never, columns(rows)));
    if (!bytes.ok) {
      // Long paths: fewer rows fit.
      if (bytes.error.code !== 'blob-too-large' || rows.length < 2) throw new FailureError(bytes.error);
      const half = rows.length >> 1;
      await this.#write(command, rows.slice(0, half), kind, columns, draft);
      await this.#write(command, rows.slice(half), kind, columns, draft);
      return;
    }
    const ref = await this.#commits.putBlob(bytes.value, rows.length);
    await this.#commits.commit(null, command, [draft(ref)]);
  }
}
