/** Runs before the page in a sandbox of its own. Hands over one message port and three functions, nothing else. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

ipcRenderer.on('labelwright:port', (event) => {
  // To this window only; the page takes it when `event.source` is itself.
  window.postMessage('labelwright:port', '*', [...event.ports]);
});

contextBridge.exposeInMainWorld('labelwright', {
  connect: (): void => ipcRenderer.send('labelwright:connect'),
  dropped: (files: readonly File[]): Promise<unknown> => ipcRenderer.invoke('labelwright:dropped', [...files].map((file) => webUtils.getPathForFile(file))),
  onMenu: (listener: (command: string) => void): void => {
    ipcRenderer.on('labelwright:menu', (_event, command: unknown) => {
      if (typeof command === 'string') listener(command);
    });
  },
});
