/** The native menu. Its own items are commands of the window, by their ids in the command palette. */
import type { MenuItemConstructorOptions } from 'electron';
import { translator } from '../../../shared/messages';

export interface MenuActions {
  newWindow(): void;
  /** Runs a command in the window in front. */
  command(id: string): void;
}

/** Without accelerators of our own: keys belong to the window, where a person can change them. */
export function menuTemplate(platform: NodeJS.Platform, packaged: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  const { t } = translator('en');
  // In a text field macOS takes Cmd+Z from the menu alone. The window hears the key first, so its own undo comes before.
  const typing: MenuItemConstructorOptions[] = platform === 'darwin' ? (['undo', 'redo'] as const).map((role) => ({ role, visible: false, acceleratorWorksWhenHidden: true })) : [];
  const item = (label: string, id: string): MenuItemConstructorOptions => ({ label, click: () => actions.command(id) });
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: t('shell.menu.file'),
      submenu: [{ label: t('shell.menu.newWindow'), click: () => actions.newWindow() }, item(t('shell.menu.home'), 'app.home'), { type: 'separator' }, { role: 'close' }, ...(platform === 'darwin' ? [] : [{ role: 'quit' } as const])],
    },
    {
      label: t('shell.menu.edit'),
      submenu: [item(t('shell.menu.undo'), 'app.undo'), item(t('shell.menu.redo'), 'app.redo'), ...typing, { type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    },
    {
      label: t('shell.menu.view'),
      submenu: [item(t('shell.menu.palette'), 'app.palette'), { type: 'separator' }, { role: 'togglefullscreen' }, ...(packaged ? [] : [{ role: 'toggleDevTools' } as const])],
    },
    { label: t('shell.menu.window'), role: 'windowMenu' },
    { label: t('shell.menu.help'), role: 'help', submenu: [item(t('shell.menu.keys'), 'app.keys')] },
  ];
}
