/** Typed arrays that grow: capacity doubles, so that a million appended rows cost a handful of copies. */

export type NumberArray = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;
export type NumberType = 'u8' | 'u16' | 'u32' | 'f32' | 'f64';

const BYTES = { u8: 1, u16: 2, u32: 4, f32: 4, f64: 8 } as const;

/** A zeroed array of `length` numbers of `type`. */
export function allocate(type: NumberType, length: number): NumberArray {
  switch (type) {
    case 'u8': return new Uint8Array(length);
    case 'u16': return new Uint16Array(length);
    case 'u32': return new Uint32Array(length);
    case 'f32': return new Float32Array(length);
    case 'f64': return new Float64Array(length);
  }
}

/** Capacity for at least `needed` elements when `have` are there now. */
export function capacityFor(have: number, needed: number): number {
  return needed <= have ? have : Math.max(needed, Math.min(have * 2, have + 4_000_000), 16);
}

/** The same array when it is long enough, else a longer copy, new elements 0. */
export function grown<A extends NumberArray>(array: A, needed: number): A {
  if (array.length >= needed) return array;
  const make = array.constructor as new (length: number) => A;
  const next = new make(capacityFor(array.length, needed));
  next.set(array);
  return next;
}

/** The bytes of a typed array, without copying. Little-endian, as on every platform this program runs on. */
export function bytesOf(array: NumberArray): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/**
 * Bytes as numbers of `type`. Copies only when they do not lie on a boundary of the type.
 * Throws a RangeError when the number of bytes is not a multiple of the size of the type.
 */
export function numbersOf(type: NumberType, bytes: Uint8Array): NumberArray {
  const size = BYTES[type];
  if (bytes.byteLength % size !== 0) throw new RangeError(`${bytes.byteLength} bytes are not whole ${type} numbers`);
  // Not `slice`: what Node calls a Buffer answers that with a view of the same memory, as crooked as before.
  const at = bytes.byteOffset % size === 0 ? bytes : new Uint8Array(bytes);
  const length = at.byteLength / size;
  switch (type) {
    case 'u8': return new Uint8Array(at.buffer, at.byteOffset, length);
    case 'u16': return new Uint16Array(at.buffer, at.byteOffset, length);
    case 'u32': return new Uint32Array(at.buffer, at.byteOffset, length);
    case 'f32': return new Float32Array(at.buffer, at.byteOffset, length);
    case 'f64': return new Float64Array(at.buffer, at.byteOffset, length);
  }
}
