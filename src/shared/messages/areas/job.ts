import { plural } from '../template';

/** Words of the area "job". */
export const job = {
  'job.detection': 'Boxes',
  'job.classification-one': 'One label per sample',
  'job.classification-many': 'Several labels per sample',
  'job.start': 'Start labeling',
  'job.continue': 'Continue labeling',
  'job.export': 'Export…',
  'job.import': 'Import labels…',
  'job.edit-labels': 'Edit labels…',
  'job.tabs': 'Samples by state',
  'job.advance': 'Go on by itself',
  'job.nothing-here': 'Nothing here',
  'job.clear-labels': 'No label',
  'job.no-labels': 'No labels yet',
  'job.no-labels-hint': 'Add the labels that this job sorts into.',
  'job.classified': plural('count', '{label}: {count} sample', '{label}: {count} samples'),
  'job.cleared': plural('count', 'Label taken off {count} sample', 'Labels taken off {count} samples'),
  'job.marked': plural('count', '{mark}: {count} sample', '{mark}: {count} samples'),
  'job.undid': plural('count', 'Undone: {command} ({count} sample)', 'Undone: {command} ({count} samples)', 'Undone: {command}'),
  'job.redid': plural('count', 'Done again: {command} ({count} sample)', 'Done again: {command} ({count} samples)', 'Done again: {command}'),
  'job.nothing-to-undo': 'Nothing to undo',
  'job.nothing-to-redo': 'Nothing to do again',
  'job.part-refused': plural('count', '{count} part was left: somebody changed it since', '{count} parts were left: somebody changed them since'),
  'job.select-first': 'Select a sample first',
} as const;
