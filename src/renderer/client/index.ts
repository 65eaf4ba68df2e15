/** The window's way to the host. `openClient()` works alike in a browser and in Electron. */
import { createClient, type Client } from './client';
import { windowClock } from './clock';
import { electronBridge, nextPort } from './electron-bridge';
import { portChannel } from './port-channel';
import { entered } from './session-secret';
import { webSocketChannel } from './websocket-channel';
import { GONE } from '../../shared/contract/channel';

export type { Client, Connection } from './client';
export { droppedPlaces, electronBridge, type ElectronBridge } from './electron-bridge';
export { windowClock, type WindowClock } from './clock';
export { randomBytes, randomId } from './random';

/** Resolves at once; the client connects by itself. In a browser without a session it is 'ended' with the reason. */
export async function openClient(): Promise<Client> {
  const bridge = electronBridge();
  if (bridge) return createClient({ open: () => portChannel(nextPort(bridge)), clock: windowClock });
  const entry = await entered();
  if (entry.kind === 'none') {
    return createClient({ open: () => closedChannel(entry.why), clock: windowClock });
  }
  const url = `ws://${location.host}/channel`;
  return createClient({ open: () => webSocketChannel(url, entry.value), clock: windowClock });
}

function closedChannel(why: string): ReturnType<typeof webSocketChannel> {
  return {
    buffered: 0,
    send: () => undefined,
    onMessage: () => undefined,
    onClose: (listener) => listener(why === '' ? GONE : { kind: 'ended', detail: why }),
    close: () => undefined,
  };
}
