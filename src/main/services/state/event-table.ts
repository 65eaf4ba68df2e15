import type { StoredEvent } from '../../../shared/events/envelope';
import type { EventLocation } from '../journal/types';
import { NumberTable } from './number-list';

/**
 * Every event that says something about a sample or belongs to a command of a job, by number: where it lies and where
 * it stands in the order. Numbers are handed out in order of arrival.
 */
export class EventTable {
  readonly table = new NumberTable({ file: 'u32', position: 'f64', length: 'u32', lamport: 'f64', idHigh: 'u32', idLow: 'u32', nextOfCommand: 'u32' });

  add(event: StoredEvent, at: EventLocation): number {
    const number = this.table.add();
    const c = this.table.columns;
    c.file[number] = at.file;
    c.position[number] = at.position;
    c.length[number] = at.length;
    c.lamport[number] = event.lamport;
    c.idHigh[number] = Number.parseInt(event.id.slice(0, 8), 16);
    c.idLow[number] = Number.parseInt(event.id.slice(8, 16), 16);
    return number;
  }

  location(number: number): EventLocation {
    const c = this.table.columns;
    return { file: c.file[number] ?? 0, position: c.position[number] ?? 0, length: c.length[number] ?? 0 };
  }

  /** As `compareStamps`, by the first 64 bits of the event id (which no two events of one Lamport number share). */
  compare(a: number, b: number): number {
    const c = this.table.columns;
    return (c.lamport[a] ?? 0) - (c.lamport[b] ?? 0) || (c.idHigh[a] ?? 0) - (c.idHigh[b] ?? 0) || (c.idLow[a] ?? 0) - (c.idLow[b] ?? 0);
  }
}
