/** The window's end of a WebSocket: proves and demands proof, then carries frames. */
import { GONE, Inbox, type Channel, type CloseReason } from '../../shared/contract/channel';
import { hex, proof } from './proof';
import { randomBytes } from './random';
import type { SessionSecret } from './session-secret';

const CLOSE_ENDED = 4001;
const CLOSE_PROTOCOL = 4002;

/** The channel is there at once; frames flow when both sides have proved themselves. */
export function webSocketChannel(url: string, secret: SessionSecret): Channel {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  const inbox = new Inbox();
  const nonce = hex(randomBytes(16));
  let waiting: Uint8Array[] | null = [];
  let greeted = false;

  socket.onopen = () => socket.send(JSON.stringify({ session: secret.session, nonce }));
  socket.onclose = (event) => inbox.close(event.code === CLOSE_ENDED ? { kind: 'ended', detail: event.reason } : event.code === CLOSE_PROTOCOL ? { kind: 'protocol', detail: event.reason } : GONE);
  socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
    if (typeof event.data === 'string') {
      if (greeted) return close({ kind: 'protocol', detail: 'text-message' });
      greeted = true;
      prove(event.data).catch(() => close({ kind: 'ended', detail: 'stranger' }));
    } else if (waiting) {
      close({ kind: 'ended', detail: 'stranger' });
    } else {
      inbox.take(new Uint8Array(event.data));
    }
  };

  async function prove(text: string): Promise<void> {
    const said = JSON.parse(text) as { nonce?: unknown; proof?: unknown };
    if (typeof said.nonce !== 'string' || !/^[0-9a-f]{32}$/.test(said.nonce)) throw new TypeError('no nonce');
    // The nonce of the answer may not be ours: else a stranger could let us prove ourselves to ourselves.
    if (said.nonce === nonce || said.proof !== (await proof(secret.secret, 'host', secret.session, nonce, said.nonce))) throw new TypeError('wrong proof');
    socket.send(JSON.stringify({ proof: await proof(secret.secret, 'window', secret.session, nonce, said.nonce) }));
    const frames = waiting ?? [];
    waiting = null;
    for (const frame of frames) socket.send(frame as Uint8Array<ArrayBuffer>);
  }

  function close(why: CloseReason = GONE): void {
    if (!inbox.close(why)) return;
    waiting = null;
    socket.close(why.kind === 'protocol' ? CLOSE_PROTOCOL : 1000, why.detail.slice(0, 120));
  }

  return {
    get buffered() {
      return socket.bufferedAmount;
    },
    send: (frame) => {
      if (inbox.closed) return;
      if (waiting) waiting.push(frame);
      else socket.send(frame as Uint8Array<ArrayBuffer>);
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close,
  };
}
