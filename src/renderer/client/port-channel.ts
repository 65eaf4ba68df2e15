/** The window's end of an Electron message port; the counterpart of the host's `electron-port.ts`. */
import { GONE, Inbox, type Channel, type CloseReason } from '../../shared/contract/channel';

/** The calls it makes of a MessagePort. */
export interface PortLike {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  addEventListener(type: 'close', listener: () => void): void;
}

/** `port` comes later than the channel is wanted: frames sent meanwhile wait. Rejection means gone. */
export function portChannel(coming: Promise<PortLike>): Channel {
  const inbox = new Inbox();
  let waiting: Uint8Array[] = [];
  let port: PortLike | null = null;

  coming.then((came) => {
    if (inbox.closed) return came.close();
    port = came;
    came.onmessage = ({ data }) => {
      if (data instanceof Uint8Array) return inbox.take(data);
      if (inbox.close(readClosing(data))) came.close();
    };
    came.addEventListener('close', () => inbox.close(GONE));
    came.start();
    for (const frame of waiting) came.postMessage(frame);
    waiting = [];
  }, () => inbox.close(GONE));

  return {
    buffered: 0,
    send: (frame) => {
      if (inbox.closed) return;
      if (port) port.postMessage(frame);
      else waiting.push(frame);
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: (why: CloseReason = GONE) => {
      if (!inbox.close(why)) return;
      port?.postMessage({ close: { kind: why.kind, detail: why.detail } });
      port?.close();
    },
  };
}

function readClosing(data: unknown): CloseReason {
  const close = (data as { close?: { kind?: unknown; detail?: unknown } } | null)?.close;
  if ((close?.kind === 'gone' || close?.kind === 'ended' || close?.kind === 'protocol') && typeof close.detail === 'string') return { kind: close.kind, detail: close.detail };
  return { kind: 'protocol', detail: 'no-frame' };
}
