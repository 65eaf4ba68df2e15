import { randomBytes } from 'node:crypto';
import type { Random } from '../ports/random';

/** The machine's cryptographic randomness. */
export const systemRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };
