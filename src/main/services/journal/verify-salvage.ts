import { decodeBlob } from '../../../shared/events/blob-codec';
import { checkEvent } from '../../../shared/events/codec/event';
import type { StoredEvent } from '../../../shared/events/envelope';
import { salvagedBody, salvagedLines, SALVAGED, type SalvagedBody } from '../../../shared/events/salvage';
import type { EventId, LogId, ProjectId } from '../../../shared/kernel/ids';
import { paths } from './layout';
import { noteBlob, type NamedBlobs } from './verify-blobs';
import type { EventChecks } from './verify-events';
import type { Findings, VerifyOptions } from './verify-types';

/** Records of events that were brought back, and damaged logs with what is whole behind the damage. */
export class Salvages {
  readonly #records: { readonly body: SalvagedBody; readonly by: LogId }[] = [];
  readonly #behind: { readonly log: LogId; readonly events: readonly { readonly seq: number; readonly id: EventId }[] }[] = [];

  note(event: StoredEvent, path: string, findings: Findings): void {
    if (event.type !== SALVAGED) return;
    const body = salvagedBody(event);
    if (body) this.#records.push({ body, by: event.log });
    else findings.problem('salvage-damaged', `${path}, event ${event.seq} does not say what it brings back.`, { path, event: event.id });
  }

  behind(log: LogId, events: readonly { readonly seq: number; readonly id: EventId }[]): void {
    if (events.length > 0) this.#behind.push({ log, events });
  }

  /** Reads what was brought back: each event proven by itself, in the order a log can have. */
  async check(options: VerifyOptions, project: ProjectId, findings: Findings, events: EventChecks, named: NamedBlobs): Promise<void> {
    const seen = new Set<string>();
    for (const { body, by } of this.#records) {
      if (seen.has(`${body.log}/${body.blob.hash}`)) continue;
      seen.add(`${body.log}/${body.blob.hash}`);
      const path = paths.blob(options.dir, body.blob.hash);
      const bytes = await options.fs.read(path).catch(() => null);
      // A blob that is missing or has other bytes is named with the other blobs.
      const blob = bytes && decodeBlob(bytes);
      const lines = blob?.ok ? salvagedLines(blob.value) : blob;
      if (!lines) continue;
      const wrong = (reason: string): void => findings.problem('salvage-damaged', `${path}, which log ${by} names: ${reason}.`, { path });
      if (!lines.ok) {
        wrong(lines.error.message);
        continue;
      }
      let before: StoredEvent | null = null;
      for (const [row, line] of lines.value.entries()) {
        const event = checkEvent(options.sha256, line);
        if (!event.ok) wrong(`row ${row}: ${event.error.message}`);
        else if (event.value.project !== project || event.value.log !== body.log) wrong(`row ${row} is an event of another project or log`);
        else if (event.value.lamport < body.lamport || (before && (event.value.seq <= before.seq || event.value.lamport <= before.lamport))) wrong(`row ${row} is not in order`);
        else {
          if (events.salvaged(event.value, before?.seq === event.value.seq - 1 ? before.lamport : null)) findings.counts.salvaged++;
          noteBlob(named, event.value);
          before = event.value;
        }
      }
    }
  }

  /** Says of each damaged log what of it is used all the same. */
  tell(findings: Findings, events: EventChecks): void {
    for (const { log, events: behind } of this.#behind) {
      const back = behind.filter((event) => events.has(event.id)).length;
      const range = `events ${behind[0]!.seq} to ${behind.at(-1)!.seq}`;
      if (back > 0) findings.note('journal-salvaged', `${back} events behind the damage in log ${log} (of ${range}) were brought back and are used.`, { log, events: back });
      if (back < behind.length) findings.note('salvage-possible', `${behind.length - back} events behind the damage in log ${log} (of ${range}) are whole and not used yet: opening the workspace for writing brings them back, or \`labelwright rebuild\`.`, { log, events: behind.length - back });
    }
  }
}
