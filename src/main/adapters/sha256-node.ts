import { hash } from 'node:crypto';
import type { Sha256 } from '../../shared/kernel/bytes';

/** SHA-256 of OpenSSL (BoringSSL in Electron). */
export const nodeSha256: Sha256 = (bytes) => new Uint8Array(hash('sha256', bytes, 'buffer'));
