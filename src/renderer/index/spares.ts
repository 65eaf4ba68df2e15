/**
 * Memory for copies of large columns, made in idle moments. Memory that was never touched costs a slow machine four
 * milliseconds for each megabyte when it is first written, in the middle of what a person waits for.
 */
export type Column = Uint8Array | Uint32Array;

/** Columns below so many bytes are copied faster than a spare is found. */
const WORTH_IT = 256 * 1024;

export interface Spares {
  /** A copy of `column`, in memory that lies ready if there is some of its size. */
  copy<T extends Column>(column: T): T;
  /** From now on a copy of each of these can be made at once, as soon as the window had an idle moment. Forgets other sizes. */
  prepare(columns: readonly Column[]): void;
}

/** `idle` calls back when nothing else is to be done. */
export function createSpares(idle: (action: () => void) => void): Spares {
  let wanted: readonly Column[] = [];
  let ready: Column[] = [];
  let waiting = false;

  const alike = (a: Column, b: Column): boolean => a.length === b.length && a.BYTES_PER_ELEMENT === b.BYTES_PER_ELEMENT;

  /** What is wanted and not ready; of one size there may be several. */
  function missing(): Column | undefined {
    const left = [...ready];
    return wanted.find((column) => {
      const at = left.findIndex((one) => alike(one, column));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  }

  function refill(): void {
    if (waiting || missing() === undefined) return;
    waiting = true;
    idle(() => {
      waiting = false;
      const column = missing();
      if (column === undefined) return;
      const made = column instanceof Uint8Array ? new Uint8Array(column.length) : new Uint32Array(column.length);
      // Zeros may be promised without memory behind them.
      made.fill(1);
      ready.push(made);
      refill();
    });
  }

  return {
    copy<T extends Column>(column: T): T {
      const at = ready.findIndex((one) => alike(one, column));
      if (at < 0) return column.slice() as T;
      const [spare] = ready.splice(at, 1);
      (spare as T).set(column);
      refill();
      return spare as T;
    },
    prepare(columns) {
      wanted = columns.filter((column) => column.byteLength >= WORTH_IT);
      ready = ready.filter((one) => wanted.some((column) => alike(one, column)));
      refill();
    },
  };
}
