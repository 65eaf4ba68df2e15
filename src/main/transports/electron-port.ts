/** The host's end of an Electron message port as a channel. The last message of a side that closes says why. */
import type { MessagePortMain } from 'electron';
import { GONE, Inbox, type Channel, type CloseReason } from '../../shared/contract/channel';

export function electronPortChannel(port: MessagePortMain): Channel {
  const inbox = new Inbox();
  port.on('message', ({ data }: { readonly data: unknown }) => {
    if (data instanceof Uint8Array) return inbox.take(data);
    const why = readClosing(data);
    if (inbox.close(why)) port.close();
  });
  port.on('close', () => inbox.close(GONE));
  port.start();
  return {
    buffered: 0,
    send: (frame) => {
      if (!inbox.closed) port.postMessage(frame);
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: (why = GONE) => {
      if (!inbox.close(why)) return;
      port.postMessage({ close: { kind: why.kind, detail: why.detail } });
      port.close();
    },
  };
}

/** What the other side said when it closed; anything else breaks the rules. */
function readClosing(data: unknown): CloseReason {
  const close = (data as { close?: { kind?: unknown; detail?: unknown } } | null)?.close;
  if ((close?.kind === 'gone' || close?.kind === 'ended' || close?.kind === 'protocol') && typeof close.detail === 'string') return { kind: close.kind, detail: close.detail };
  return { kind: 'protocol', detail: 'no-frame' };
}
