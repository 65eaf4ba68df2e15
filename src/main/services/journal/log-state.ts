import type { SalvagedBody } from '../../../shared/events/salvage';
import type { DeviceId, EventId, Hash, LogId } from '../../../shared/kernel/ids';
import type { Failure } from '../../../shared/kernel/result';

/** One file of a log, as far as it counts. */
export interface FileState {
  /** Number within the log. */
  readonly n: number;
  /** Bytes that count; what lies behind them was never answered as saved, or is damage named elsewhere. */
  readonly bytes: number;
  readonly events: number;
  readonly firstSeq: number;
  /** Running hash at `bytes`. */
  readonly hash: Hash;
  /** Hash of its segment; null while it is not sealed. */
  readonly seal: Hash | null;
}

export interface LastEvent {
  readonly seq: number;
  readonly id: EventId;
  readonly lamport: number;
  readonly hlc: readonly [number, number];
}

/** A log that nobody writes to any more, or the present state of the open one. */
export interface LogState {
  readonly log: LogId;
  readonly device: DeviceId;
  readonly files: readonly FileState[];
  /** Lamport number of its first event; 0 when it has none. */
  readonly firstLamport: number;
  readonly last: LastEvent | null;
  /** Logs whose heads its header names. */
  readonly cites: readonly LogId[];
  /** Events of damaged logs that this log says again, and the numbers of the events that say it. */
  readonly salvages: readonly { readonly seq: number; readonly body: SalvagedBody }[];
  /** Its own process closed it: it does not grow any more. False (or absent in older summaries): it may. */
  readonly ended?: boolean;
  /** What is damaged; told again at every opening. */
  readonly damage: Failure | null;
}
