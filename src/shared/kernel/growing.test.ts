import { describe, expect, it } from 'vitest';
import { numbersOf } from './growing';

/** Node's Buffer, as far as it matters here: `slice` is a view of the same memory. */
class Sliding extends Uint8Array {
  override slice(start?: number, end?: number): Uint8Array<ArrayBuffer> {
    return this.subarray(start, end);
  }
}

describe('bytes as numbers', () => {
  it('are read wherever they lie, also in a buffer whose slice does not copy', () => {
    for (const [type, size] of [['u16', 2], ['u32', 4], ['f32', 4], ['f64', 8]] as const) {
      for (let offset = 0; offset < 16; offset++) {
        const memory = new ArrayBuffer(64);
        const bytes = new Sliding(memory, offset, 2 * size);
        bytes.set(new Uint8Array({ u16: Uint16Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array }[type].of(7, 9).buffer));
        expect([...numbersOf(type, bytes)], `${type} at ${offset}`).toEqual([7, 9]);
      }
    }
    expect(() => numbersOf('u32', new Uint8Array(5))).toThrow(RangeError);
  });
});
