import type { Sha256 } from '../../../shared/kernel/bytes';
import type { Failure } from '../../../shared/kernel/result';
import type { FileSystem } from '../../ports/file-system';
import type { Keys } from '../../ports/keys';

/** Everything that `verify` calls a problem. Listed in docs/spec/journal.md; verify-codes.test.ts plants each. */
export const VERIFY_PROBLEMS = [
  'no-workspace', 'workspace-unreadable', 'workspace-newer', 'workspace-damaged', 'journal-unreadable', 'journal-damaged', 'damage-known', 'device-wrong', 'lamport-wrong', 'event-invalid', 'event-foreign',
  'base-missing', 'head-missing', 'log-shorter', 'segment-damaged', 'salvage-damaged', 'blob-damaged', 'blob-wrong', 'blob-missing',
] as const;
export type VerifyProblem = (typeof VERIFY_PROBLEMS)[number];

/** What is worth knowing and no damage. */
export const VERIFY_NOTES = ['journal-tail', 'journal-superseded', 'journal-salvaged', 'salvage-possible', 'blob-leftover', 'kept-aside'] as const;
export type VerifyNote = (typeof VERIFY_NOTES)[number];

export interface VerifyCounts {
  logs: number;
  files: number;
  /** Events that count in their own log. */
  events: number;
  /** Events behind damage that other logs say again, so that they are used. */
  salvaged: number;
  /** Sealed segments whose signature and bytes are right. */
  segments: number;
  /** Events in files that are not sealed (yet): proven by their hashes, not by a signature. */
  unsealed: number;
  blobs: number;
  /** Blobs that no event names. */
  unnamed: number;
  bytes: number;
  /** Problems that are known damage: told at an earlier opening, with nothing left to bring back. */
  known: number;
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
  problem(code: VerifyProblem, message: string, details?: Failure['details']): void;
  note(code: VerifyNote, message: string, details: Failure['details']): void;
}
