/** The window's half of docs/spec/contract.md, "Opening a WebSocket". */
const TEXT = new TextEncoder();

export type Side = 'host' | 'window';

/** HMAC-SHA-256 in hex; the same function as the host's `doors/proof.ts`. */
export async function proof(secret: string, side: Side, session: string, windowNonce: string, hostNonce: string): Promise<string> {
  const raw = new Uint8Array(secret.length / 2);
  for (let i = 0; i < raw.length; i++) raw[i] = Number.parseInt(secret.slice(2 * i, 2 * i + 2), 16);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, TEXT.encode(`labelwright/proof/1\n${side}\n${session}\n${windowNonce}\n${hostNonce}`))));
}

export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const b of bytes) text += (b < 16 ? '0' : '') + b.toString(16);
  return text;
}
