import { idFromBytes, type Id } from '../../shared/kernel/ids';

/** Random bytes from the browser's cryptographic source. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** A fresh identifier. */
export function randomId<I extends Id<string>>(): I {
  return idFromBytes<I>(randomBytes(16));
}
