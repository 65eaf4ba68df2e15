/** Stored events for tests: several logs of several members, valid Lamport numbers, ids that look random but are not. */
import type { Blob } from '../events/blobs/kinds';
import { encodeBlob, type BlobColumns, type BlobKind, type BlobMetas, decodeBlob } from '../events/blobs/kinds';
import type { Draft, EventBodies, EventType } from '../events/catalogue/types';
import type { BlobRef, Command, StoredEvent } from '../events/envelope';
import { idToBytes, type CommandId, type DeviceId, type EventId, type Hash, type Id, type LogId, type MemberId } from '../kernel/ids';

/** 64 hex digits that depend on a number and are spread like a hash. */
export function testHash(n: number): Hash {
  let text = '';
  let x = (n + 1) * 2654435761;
  for (let i = 0; i < 8; i++) {
    x = Math.imul(x ^ (x >>> 15), 2246822519) + i * 374761393;
    text += (x >>> 0).toString(16).padStart(8, '0');
  }
  return text as Hash;
}

export function testId<I extends Id<string>>(kind: number, n: number): I {
  return (kind.toString(16).padStart(2, '0') + testHash(n * 64 + kind).slice(0, 30)) as I;
}

export function testCommand(n: number, name = 'command.test'): Command {
  return { id: testId<CommandId>(60, n), name, undoes: null, redoes: null };
}

/** Bytes of ids for an id column. */
export function idBytes(ids: readonly string[]): Uint8Array {
  const out = new Uint8Array(16 * ids.length);
  for (const [i, id] of ids.entries()) out.set(idToBytes(id), 16 * i);
  return out;
}

/** One or more logs over one blob store. */
export class TestEvents {
  readonly events: StoredEvent[] = [];
  readonly blobs = new Map<Hash, Blob>();
  readonly #seq = new Map<string, number>();
  #count = 0;
  #largest = 0;

  /** Appends a draft to log number `log`, which belongs to member number `log`. `blind`: does not know of other logs. */
  add<T extends EventType>(type: T, body: EventBodies[T], options: { readonly log?: number; readonly base?: readonly EventId[]; readonly blind?: boolean; readonly command?: Command } = {}): StoredEvent {
    const log = testId<LogId>(50, options.log ?? 0);
    const seq = (this.#seq.get(log) ?? 0) + 1;
    this.#seq.set(log, seq);
    const cited = this.events.filter((e) => (options.base ?? []).includes(e.id) || e.log === log).map((e) => e.lamport);
    const lamport = 1 + (options.blind ? Math.max(0, ...cited) : this.#largest);
    this.#largest = Math.max(this.#largest, lamport);
    const n = this.#count++;
    const event: StoredEvent = {
      v: 1, id: testHash(n), project: testHash(1e6), device: testId<DeviceId>(51, 0), log, seq, lamport, hlc: [1_700_000_000_000 + n * 1000, 0],
      member: testId<MemberId>(52, options.log ?? 0), tv: 1, rules: 1, roster: [0, '0'.repeat(64) as Hash], auth: [], command: options.command ?? testCommand(n), salt: '0'.repeat(32), commit: testHash(n + 1e7),
      type, base: options.base ?? [], body,
    };
    this.events.push(event);
    return event;
  }

  draft(draft: Draft, log = 0): StoredEvent {
    return this.add(draft.type, draft.body, { log, base: draft.base });
  }

  blob<K extends BlobKind>(kind: K, rows: number, meta: BlobMetas[K], columns: BlobColumns<K>): BlobRef {
    const hash = testHash(2e6 + this.blobs.size);
    const decoded = decodeBlob(kind, encodeBlob(kind, rows, meta, columns));
    if (!decoded.ok) throw new Error(decoded.error.message);
    this.blobs.set(hash, decoded.value);
    return { hash, bytes: 1000, rows };
  }

  readonly blobOf = (ref: BlobRef): Blob => {
    const blob = this.blobs.get(ref.hash);
    if (!blob) throw new Error('no such blob');
    return blob;
  };
}
