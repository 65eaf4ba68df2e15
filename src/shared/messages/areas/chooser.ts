import { plural } from '../template';

/** The application's own chooser of files and folders. */
export const chooser = {
  'chooser.open-workspace': 'Open workspace',
  'chooser.choose-folder': 'Choose a folder',
  'chooser.choose-file': 'Choose a file or a folder',
  'chooser.save-folder': 'Where to',
  'chooser.places': 'Places',
  'chooser.path': 'Path',
  'chooser.path-hint': 'Type a path and press Enter',
  'chooser.filter': 'Filter',
  'chooser.entries': 'Entries of {name}',
  'chooser.up': 'One folder up',
  'chooser.new-folder': 'New folder',
  'chooser.new-folder-name': 'Name of the new folder',
  'chooser.empty': 'This folder is empty.',
  'chooser.nothing': 'Nothing like “{text}” here.',
  'chooser.no-folders': 'No folders in here.',
  'chooser.truncated': 'The first {count} are shown. Filter, or type a path.',
  'chooser.choose': 'Choose “{name}”',
  'chooser.contains': plural('count', '{count} entry', '{count} entries'),
  'chooser.loading': 'Reading the folder',
} as const;
