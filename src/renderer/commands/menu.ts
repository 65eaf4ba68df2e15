import { isCommand } from './definitions';
import { runCommand } from './runtime';

/** Where commands of the native menu come from: the bridge of the Electron shell. */
export interface MenuSource {
  onMenu(listener: (command: string) => void): void;
}

/** Runs the commands of the native menu as if chosen in the palette. Call once for the life of the window: the bridge has no way to stop listening. */
export function listenToMenu(source: MenuSource): void {
  source.onMenu((id) => {
    if (isCommand(id)) runCommand(id);
  });
}
