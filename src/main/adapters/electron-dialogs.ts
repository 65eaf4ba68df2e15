import type { BrowserWindow, Dialog } from 'electron';
import { translator } from '../../shared/messages';
import type { Dialogs } from '../host/types';

/** The system's choosers, as sheets of their window. */
export function electronDialogs(dialog: Dialog, window: BrowserWindow): Dialogs {
  const { t } = translator('en');
  return {
    async choose(purpose) {
      const title = t(`shell.choose-${purpose}`);
      // macOS shows no title, but a message. Windows and Linux cannot offer files and folders in one dialog.
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, message: title, properties: purpose === 'choose-file' ? ['openFile'] : ['openDirectory', 'createDirectory'] });
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
