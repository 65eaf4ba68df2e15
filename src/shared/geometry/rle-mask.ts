/**
 * Masks as run lengths, as COCO writes them: over columns (down the first column, then the second …), the first run
 * counts zeros, `counts` add up to width times height. Compressed form: groups of 5 bits, low group first, 0x20 = more
 * follows, sign in bit 0x10 of the last group, plus 48; from the fourth number on the difference to the number two
 * places before is written (pycocotools).
 */

const MAX_RUNS = 20_000_000;

/** Runs of a compressed text, or null when it is none. */
export function decompressRle(text: string): number[] | null {
  const counts: number[] = [];
  let p = 0;
  while (p < text.length) {
    let value = 0;
    let shift = 0;
    let more = true;
    while (more) {
      if (p >= text.length || shift > 30) return null;
      const c = text.charCodeAt(p++) - 48;
      if (c < 0 || c > 63) return null;
      value += (c & 0x1f) * 2 ** shift;
      more = (c & 0x20) !== 0;
      shift += 5;
      if (!more && (c & 0x10) !== 0) value -= 2 ** shift;
    }
    if (counts.length > 2) value += counts[counts.length - 2] as number;
    if (value < 0 || counts.length >= MAX_RUNS) return null;
    counts.push(value);
  }
  return counts;
}

/** The compressed text of runs. */
export function compressRle(counts: readonly number[]): string {
  let text = '';
  for (let i = 0; i < counts.length; i++) {
    let x = (counts[i] as number) - (i > 2 ? (counts[i - 2] as number) : 0);
    for (let more = true; more; ) {
      let c = x & 0x1f;
      x >>= 5;
      more = (c & 0x10) !== 0 ? x !== -1 : x !== 0;
      if (more) c |= 0x20;
      text += String.fromCharCode(c + 48);
    }
  }
  return text;
}

/** Number of ones. */
export function rleArea(counts: readonly number[]): number {
  let area = 0;
  for (let i = 1; i < counts.length; i += 2) area += counts[i] as number;
  return area;
}

/** Smallest box around the ones (pixels of `height` rows), or null for an empty mask. */
export function rleBounds(counts: readonly number[], height: number): { x: number; y: number; width: number; height: number } | null {
  let at = 0;
  let left = Infinity, right = -1, top = Infinity, bottom = -1;
  for (let i = 0; i < counts.length; i++) {
    const run = counts[i] as number;
    if (i % 2 === 1 && run > 0) {
      const first = Math.floor(at / height);
      const last = Math.floor((at + run - 1) / height);
      left = Math.min(left, first);
      right = Math.max(right, last);
      // A run over a column's end fills from the top of the next one.
      top = first === last ? Math.min(top, at % height) : 0;
      bottom = first === last ? Math.max(bottom, (at + run - 1) % height) : height - 1;
    }
    at += run;
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
