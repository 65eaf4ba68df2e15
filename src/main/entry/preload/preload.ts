/** Runs before the page in a sandbox of its own. Hands over one message port and three functions, nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

ipcRenderer.on('labelwright:port', (event) => {
  // To this window only; the page takes it when `event.source` is itself.
  window.postMessage('labelwright:port', '*', [...event.ports]);
});

/** '' for what has no path: made by a script, or no file at all. */
function pathOf(file: File): string {
  try {
    return webUtils.getPathForFile(file);
  } catch {
    return '';
  }
}

contextBridge.exposeInMainWorld('labelwright', {
  connect: (): void => ipcRenderer.send('labelwright:connect'),
  dropped: (files: readonly File[]): Promise<unknown> => ipcRenderer.invoke('labelwright:dropped', [...files].map(pathOf)),
  onMenu: (listener: (command: string) => void): void => {
    ipcRenderer.on('labelwright:menu', (_event, command: unknown) => {
      if (typeof command === 'string') listener(command);
    });
  },
});
