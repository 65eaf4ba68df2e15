import type { Sha256 } from '../../../shared/kernel/bytes';
import type { Dataset } from '../../../shared/domain/dataset';
import { idFromBytes, type DatasetId, type Id } from '../../../shared/kernel/ids';
import type { Clock } from '../../ports/clock';
import type { FileSystem } from '../../ports/file-system';
import type { ProcessPool } from '../../ports/process-pool';
import type { Random } from '../../ports/random';
import type { Commits } from '../commits/types';
import type { CacheFolder, LineIndexes } from '../media';
import type { Roots } from '../roots/types';
import { datasetIn } from '../state';
import type { StateService } from '../state/types';
import type { Tasks } from '../tasks';
import { Recorder } from './record';

export interface DatasetsOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly pool: ProcessPool;
  readonly state: StateService;
  readonly commits: Commits;
  readonly tasks: Tasks;
  readonly roots: Roots;
  /** Shared with the media service. */
  readonly lines: LineIndexes;
  /** That of the workspace, shared with the media service. */
  readonly cache: CacheFolder;
  /** Absolute path of the workspace. */
  readonly workspaceDir: string;
}

/** What all parts of the service work with. */
export class Context {
  readonly options: DatasetsOptions;
  readonly record: Recorder;
  readonly #queues = new Map<DatasetId, Promise<unknown>>();

  constructor(options: DatasetsOptions) {
    this.options = options;
    this.record = new Recorder(options.commits);
  }

  newId<I extends Id<string>>(): I {
    return idFromBytes<I>(this.options.random.bytes(16));
  }

  /** Throws a FailureError 'no-such-dataset' or 'dataset-deleted'. */
  dataset(id: DatasetId): Dataset {
    return datasetIn(this.options.state.catalog(), id, 'no-such-dataset');
  }

  /** One at a time per dataset: two that compare the same folder would add everything twice. */
  alone<T>(dataset: DatasetId, work: () => Promise<T>): Promise<T> {
    const before = this.#queues.get(dataset) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#queues.set(dataset, mine.catch(() => undefined));
    return mine;
  }
}
