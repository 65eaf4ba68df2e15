import type { Sha256 } from '../../../shared/kernel/bytes';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import type { Keys } from '../../ports/keys';

export interface VerifyCounts {
  logs: number;
  files: number;
  events: number;
  /** Sealed segments whose signature and bytes are right. */
  segments: number;
  /** Events in files that are not sealed (yet): proven by their hashes, not by a signature. */
  unsealed: number;
  blobs: number;
  /** Blobs that no event names. */
  unnamed: number;
  bytes: number;
}

export interface VerifyReport {
  readonly ok: boolean;
  readonly project: string | null;
  readonly counts: Readonly<VerifyCounts>;
  /** What is damaged, missing or contradictory. At most 1,000; `problemCount` is the full count. */
  readonly problems: readonly Failure[];
  readonly problemCount: number;
  /** What is worth knowing and no damage: unfinished appends, files left over from failed writes, things kept aside. */
  readonly notes: readonly Failure[];
}

export interface VerifyOptions {
  readonly fs: FileSystem;
  readonly sha256: Sha256;
  readonly keys: Pick<Keys, 'verify'>;
  readonly dir: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (counts: Readonly<VerifyCounts>) => void;
}

/** What the parts of the check add to. */
export interface Findings {
  readonly counts: VerifyCounts;
  problem(code: string, message: string, details?: Failure['details']): void;
  note(failure: Failure): void;
}
