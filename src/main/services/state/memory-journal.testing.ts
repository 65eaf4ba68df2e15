/** A journal in memory for the tests of what is built on journals: same order, same checks of blobs, no disk. */
import { CATALOGUE, isEventType } from '../../../shared/events/catalogue';
import type { Draft } from '../../../shared/events/catalogue/types';
import type { BlobRef, Command, StoredEvent } from '../../../shared/events/envelope';
import { testHash, testId } from '../../../shared/fold/events.testing';
import { canonicalize } from '../../../shared/kernel/canonical-json';
import { toHex } from '../../../shared/kernel/bytes';
import type { DeviceId, EventId, Hash, LogId, MemberId } from '../../../shared/kernel/ids';
import { FailureError, type Failure } from '../../../shared/kernel/result';
import { nodeSha256 } from '../../adapters/sha256-node';
import type { EventLocation, Heads, Journal, JournalEntry } from '../journal/types';

export class MemoryJournal implements Journal {
  readonly project = testHash(1e6);
  readonly recovered: readonly Failure[] = [];
  readonly standing: readonly Failure[] = [];
  readonly readOnly = false;
  readonly readOnlyReason = null;
  /** Added to file numbers: another opening numbers files otherwise. */
  shift = 0;
  readonly entries: JournalEntry[] = [];
  readonly blobs = new Map<Hash, Uint8Array>();
  /** Set to let the next append fail. */
  failNext: Failure | null = null;
  appends = 0;
  /** How many reads of single events and of blobs there were. */
  reads = 0;
  #log = 0;
  #time = 1_700_000_000_000;
  #as = 0;

  /** Goes on as another process start: a new log, files numbered otherwise. */
  restart(): void {
    this.become(0);
    this.shift += 3;
  }

  /** What is appended from now on is written by member number `member`, in a log of theirs. */
  become(member: number): void {
    this.#log += 1;
    this.#as = member;
  }

  async append(command: Command, drafts: readonly Draft[]): Promise<readonly JournalEntry[]> {
    this.appends += 1;
    await Promise.resolve();
    if (this.failNext) {
      const failure = this.failNext;
      this.failNext = null;
      throw new FailureError(failure);
    }
    const log = testId<LogId>(50, this.#log);
    return drafts.map((draft) => {
      if (!isEventType(draft.type)) throw new Error('unknown type');
      canonicalize(draft.body);
      const seq = (this.heads().get(log)?.seq ?? 0) + 1;
      const lamport = 1 + Math.max(0, this.entries.at(-1)?.event.lamport ?? 0);
      const n = this.entries.length;
      const event: StoredEvent = {
        v: 1, id: toHex(nodeSha256(new TextEncoder().encode(`${log}/${seq}`))) as EventId, project: this.project, device: testId<DeviceId>(51, 0), log, seq, lamport, hlc: [this.#time++, 0],
        member: testId<MemberId>(52, this.#as), tv: CATALOGUE[draft.type].version, rules: 1, roster: [0, '0'.repeat(64) as Hash], auth: [], command, salt: '0'.repeat(32), commit: testHash(n),
        type: draft.type, base: draft.base, body: structuredClone(draft.body),
      };
      const entry = { event, at: { file: this.shift, position: n, length: 1 } };
      this.entries.push(entry);
      return entry;
    });
  }

  putBlob(bytes: Uint8Array, rows: number): Promise<BlobRef> {
    const hash = toHex(nodeSha256(bytes)) as Hash;
    this.blobs.set(hash, bytes.slice());
    return Promise.resolve({ hash, bytes: bytes.length, rows });
  }

  readBlob(ref: BlobRef): Promise<Uint8Array> {
    this.reads += 1;
    const bytes = this.blobs.get(ref.hash);
    return bytes ? Promise.resolve(bytes) : Promise.reject(new FailureError({ code: 'blob-missing', message: 'The blob is missing.' }));
  }

  salvage(): Promise<number> {
    return Promise.resolve(0);
  }

  async *read(from: Heads | null): AsyncIterable<JournalEntry> {
    for (const entry of [...this.entries]) {
      await Promise.resolve();
      if ((from?.get(entry.event.log)?.seq ?? 0) < entry.event.seq) yield { event: entry.event, at: { ...entry.at, file: this.shift } };
    }
  }

  fileName(file: number): string {
    return `file-${file - this.shift}`;
  }

  fileNumber(name: string): number | null {
    return name.startsWith('file-') ? Number(name.slice(5)) + this.shift : null;
  }

  readAt(at: EventLocation): Promise<StoredEvent> {
    this.reads += 1;
    const entry = at.file === this.shift ? this.entries[at.position] : undefined;
    return entry ? Promise.resolve(structuredClone(entry.event)) : Promise.reject(new Error('no such place'));
  }

  heads(): Heads {
    return new Map(this.entries.map(({ event }) => [event.log, { seq: event.seq, id: event.id }]));
  }

  headsHash(): string {
    return toHex(nodeSha256(new TextEncoder().encode(JSON.stringify([...this.heads()]))));
  }

  member(): MemberId {
    return testId<MemberId>(52, this.#as);
  }

  readonly warnings: readonly Failure[] = [];

  onWarning(): () => void {
    return () => undefined;
  }

  onTrouble(): () => void {
    return () => undefined;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
