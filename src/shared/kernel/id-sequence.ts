/**
 * Ids for bulk facts: a random start shared by a batch and a counter. They are as unique as the 96 random bits in
 * front, and a column blob stores a run of them in a few bytes instead of 16 per row.
 */
export const ID_PREFIX_BYTES = 12;

/** `count` ids of 16 bytes each, one after the other: the 12 bytes of `prefix`, then start, start+1, … as 32 bits, big-endian. */
export function idSequence(prefix: Uint8Array, start: number, count: number): Uint8Array {
  if (prefix.length !== ID_PREFIX_BYTES) throw new RangeError(`a prefix has ${ID_PREFIX_BYTES} bytes, not ${prefix.length}`);
  if (start < 0 || start + count > 2 ** 32) throw new RangeError('the counter has 32 bits');
  const ids = new Uint8Array(16 * count);
  const view = new DataView(ids.buffer);
  for (let i = 0; i < count; i++) {
    ids.set(prefix, 16 * i);
    view.setUint32(16 * i + ID_PREFIX_BYTES, start + i);
  }
  return ids;
}
