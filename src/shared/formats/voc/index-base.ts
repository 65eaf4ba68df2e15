import type { Shape } from '../model';

/** What speaks for the first pixel being called 0 or 1. */
export class IndexBaseEvidence {
  #zero = false;
  #one = false;
  #full = false;
  #beyond = false;
  #pascal = false;
  #boxes = 0;

  /** `shape` as the file has it; the picture's stated size, 0 = not stated. */
  add(shape: Shape | null, width: number, height: number): void {
    if (shape?.kind !== 'box') return;
    this.#boxes++;
    if (shape.x === 0 || shape.y === 0) this.#zero = true;
    if (shape.x === 1 || shape.y === 1) this.#one = true;
    if (width > 0 && shape.x + shape.width === width) this.#full = true;
    if (height > 0 && shape.y + shape.height === height) this.#full = true;
    if (shape.x < 0 || shape.y < 0) this.#beyond = true;
  }

  /** The original data names its database. */
  database(name: string): void {
    if (/the voc20\d\d database/i.test(name)) this.#pascal = true;
  }

  /** The base and why. Without evidence 0, as today's tools write. */
  judge(): { readonly base: 0 | 1; readonly reason: string; readonly certain: boolean } {
    if (this.#zero || this.#beyond) return { base: 0, reason: 'a box begins at 0', certain: true };
    if (this.#pascal) return { base: 1, reason: 'the files name the original Pascal VOC database', certain: true };
    if (this.#one && this.#full) return { base: 1, reason: 'boxes begin at 1 and end at the picture\'s width or height, none begins at 0', certain: true };
    return { base: 0, reason: this.#boxes === 0 ? 'there are no boxes' : 'nothing speaks for either; 0 is what today\'s tools write', certain: this.#boxes === 0 };
  }
}

/** A shape of a 1-based inclusive file in the corner frame: the first pixel spans 0…1. */
export function fromOneBased(shape: Shape): Shape {
  switch (shape.kind) {
    case 'box': return { kind: 'box', x: shape.x - 1, y: shape.y - 1, width: shape.width + 1, height: shape.height + 1 };
    default: return shape;
  }
}
