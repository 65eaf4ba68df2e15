import { idFromBytes, type Id } from '../../shared/kernel/ids';

/** Random bytes from the browser's cryptographic source. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Ids of which the bytes are drawn at once: each call into the browser costs more than the bytes, and a paste wants thousands. */
const DRAWN = 256;
let pool = new Uint8Array(0);
let used = 0;

/** A fresh identifier. */
export function randomId<I extends Id<string>>(): I {
  if (used === pool.length) [pool, used] = [randomBytes(16 * DRAWN), 0];
  used += 16;
  return idFromBytes<I>(pool.subarray(used - 16, used));
}
