/** First words on a WebSocket, before any frame: both sides prove that they know the session's secret. */
import type { WebSocket } from 'ws';
import type { Random } from '../../ports/random';
import { proof, sameText } from '../../host/doors/proof';
import type { Session, Sessions } from '../../host/doors/sessions';
import { CLOSE_ENDED, CLOSE_PROTOCOL } from '../../transports/websocket';

const HEX32 = /^[0-9a-f]{32}$/;
const HEX64 = /^[0-9a-f]{64}$/;

/**
 * Calls `welcome` in the same turn in which the last proof arrives, so that frames right behind it find their listener.
 * Anyone else's socket is closed; a side that takes longer than `withinMs` is shut out.
 */
export function handshake(socket: WebSocket, sessions: Sessions, random: Random, withinMs: number, welcome: (session: Session) => void): void {
  const timer = setTimeout(() => refuse(CLOSE_PROTOCOL, 'too-slow'), withinMs);
  let waiting: { session: Session; windowNonce: string; hostNonce: string } | null = null;

  function finish(): void {
    clearTimeout(timer);
    socket.off('message', take);
    socket.off('close', finish);
  }
  function refuse(code: number, why: string): void {
    finish();
    socket.close(code, why);
  }
  function take(data: unknown, isBinary: boolean): void {
    const message = isBinary ? null : parse(String(data));
    if (!message) return refuse(CLOSE_PROTOCOL, 'bad-handshake');
    if (!waiting) {
      const { session: id, nonce } = message;
      if (typeof id !== 'string' || !HEX32.test(id) || typeof nonce !== 'string' || !HEX32.test(nonce)) return refuse(CLOSE_PROTOCOL, 'bad-handshake');
      const session = sessions.get(id);
      if (!session) return refuse(CLOSE_ENDED, sessions.whyEnded(id));
      const hostNonce = Buffer.from(random.bytes(16)).toString('hex');
      waiting = { session, windowNonce: nonce, hostNonce };
      socket.send(JSON.stringify({ nonce: hostNonce, proof: proof(session.secret, 'host', session.id, nonce, hostNonce) }));
      return;
    }
    const { session, windowNonce, hostNonce } = waiting;
    const said = message['proof'];
    if (typeof said !== 'string' || !HEX64.test(said) || !sameText(said, proof(session.secret, 'window', session.id, windowNonce, hostNonce))) return refuse(CLOSE_PROTOCOL, 'bad-proof');
    finish();
    welcome(session);
  }

  socket.on('message', take);
  socket.on('close', finish);
  socket.on('error', () => socket.terminate());
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
