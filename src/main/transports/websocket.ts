/** The host's end of a WebSocket as a channel: one binary message is one frame. */
import type { RawData, WebSocket } from 'ws';
import { GONE, Inbox, type Channel, type CloseReason } from '../../shared/contract/channel';

/** Close codes of our own (docs/spec/contract.md): the reason of the frame carries `detail`. */
export const CLOSE_ENDED = 4001;
export const CLOSE_PROTOCOL = 4002;
const CLOSE_GOING_AWAY = 1001;

export function webSocketChannel(socket: WebSocket): Channel {
  const inbox = new Inbox();
  socket.on('message', (data, isBinary) => {
    if (!isBinary) return close({ kind: 'protocol', detail: 'text-message' });
    inbox.take(joined(data));
  });
  socket.on('close', (code, reason) => inbox.close(closeReason(code, reason.toString('utf8'))));
  socket.on('error', () => socket.terminate());

  function close(why: CloseReason = GONE): void {
    if (!inbox.close(why)) return;
    socket.close(why.kind === 'ended' ? CLOSE_ENDED : why.kind === 'protocol' ? CLOSE_PROTOCOL : CLOSE_GOING_AWAY, why.detail.slice(0, 120));
  }

  return {
    get buffered() {
      return socket.bufferedAmount;
    },
    send: (frame) => {
      if (!inbox.closed) socket.send(frame, { binary: true });
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close,
  };
}

/** What a close frame means. */
export function closeReason(code: number, detail: string): CloseReason {
  if (code === CLOSE_ENDED) return { kind: 'ended', detail };
  if (code === CLOSE_PROTOCOL) return { kind: 'protocol', detail };
  // 1003 unsupported data, 1007 bad text, 1008 policy, 1009 too large: `ws` itself refused a message.
  if (code === 1003 || code === 1007 || code === 1008 || code === 1009) return { kind: 'protocol', detail: code === 1009 ? 'too-large' : 'bad-message' };
  return { kind: 'gone', detail };
}

function joined(data: RawData): Uint8Array {
  const whole = Array.isArray(data) ? Buffer.concat(data) : data;
  // Plain bytes, at the beginning of a buffer of their own: parts of a frame are aligned to its beginning, and `ws` cuts messages out of what the network gave.
  return new Uint8Array(whole);
}
