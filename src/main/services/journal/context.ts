import type { Sha256 } from '../../../shared/kernel/bytes';
import type { Clock } from '../../ports/clock';
import type { FileSystem } from '../../ports/file-system';
import type { Keys } from '../../ports/keys';
import type { Processes } from '../../ports/processes';
import type { Random } from '../../ports/random';

/** What a journal works with. `dir` is the absolute path of the workspace folder, with '/' or the platform's separators. */
export interface JournalOptions {
  readonly fs: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: Keys;
  readonly sha256: Sha256;
  readonly processes: Processes;
  readonly dir: string;
  /** What becomes of events that cannot be written: wait for the disk (windows) or reject (command line). Default 'wait'. */
  readonly onFailure?: 'wait' | 'fail';
  /** Never write, take no lock. Default false. */
  readonly readOnly?: boolean;
  /** Bytes kept free for the last events on a full disk; with it, warnings about little space are told. Default 0: neither. */
  readonly reserve?: number;
  /** The application-data folder: what was seen of the workspace is remembered there. Absent: nothing is. */
  readonly dataDir?: string;
  /** Read every log, also those that summaries list: finds damage that came later. Default false. */
  readonly readAll?: boolean;
  /** The open log is sealed after this much rest, in ms. Default five minutes. */
  readonly idleSealMs?: number;
}
