import type { HeadRef } from '../../../shared/events/codec/log-file';
import type { Hlc } from '../../../shared/kernel/hlc';
import type { Hash, LogId, MemberId, ProjectId } from '../../../shared/kernel/ids';
import type { DeviceKey } from '../../ports/keys';

/** Where a new log starts from. */
export interface LogStart {
  readonly project: ProjectId;
  readonly log: LogId;
  readonly key: DeviceKey;
  readonly member: MemberId;
  readonly lamport: number;
  readonly hlc: Hlc;
  readonly prevLog: HeadRef | null;
  readonly deps: readonly HeadRef[];
  /** The same heads as segments: witness of the first seal. */
  readonly witness: readonly (readonly [LogId, number, Hash])[];
}
