/** Words of the native shell: its menu. */
export const shell = {
  'shell.menu.file': 'File',
  'shell.menu.edit': 'Edit',
  'shell.menu.view': 'View',
  'shell.menu.window': 'Window',
  'shell.menu.help': 'Help',
  'shell.menu.newWindow': 'New window',
  'shell.menu.home': 'Home',
  'shell.menu.undo': 'Undo',
  'shell.menu.redo': 'Redo',
  'shell.menu.palette': 'Command palette',
  'shell.menu.keys': 'Keyboard shortcuts',
} as const;
