import { concatBytes, toHex, utf8, type Sha256 } from '../../kernel/bytes';
import type { DeviceId, Hash, ProjectId } from '../../kernel/ids';

/** Every hash and signature begins with what it is about, so that bytes made for one purpose never serve another. */
const DOMAINS = {
  genesis: utf8('labelwright/genesis/v1\0'),
  device: utf8('labelwright/device/v1\0'),
  event: utf8('labelwright/event/v1\0'),
  body: utf8('labelwright/body/v1\0'),
  log: utf8('labelwright/log/v1\0'),
  segment: utf8('labelwright/segment/v1\0'),
  heads: utf8('labelwright/heads/v1\0'),
} as const;
export type Domain = keyof typeof DOMAINS;

/** SHA-256 over the domain string and the parts. */
export function hashOf(sha256: Sha256, domain: Domain, ...parts: readonly Uint8Array[]): Uint8Array {
  return sha256(concatBytes(DOMAINS[domain], ...parts));
}

export function hexHash(bytes: Uint8Array): Hash {
  return toHex(bytes) as Hash;
}

/** What is signed for a segment: the domain string and the hash of the header's bytes. */
export function segmentMessage(headerHash: Uint8Array): Uint8Array {
  return concatBytes(DOMAINS.segment, headerHash);
}

/** A device is named by its key: the first 16 bytes of the hash of the 32-byte Ed25519 public key, in hex. */
export function deviceIdOf(sha256: Sha256, publicKey: Uint8Array): DeviceId {
  return toHex(hashOf(sha256, 'device', publicKey).subarray(0, 16)) as DeviceId;
}

/** A project is named by its first record: the hash of the bytes of `journal/genesis.json`. */
export function projectIdOf(sha256: Sha256, genesis: Uint8Array): ProjectId {
  return hexHash(hashOf(sha256, 'genesis', genesis));
}
