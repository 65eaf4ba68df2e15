import { deviceIdOf } from '../../../shared/events/codec/domain';
import { checkEvent } from '../../../shared/events/codec/event';
import { scanLog } from '../../../shared/events/codec/log-file';
import { decodeSegment } from '../../../shared/events/codec/segment';
import { fromHex, toHex } from '../../../shared/kernel/bytes';
import type { Hash, LogId, ProjectId } from '../../../shared/kernel/ids';
import { paths, sealOf } from './layout';
import { isKnown, type KnownDamage } from './known-damage';
import type { FileState } from './log-state';
import { provenBehind } from './salvage';
import { readLog } from './read-log';
import type { Findings, VerifyOptions } from './verify-types';
import { noteBlob, type NamedBlobs } from './verify-blobs';
import type { EventChecks } from './verify-events';
import type { Salvages } from './verify-salvage';

interface FileFacts {
  readonly state: FileState;
  /** SHA-256 of the bytes that count. */
  readonly hash: string;
  readonly device: string;
  readonly lamports: readonly [number, number];
}

/** What the check of a log adds to. */
export interface VerifyParts {
  readonly findings: Findings;
  readonly events: EventChecks;
  readonly named: NamedBlobs;
  readonly salvages: Salvages;
  readonly known: KnownDamage;
}

/** One log: frames, events, seals and their chain. */
export async function verifyLog(options: VerifyOptions, project: ProjectId, log: LogId, { findings, events, named, salvages, known }: VerifyParts): Promise<void> {
  const { fs, sha256, dir } = options;
  findings.counts.logs++;
  const reading = await readLog(fs, sha256, dir, project, log).catch((error: unknown) => String(error));
  if (typeof reading === 'string') {
    findings.problem('journal-unreadable', `Log ${log} cannot be read: ${reading}`, { log });
    return;
  }
  const { damage } = reading.state;
  if (damage) {
    const number = damage.details?.['file'];
    const path = typeof number === 'number' ? paths.file(dir, log, number) : paths.log(dir, log);
    if (isKnown(known, damage)) findings.problem('damage-known', `${path}: ${damage.message} This was told before, and nothing is left to bring back.`, { ...damage.details, path });
    else findings.problem('journal-damaged', `${path}: ${damage.message}`, { ...damage.details, path });
    const proven = provenBehind(sha256, project, reading.state, reading.behind).map(({ event }) => event);
    for (const event of proven) events.behind(event.id, event.lamport);
    salvages.behind(log, proven.map(({ seq, id }) => ({ seq, id })));
  }
  if (reading.tail && reading.tail.bytes.length > 0) findings.note('journal-tail', `The last ${reading.tail.bytes.length} bytes of ${paths.file(dir, log, reading.tail.file)} belong to an append that was not finished.`, { log, bytes: reading.tail.bytes.length });
  for (const file of reading.superseded) findings.note('journal-superseded', `${paths.file(dir, log, file)} was replaced by a later file after a failed write; nothing in it was answered as saved.`, { log, file });
  const facts = new Map<number, FileFacts>();
  let lamport = 0;
  let member: string | null = null;
  for (const state of reading.state.files) {
    const path = paths.file(dir, log, state.n);
    const body = (await fs.read(path)).subarray(0, state.bytes);
    const scan = scanLog(sha256, body, project, log, state.n);
    const header = scan.header;
    if (!header || scan.end !== state.bytes) {
      findings.problem('journal-damaged', `${path} changed while it was read.`, { path });
      return;
    }
    findings.counts.files++;
    findings.counts.bytes += body.length;
    if (deviceIdOf(sha256, fromHex(header.key) ?? new Uint8Array(0)) !== header.device || header.device !== reading.state.device) findings.problem('device-wrong', `${path} names a device that is not the one of its key or of its log.`, { path });
    if (header.prev_file === null) {
      lamport = header.lamport;
      events.start(log, lamport, [...(header.prev_log ? [header.prev_log] : []), ...header.deps]);
    } else if (header.lamport !== lamport) findings.problem('lamport-wrong', `${path} starts after ${header.lamport} instead of ${lamport}.`, { path });
    let first = 0;
    for (const frame of scan.frames) {
      const event = checkEvent(sha256, body.subarray(frame.position, frame.position + frame.length));
      if (!event.ok) {
        findings.problem('event-invalid', `${path}, byte ${frame.position}: ${event.error.message}.`, { path, at: frame.position });
        continue;
      }
      findings.counts.events++;
      const { value } = event;
      if (value.project !== project || value.device !== header.device || value.roster[0] < header.roster[0]) findings.problem('event-foreign', `${path}, event ${value.seq} is of another project or device.`, { path });
      member ??= value.member;
      if (value.member !== member) findings.problem('event-foreign', `${path}, event ${value.seq} is of another member than the events before it.`, { path });
      events.event(value, lamport);
      lamport = value.lamport;
      if (first === 0) first = lamport;
      noteBlob(named, value);
      salvages.note(value, path, findings);
    }
    if (state.seal === null) findings.counts.unsealed += state.events;
    facts.set(state.n, { state, hash: toHex(sha256(body)), device: header.device, lamports: state.events > 0 ? [first, lamport] : [0, 0] });
  }
  await verifySeals(options, project, log, findings, facts, damage && isKnown(known, damage) ? Number(damage.details?.['file']) : Infinity);
}

async function verifySeals(options: VerifyOptions, project: ProjectId, log: LogId, findings: Findings, facts: ReadonlyMap<number, FileFacts>, damagedFrom: number): Promise<void> {
  const { fs, sha256, dir, keys } = options;
  const names = (await fs.list(paths.log(dir, log))).map((entry) => sealOf(entry.name)).filter((seal) => seal !== null).sort((a, b) => a.file - b.file);
  let previous: Hash | null = null;
  for (const [i, seal] of names.entries()) {
    const path = paths.seal(dir, log, seal.file, seal.hash);
    const wrong = (reason: string): void => findings.problem('segment-damaged', `${path}: ${reason}.`, { path });
    // What follows from damage that is known is known, too.
    const spoilt = (reason: string): void => (seal.file < damagedFrom ? wrong(reason) : findings.problem('damage-known', `${path}: ${reason}. This follows from damage that was told before.`, { path }));
    if (names[i - 1]?.file === seal.file) wrong('the file has two seals: one device signed two different histories');
    const read = decodeSegment(sha256, await fs.read(path).catch(() => new Uint8Array(0)), (key, message, signature) => keys.verify(key, message, signature));
    if (!read.ok) {
      wrong(read.error.message);
      previous = seal.hash;
      continue;
    }
    const { header, hash } = read.value;
    const file = facts.get(seal.file);
    if (hash !== seal.hash) wrong('its name is not the hash of its content');
    else if (header.project !== project || header.log !== log || header.seg_no !== seal.file) wrong('it belongs somewhere else');
    else if (!file) spoilt('the file it seals is missing or damaged');
    else if (header.device !== file.device) wrong('another device signed it');
    else if (header.body_len !== file.state.bytes || header.body_hash !== file.hash) spoilt('the file it seals has other bytes');
    else if (header.count !== file.state.events || header.first_seq !== file.state.firstSeq) wrong('it counts other events than the file holds');
    else if (header.lamport_first !== file.lamports[0] || header.lamport_last !== file.lamports[1]) wrong('its Lamport numbers are not those of the file');
    else if (header.prev_seg !== previous) wrong('it does not follow the segment before it');
    else findings.counts.segments++;
    findings.counts.bytes += read.value.bytes.length;
    previous = hash;
  }
}
