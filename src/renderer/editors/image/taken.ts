import type { Box } from '../../../shared/geometry/box';

/**
 * Where objects lie already, to be asked thousands of times: by the numbers themselves, because writing four of them
 * into a text for every question takes longer than all the rest of a paste.
 */
export class Taken {
  /** Numbers of the things (labels) that lie there. */
  private readonly kinds = new Map<string, number>();
  private kind: number[] = [];
  private sides: number[] = [];
  /** Place of the next one with the same hash, -1 = none. */
  private next: number[] = [];
  private readonly heads = new Map<number, number>();

  has(kind: string, box: Box): boolean {
    const k = this.kinds.get(kind);
    if (k === undefined) return false;
    for (let i = this.heads.get(hash(k, box)) ?? -1; i >= 0; i = this.next[i]!) {
      const o = 4 * i;
      const s = this.sides;
      if (this.kind[i] === k && s[o] === box.x && s[o + 1] === box.y && s[o + 2] === box.width && s[o + 3] === box.height) return true;
    }
    return false;
  }

  add(kind: string, box: Box): void {
    let k = this.kinds.get(kind);
    if (k === undefined) this.kinds.set(kind, (k = this.kinds.size));
    const h = hash(k, box);
    this.next.push(this.heads.get(h) ?? -1);
    this.heads.set(h, this.kind.length);
    this.kind.push(k);
    this.sides.push(box.x, box.y, box.width, box.height);
  }
}

const numbers = new Float64Array(4);
const halves = new Uint32Array(numbers.buffer);

/** 30 bits of the four numbers and the kind. 0 and -0 are one place. */
function hash(kind: number, { x, y, width, height }: Box): number {
  numbers[0] = x + 0;
  numbers[1] = y + 0;
  numbers[2] = width + 0;
  numbers[3] = height + 0;
  let h = kind;
  for (let i = 0; i < 8; i++) {
    h = Math.imul(h ^ halves[i]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  return h & 0x3fffffff;
}
