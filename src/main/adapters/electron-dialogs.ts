import type { BrowserWindow, Dialog } from 'electron';
import type { Dialogs } from '../host/types';

/** The system's choosers, as sheets of their window. */
export function electronDialogs(dialog: Dialog, window: BrowserWindow): Dialogs {
  return {
    async choose(purpose) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: purpose === 'choose-file' ? ['openFile'] : ['openDirectory', 'createDirectory'] });
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
