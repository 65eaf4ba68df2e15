import type { Catalog, Cursor, Pushes } from '../../../shared/contract/api';
import type { DatasetColumns, JobColumns } from '../../../shared/contract/columns';
import type { Sample } from '../../../shared/domain/dataset';
import type { SampleWork } from '../../../shared/domain/sample-work';
import type { DatasetId, EventId, JobId, SampleId } from '../../../shared/kernel/ids';
import type { Heads, JournalEntry } from '../journal/types';

/** The folded state of one workspace: the same for windows, command line, exports and versions. */
export interface StateService {
  cursor(): Cursor;
  heads(): Heads;
  /** Without the places of roots (these are per machine, see services/roots): `display` is null. */
  catalog(): Catalog;
  datasetColumns(dataset: DatasetId): DatasetColumns;
  jobColumns(job: JobId): JobColumns;
  /** -1 when the dataset has no such sample. */
  rowOf(dataset: DatasetId, sample: SampleId): number;
  sampleIdAt(dataset: DatasetId, row: number): SampleId;
  sampleAt(dataset: DatasetId, row: number): Sample;
  /** Everything a job says about a sample; read from the journal and kept for a while. */
  work(job: JobId, sample: SampleId): Promise<{ readonly work: SampleWork; readonly bases: Readonly<Record<string, EventId>> }>;
  /** Folds entries that were just appended. The patch is what windows need to follow. */
  apply(entries: readonly JournalEntry[]): Promise<Pushes['state.patch']>;
  /** Writes a snapshot into the cache. */
  snapshot(): Promise<void>;
  close(): Promise<void>;
}
