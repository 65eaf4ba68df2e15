/**
 * The Lamport number of an event: one more than the largest among the previous event of its log, the heads its log
 * started from and the events it cites. Throws a RangeError for a number that is none.
 */
export function nextLamport(previous: number, cited: readonly number[] = []): number {
  let largest = previous;
  for (const number of cited) if (number > largest) largest = number;
  if (!Number.isSafeInteger(largest) || largest < 0 || largest >= Number.MAX_SAFE_INTEGER) throw new RangeError(`${largest} is no Lamport number`);
  return largest + 1;
}

/** The order of events that do not depend on each other: by Lamport number, then by event id in code units. */
export function compareEvents(a: { readonly lamport: number; readonly id: string }, b: { readonly lamport: number; readonly id: string }): number {
  return a.lamport - b.lamport || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
