import type { StoredEvent } from '../../../shared/events/envelope';
import type { EventLocation, Journal } from '../journal/types';
import { NumberTable } from './number-list';

/**
 * Every event that says something about a sample or belongs to a command of a job, by number: where it lies and where
 * it stands in the order. Numbers are handed out in order of arrival.
 */
export class EventTable {
  /** Lasting names of the journal's files; their places here are the numbers in the column `file`. */
  files: string[] = [];
  readonly #journal: Pick<Journal, 'fileName' | 'fileNumber'>;
  /** Place in `files` by the journal's number of this opening, and back. */
  readonly #places = new Map<number, number>();
  #numbers: number[] = [];
  readonly table = new NumberTable({ file: 'u32', position: 'f64', length: 'u32', lamport: 'f64', idHigh: 'u32', idLow: 'u32', nextOfCommand: 'u32' });

  constructor(journal: Pick<Journal, 'fileName' | 'fileNumber'>) {
    this.#journal = journal;
  }

  /** Names of files from a snapshot. Throws a RangeError when the journal does not have one of them. */
  loadFiles(files: readonly string[]): void {
    this.files = [...files];
    this.#places.clear();
    this.#numbers = this.files.map((name, place) => {
      const number = this.#journal.fileNumber(name);
      if (number === null) throw new RangeError(`the journal has no file ${name}`);
      this.#places.set(number, place);
      return number;
    });
  }

  add(event: StoredEvent, at: EventLocation): number {
    const number = this.table.add();
    const c = this.table.columns;
    c.file[number] = this.#place(at.file);
    c.position[number] = at.position;
    c.length[number] = at.length;
    c.lamport[number] = event.lamport;
    c.idHigh[number] = Number.parseInt(event.id.slice(0, 8), 16);
    c.idLow[number] = Number.parseInt(event.id.slice(8, 16), 16);
    return number;
  }

  location(number: number): EventLocation {
    const c = this.table.columns;
    return { file: this.#numbers[c.file[number] ?? 0] ?? 0, position: c.position[number] ?? 0, length: c.length[number] ?? 0 };
  }

  /** As `compareStamps`, by the first 64 bits of the event id (which no two events of one Lamport number share). */
  compare(a: number, b: number): number {
    const c = this.table.columns;
    return (c.lamport[a] ?? 0) - (c.lamport[b] ?? 0) || (c.idHigh[a] ?? 0) - (c.idHigh[b] ?? 0) || (c.idLow[a] ?? 0) - (c.idLow[b] ?? 0);
  }

  #place(file: number): number {
    const known = this.#places.get(file);
    if (known !== undefined) return known;
    const place = this.files.push(this.#journal.fileName(file)) - 1;
    this.#places.set(file, place);
    this.#numbers[place] = file;
    return place;
  }
}
