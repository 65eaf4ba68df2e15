/**
 * The reference implementation: a whole journal folded the plain way, one object per sample, every bulk fact taken
 * apart into single facts. Slow and obvious; tests hold the columns of the host against it after every batch.
 */
import type { Sample } from '../domain/dataset';
import { MEDIA_FORMATS, MEDIA_PROBLEMS, SAMPLE_STATUS } from '../domain/dataset';
import type { Blob, BlobKind } from '../events/blobs/kinds';
import { knownEvent, type KnownEvent } from '../events/catalogue';
import type { BlobRef, StoredEvent } from '../events/envelope';
import { idFromBytes, type DatasetId, type EventId, type Hash, type JobId, type SampleId } from '../kernel/ids';
import { foldCatalog, isCatalogEvent, type CatalogEvent, type CatalogState } from './catalog';
import { foldItem, type ItemState } from './item';
import { factOf, factOfRow, idAt, isItemBulk, isKind, samplesOf, type ItemFact } from './item-facts';
import { compareStamps, stampOf, type Stamp } from './order';

export interface ObjectIndex {
  readonly catalog: CatalogState;
  /** In order of listing. */
  readonly samples: Map<DatasetId, Map<SampleId, Sample>>;
  readonly items: Map<JobId, Map<SampleId, ItemState>>;
}

interface Placed { readonly stamp: Stamp; readonly base: readonly EventId[]; readonly fact: ItemFact }

/** Folds `events` given in whatever order; `blobOf` gives the decoded blob that a bulk event names. */
export function objectIndex(events: readonly StoredEvent[], blobOf: (ref: BlobRef) => Blob): ObjectIndex {
  const ordered = [...events].sort((a, b) => compareStamps(stampOf(a), stampOf(b))).flatMap((event) => knownEvent(event) ?? []);
  const facts = new Map<JobId, Map<SampleId, Placed[]>>();
  const samples: ObjectIndex['samples'] = new Map();
  const catalogEvents: CatalogEvent[] = [];
  const place = (job: JobId, sample: SampleId, stamp: Stamp, base: readonly EventId[], fact: ItemFact): void => {
    const ofJob = facts.get(job) ?? new Map<SampleId, Placed[]>();
    facts.set(job, ofJob);
    const ofSample = ofJob.get(sample) ?? [];
    ofJob.set(sample, ofSample);
    ofSample.push({ stamp, base, fact });
  };
  for (const event of ordered) {
    if (isCatalogEvent(event)) catalogEvents.push(event);
    const single = factOf(event);
    if (single) place(single.job, single.sample, stampOf(event), event.base, single.fact);
    if (isItemBulk(event)) {
      const blob = blobOf(event.body.blob);
      for (let row = 0; row < blob.rows; row++) {
        const fact = factOfRow(event, blob, row);
        const ids = samplesOf(blob);
        if (fact && ids) place(event.body.job, idAt(ids, row), stampOf(event, row), event.base, fact);
      }
    }
    foldSamples(samples, event, blobOf);
  }
  const items: ObjectIndex['items'] = new Map();
  for (const [job, ofJob] of facts) items.set(job, new Map(Array.from(ofJob, ([sample, placed]) => [sample, foldItem(placed)])));
  return { catalog: foldCatalog(catalogEvents), samples, items };
}

function foldSamples(all: ObjectIndex['samples'], event: KnownEvent<StoredEvent>, blobOf: (ref: BlobRef) => Blob): void {
  if (event.type !== 'samples.added' && event.type !== 'samples.measured' && event.type !== 'samples.status-set' && event.type !== 'samples.relinked') return;
  const of = all.get(event.body.dataset) ?? new Map<SampleId, Sample>();
  all.set(event.body.dataset, of);
  const blob = blobOf(event.body.blob);
  for (let row = 0; row < blob.rows; row++) {
    if (event.type === 'samples.added') {
      const c = columnsOf(blob, 'samples');
      const id = idAt<SampleId>(c.id, row);
      if (!of.has(id)) of.set(id, { id, root: event.body.root, path: c.path.at(row) ?? '', part: c.part[row] ?? 0, size: c.size[row] ?? 0, mtime: c.mtime[row] ?? 0, status: 'present', facts: null });
      continue;
    }
    const ids = samplesOf(blob);
    const there = ids ? of.get(idAt(ids, row)) : undefined;
    if (there) of.set(there.id, changed(there, event.type, blob, row));
  }
}

function changed(sample: Sample, type: 'samples.measured' | 'samples.status-set' | 'samples.relinked', blob: Blob, row: number): Sample {
  switch (type) {
    case 'samples.status-set': return { ...sample, status: SAMPLE_STATUS[columnsOf(blob, 'status').to[row] ?? 0] ?? 'present' };
    case 'samples.relinked': {
      const c = columnsOf(blob, 'relinks');
      return { ...sample, path: c.path.at(row) ?? '', part: c.part[row] ?? 0, size: c.size[row] ?? 0, mtime: c.mtime[row] ?? 0 };
    }
    case 'samples.measured': {
      const c = columnsOf(blob, 'facts');
      return { ...sample, facts: {
        hash: hashAt(c.hash, row), format: MEDIA_FORMATS[c.format[row] ?? 0] ?? 'unknown', problem: MEDIA_PROBLEMS[c.problem[row] ?? 0] ?? 'none',
        width: c.width[row] ?? 0, height: c.height[row] ?? 0, orientation: c.orientation[row] ?? 0, duration: c.duration[row] ?? 0, rate: c.rate[row] ?? 0, length: c.length[row] ?? 0,
      } };
    }
  }
}

function columnsOf<K extends BlobKind>(blob: Blob, kind: K): Blob<K>['columns'] {
  if (!isKind(blob, kind)) throw new TypeError(`a blob of kind ${blob.kind} where ${kind} was expected`);
  return blob.columns;
}

/** Hash at a row of a hash column. */
export function hashAt(hashes: Uint8Array, row: number): Hash {
  return `${idFromBytes(hashes.subarray(32 * row, 32 * row + 16))}${idFromBytes(hashes.subarray(32 * row + 16, 32 * row + 32))}` as Hash;
}
