/**
 * How a window and the host show each other that they know the session's secret without sending it
 * (docs/spec/contract.md, "Opening a WebSocket"). A stranger who took our port learns nothing from a window, and a
 * stranger who found our port gets nothing from us.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Side = 'host' | 'window';

/** HMAC-SHA-256 in hex over role, session and both nonces, each on a line of its own. `secret`: 64 hex digits. */
export function proof(secret: string, side: Side, session: string, windowNonce: string, hostNonce: string): string {
  return createHmac('sha256', Buffer.from(secret, 'hex'))
    .update(`labelwright/proof/1\n${side}\n${session}\n${windowNonce}\n${hostNonce}`)
    .digest('hex');
}

/** Takes the same time wherever the two differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
