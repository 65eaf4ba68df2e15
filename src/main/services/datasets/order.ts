/**
 * Natural order of file names: runs of digits by their value, everything else by code unit, lower and upper case as
 * neighbours. The same on every machine. Numbers of any length; `a2` before `a10`, `a02` after `a2`.
 */
export function naturalCompare(a: string, b: string): number {
  let i = 0, j = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i), y = b.charCodeAt(j);
    if (digit(x) && digit(y)) {
      const [from, to] = run(a, i), [from2, to2] = run(b, j);
      if (to - from !== to2 - from2) return to - from - (to2 - from2);
      for (let k = 0; k < to - from; k++) {
        const d = a.charCodeAt(from + k) - b.charCodeAt(from2 + k);
        if (d !== 0) return d;
      }
      i = to;
      j = to2;
      continue;
    }
    const d = fold(x) - fold(y);
    if (d !== 0) return d;
    i++;
    j++;
  }
  const rest = a.length - i - (b.length - j);
  // Equal but for case and leading zeros: any order will do, as long as it is one.
  return rest !== 0 ? rest : a.length !== b.length ? a.length - b.length : a < b ? -1 : a > b ? 1 : 0;
}

const digit = (c: number): boolean => c >= 48 && c <= 57;
const fold = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);

/** Where the digits without leading zeros begin, and where they end. */
function run(text: string, from: number): [number, number] {
  let end = from;
  while (end < text.length && digit(text.charCodeAt(end))) end++;
  let start = from;
  while (start < end - 1 && text.charCodeAt(start) === 48) start++;
  return [start, end];
}
