/** What the preload script of the Electron shell puts into the window; absent in a browser. */
import type { PlaceId } from '../../shared/contract/api';
import type { PortLike } from './port-channel';

export interface ElectronBridge {
  /** Asks for a port; it comes as a message to this window. */
  connect(): void;
  /** Handles for dropped files and folders; the window never learns their paths. */
  dropped(files: readonly File[]): Promise<readonly PlaceId[]>;
  /** Commands of the native menu, by the ids of the command palette. */
  onMenu(listener: (command: string) => void): void;
}

export function electronBridge(): ElectronBridge | null {
  return (globalThis as { labelwright?: ElectronBridge }).labelwright ?? null;
}

/** The next port. Only a message of this very window counts. */
export function nextPort(bridge: ElectronBridge): Promise<PortLike> {
  return new Promise((resolve) => {
    const take = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'labelwright:port' || !port) return;
      window.removeEventListener('message', take);
      resolve(port as unknown as PortLike);
    };
    window.addEventListener('message', take);
    bridge.connect();
  });
}
