/**
 * Orders of rows. An order is the list of all row numbers sorted by one key, equal keys in order of listing; it is
 * made once per key and version of the column, then every query only filters it.
 */
import type { TextColumn } from '../../../shared/contract/columns';

/** Row numbers 0 … count-1. */
export function listedOrder(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = i;
  return order;
}

/** Stable radix sort of `order` by 16-bit digits; `digit(row)` in 0 … 65535. */
function sortByDigit(order: Uint32Array, digit: Uint16Array, stride: number, at: number): Uint32Array {
  const counts = new Uint32Array(65537);
  for (let i = 0; i < order.length; i++) {
    const d = (digit[(order[i] ?? 0) * stride + at] ?? 0) + 1;
    counts[d] = (counts[d] ?? 0) + 1;
  }
  for (let d = 0; d < 65536; d++) if (counts[d + 1] === order.length) return order;
  for (let d = 1; d < 65537; d++) counts[d] = (counts[d] ?? 0) + (counts[d - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i] ?? 0;
    const d = digit[row * stride + at] ?? 0;
    const place = counts[d] ?? 0;
    sorted[place] = row;
    counts[d] = place + 1;
  }
  return sorted;
}

/** Order by a column of unsigned 32-bit keys. */
export function orderByUint32(keys: Uint32Array): Uint32Array {
  const digits = new Uint16Array(keys.buffer, keys.byteOffset, keys.length * 2);
  let order = listedOrder(keys.length);
  for (let at = 0; at < 2; at++) order = sortByDigit(order, digits, 2, at);
  return order;
}

/** Order by a column of doubles, none of them negative (their bits then order like integers). Typed arrays are little endian here. */
export function orderByFloat64(keys: Float64Array): Uint32Array {
  const digits = new Uint16Array(keys.buffer, keys.byteOffset, keys.length * 4);
  let order = listedOrder(keys.length);
  for (let at = 0; at < 4; at++) order = sortByDigit(order, digits, 4, at);
  return order;
}

/**
 * Natural comparison of two rows of a folded text column: runs of digits compare as numbers (shot2 before shot10),
 * everything else by byte, which for UTF-8 is by code point.
 */
export function compareNatural(column: TextColumn, a: number, b: number): number {
  const { bytes, offsets } = column;
  let i = offsets[a] ?? 0;
  let j = offsets[b] ?? 0;
  const iEnd = offsets[a + 1] ?? i;
  const jEnd = offsets[b + 1] ?? j;
  while (i < iEnd && j < jEnd) {
    const x = bytes[i] ?? 0;
    const y = bytes[j] ?? 0;
    if (isDigit(x) && isDigit(y)) {
      let iNumber = i;
      let jNumber = j;
      while (iNumber < iEnd - 1 && bytes[iNumber] === 0x30 && isDigit(bytes[iNumber + 1] ?? 0)) iNumber++;
      while (jNumber < jEnd - 1 && bytes[jNumber] === 0x30 && isDigit(bytes[jNumber + 1] ?? 0)) jNumber++;
      let iStop = iNumber;
      let jStop = jNumber;
      while (iStop < iEnd && isDigit(bytes[iStop] ?? 0)) iStop++;
      while (jStop < jEnd && isDigit(bytes[jStop] ?? 0)) jStop++;
      const longer = (iStop - iNumber) - (jStop - jNumber);
      if (longer !== 0) return longer;
      for (; iNumber < iStop; iNumber++, jNumber++) {
        const difference = (bytes[iNumber] ?? 0) - (bytes[jNumber] ?? 0);
        if (difference !== 0) return difference;
      }
      i = iStop;
      j = jStop;
      continue;
    }
    if (x !== y) return x - y;
    i++;
    j++;
  }
  return (iEnd - i) - (jEnd - j);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/**
 * Order by name. `part` breaks ties (lines of one text file). A listing that is already in order, the usual case,
 * costs one pass.
 */
export function orderByText(folded: TextColumn, part: Uint32Array, count: number): Uint32Array {
  const compare = (a: number, b: number): number => compareNatural(folded, a, b) || (part[a] ?? 0) - (part[b] ?? 0) || a - b;
  const order = listedOrder(count);
  for (let row = 1; row < count; row++) if (compare(row - 1, row) > 0) return order.sort(compare);
  return order;
}

/** Order that looks random and is the same for the same ids and seed (FNV-1a over the id, then a final mix). */
export function randomOrder(ids: Uint8Array, count: number, seed: number): Uint32Array {
  const keys = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    let h = (2166136261 ^ seed) >>> 0;
    for (let k = 0; k < 16; k++) h = Math.imul(h ^ (ids[row * 16 + k] ?? 0), 16777619) >>> 0;
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b) >>> 0;
    keys[row] = (h ^ (h >>> 13)) >>> 0;
  }
  return orderByUint32(keys);
}
