/** Words of the native shell: its menu, its dialogs. */
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
  'shell.choose-open-workspace': 'Open a workspace',
  'shell.choose-choose-folder': 'Choose a folder',
  'shell.choose-choose-file': 'Choose a file',
  'shell.choose-save-folder': 'Choose a folder to write to',
  'shell.window-gone': 'The window ended {count} times within a minute ({why}). What was saved is on the disk. Close the window and start Labelwright again.',
} as const;
