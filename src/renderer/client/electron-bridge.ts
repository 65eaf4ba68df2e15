/** What the preload script of the Electron shell puts into the window; absent in a browser. */
import type { Place } from '../../shared/contract/api';
import { requestSchemas } from '../../shared/contract/schemas';
import type { PortLike } from './port-channel';

export interface ElectronBridge {
  /** Asks for a port; it comes as a message to this window. */
  connect(): void;
  /** Use `droppedPlaces`, which checks the answer. */
  dropped(files: readonly File[]): Promise<unknown>;
  /** Commands of the native menu, by the ids of the command palette. */
  onMenu(listener: (command: string) => void): void;
}

export function electronBridge(): ElectronBridge | null {
  return (globalThis as { labelwright?: ElectronBridge }).labelwright ?? null;
}

/**
 * Dropped files and folders as places, in their order: the window never learns their paths. Null for one that has none
 * (made by a script, a picture out of another page) or that cannot be looked at: its bytes can still be uploaded.
 */
export async function droppedPlaces(bridge: ElectronBridge, files: readonly File[]): Promise<readonly (Place | null)[]> {
  const answer = await bridge.dropped(files);
  return files.map((_file, i) => requestSchemas['places.dialog'].answer.safeParse({ place: Array.isArray(answer) ? (answer as unknown[])[i] : null }).data?.place ?? null);
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
