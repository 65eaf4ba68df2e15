import { shapeBounds } from '../formats/shape';
import type { ItemAnnotation, Shape } from '../formats/model';

const MAX_OBJECTS = 6_000_000;
const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/**
 * Which objects occurred already, by picture, label, kind and geometry: a 53-bit hash each in an open-addressed table
 * (16 bytes per object). With six million objects a false match is expected once in 500 files.
 */
export class SeenObjects {
  #table = new Float64Array(1 << 12);
  #size = 0;
  complete = true;

  /** True when an equal object was there before. */
  seen(a: ItemAnnotation): boolean {
    if (this.#size >= MAX_OBJECTS) {
      this.complete = false;
      return false;
    }
    if (this.#size * 2 >= this.#table.length) this.#grow();
    return !this.#put(hashOf(a));
  }

  #put(hash: number): boolean {
    const mask = this.#table.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const there = this.#table[at] as number;
      if (there === hash) return false;
      if (there !== 0) continue;
      this.#table[at] = hash;
      this.#size++;
      return true;
    }
  }

  #grow(): void {
    const old = this.#table;
    this.#table = new Float64Array(old.length * 2);
    this.#size = 0;
    for (const hash of old) if (hash !== 0) this.#put(hash);
  }
}

/** A number from 1 to 2^53 - 1. */
function hashOf(a: ItemAnnotation): number {
  let h1 = 0x9e3779b9 | 0;
  let h2 = 0x85ebca6b | 0;
  const mix = (value: number): void => {
    bits[0] = value;
    h1 = Math.imul(h1 ^ (words[0] as number), 0xcc9e2d51);
    h1 = (h1 << 15) | (h1 >>> 17);
    h2 = Math.imul(h2 ^ (words[1] as number) ^ h1, 0x1b873593);
    h2 = (h2 << 13) | (h2 >>> 19);
    h1 = (h1 + h2) | 0;
  };
  const text = (value: string): void => {
    for (let i = 0; i < value.length; i++) mix(value.charCodeAt(i));
  };
  mix(a.media);
  mix(a.label);
  text(a.shape.kind);
  geometry(a.shape, mix, text);
  h1 = Math.imul(h1 ^ (h1 >>> 16), 0x85ebca6b);
  h2 = Math.imul(h2 ^ (h2 >>> 13) ^ h1, 0xc2b2ae35);
  return ((h1 >>> 0) * 0x200000 + ((h2 ^ (h2 >>> 16)) >>> 11)) || 1;
}

function geometry(shape: Shape, mix: (value: number) => void, text: (value: string) => void): void {
  switch (shape.kind) {
    case 'polygon':
      for (const ring of shape.rings) for (const v of ring) mix(v);
      return;
    case 'keypoints': case 'polyline': case 'line': case 'dashed_line': case 'points': case 'cuboid':
      for (const v of shape.points) mix(v);
      return;
    case 'mask':
      for (const v of shape.counts) mix(v);
      return;
    case 'rotated_box': case 'ellipse': mix(shape.angle); break;
    case 'text_span': mix(shape.start); mix(shape.end); return;
    case 'audio_span': mix(shape.start); mix(shape.end); return text(shape.text);
    case 'transcript': case 'caption': return text(shape.text);
    case 'relation': text(shape.from); return text(`>${shape.to}`);
    default: break;
  }
  const b = shapeBounds(shape);
  if (!b) return;
  mix(b.x);
  mix(b.y);
  mix(b.width);
  mix(b.height);
}
