import type { CommandId, DeviceId, EventId, Hash, LogId, MemberId, ProjectId } from '../kernel/ids';

/** What a person did, as they would name it. All events of one gesture carry the same command. */
export interface Command {
  readonly id: CommandId;
  /** Key of the message catalogue naming it ("Draw box"), e.g. `command.draw-box`. */
  readonly name: string;
  /** The command this one takes back, or brings back; null for an ordinary one. */
  readonly undoes: CommandId | null;
  readonly redoes: CommandId | null;
}

/**
 * An event as a window or a service proposes it. The host completes and stores it.
 * `type` and `body` are checked against the catalogue before anything is written.
 */
export interface EventDraft<Type extends string = string, Body = unknown> {
  readonly type: Type;
  /** Events the author saw as the last of the fields this one replaces; [] when there was none. */
  readonly base: readonly EventId[];
  readonly body: Body;
}

/** A stored event, complete from the first commit; fields without a meaning yet have a fixed value. See docs/spec/event.md. */
export interface StoredEvent<Type extends string = string, Body = unknown> extends EventDraft<Type, Body> {
  /** Format of the envelope. */
  readonly v: 1;
  readonly id: EventId;
  readonly project: ProjectId;
  readonly device: DeviceId;
  readonly log: LogId;
  /** 1, 2, 3 … within its log. */
  readonly seq: number;
  /** 1 + the largest Lamport number among the previous event of the log and the cited events. Checked. */
  readonly lamport: number;
  /** [ms since 1970, counter]: shown to people, never used to order. */
  readonly hlc: readonly [number, number];
  readonly member: MemberId;
  /** Version of the type's body, for upcasting. */
  readonly tv: number;
  /** Version of the fold rules it was written under. */
  readonly rules: number;
  /** [version, hash] of the roster it was written under; [0, 64 zeros] before there is one. */
  readonly roster: readonly [number, Hash];
  /** Grants it relies on; [] before there are any. */
  readonly auth: readonly EventId[];
  readonly command: Command;
  /** 32 hex digits; the body can be erased while the chain stays checkable. */
  readonly salt: string;
  /** SHA-256 over domain string, salt and canonical body. */
  readonly commit: Hash;
}

/** An immutable column blob in the workspace, named by the hash of its bytes. */
export interface BlobRef {
  readonly hash: Hash;
  readonly bytes: number;
  readonly rows: number;
}
