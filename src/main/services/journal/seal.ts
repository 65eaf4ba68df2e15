/** Seals a finished log file: a small write-once file beside it, signed by the device. The log file itself never changes again. */
import { encodeSegment, type SegmentHeader } from '../../../shared/events/codec/segment';
import { toHex, type Sha256 } from '../../../shared/kernel/bytes';
import type { Hash, LogId, ProjectId } from '../../../shared/kernel/ids';
import { FailureError } from '../../../shared/kernel/result';
import { writeNewFile, type FileSystem } from '../../ports/file-system';
import type { DeviceKey } from '../../ports/keys';
import type { FileState } from './log-state';
import { paths } from './layout';

export const NO_ROSTER: readonly [number, Hash] = [0, '0'.repeat(64) as Hash];
/** Version of the fold rules that events are written under. */
export const RULES = 1;

export interface SealFacts {
  readonly lamportFirst: number;
  readonly lamportLast: number;
  readonly hlc: readonly [number, number];
  readonly previous: Hash | null;
  readonly deps: readonly (readonly [LogId, number, Hash])[];
}

/** Writes and flushes the seal of `file`; returns the segment's hash. The bytes are read back first: what is signed is what lies on the disk. */
export async function sealFile(fs: FileSystem, sha256: Sha256, key: DeviceKey, dir: string, project: ProjectId, log: LogId, file: FileState, facts: SealFacts): Promise<Hash> {
  const path = paths.file(dir, log, file.n);
  const body = (await fs.read(path)).subarray(0, file.bytes);
  if (body.length !== file.bytes || toHex(body.subarray(-32)) !== file.hash) {
    throw new FailureError({ code: 'journal-damaged', message: `${path} is not what was written; it is not sealed.`, details: { path } });
  }
  const header: SegmentHeader = {
    v: 1, kind: 'segment', suite: 'ed25519-sha256', project, device: key.device, key: toHex(key.publicKey) as Hash, log,
    seg_no: file.n, first_seq: file.firstSeq, count: file.events, prev_seg: facts.previous, deps: facts.deps, rules: RULES, roster: NO_ROSTER,
    lamport_first: facts.lamportFirst, lamport_last: facts.lamportLast, body_hash: toHex(sha256(body)) as Hash, body_len: file.bytes, enc: null, hlc: facts.hlc,
  };
  const segment = encodeSegment(sha256, header, (message) => key.sign(message));
  // Under another name until it is whole: a seal that was begun must not look like a broken one.
  const target = paths.seal(dir, log, file.n, segment.hash);
  const temporary = `${target}.new`;
  await fs.remove(temporary).catch(() => undefined);
  try {
    await writeNewFile(fs, temporary, segment.bytes);
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.remove(temporary).catch(() => undefined);
    throw error;
  }
  await fs.syncDir(paths.log(dir, log));
  return segment.hash;
}
