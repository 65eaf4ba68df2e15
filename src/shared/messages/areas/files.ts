/** Source files of datasets: commands that the host writes by itself, and what is wrong with a file or folder. */
export const files = {
  'command.add-samples': 'add files',
  'command.measure': 'measure files',
  'command.sync': 'synchronize',

  'failure.file-unreadable': '“{name}” cannot be read.',
  'failure.file-forbidden': '“{name}” may not be read by your account on this computer.',
  'failure.file-empty': '“{name}” is empty.',
  'failure.file-disguised': '“{name}” is not what its name says.',
  'failure.file-misnamed': '“{name}” is not what its name says, but it can be read.',
  'failure.file-unsupported': '“{name}” is of a kind that cannot be shown.',
  'failure.file-too-large': '“{name}” has too many pixels.',
  'failure.file-truncated': '“{name}” ends too early.',
  'failure.file-encoding': '“{name}” is in an encoding that is not known: UTF-8, UTF-16, GBK (GB 18030) and Windows-1252 are recognised. Others can be chosen on the page of the dataset.',
  'failure.file-missing': '“{name}” is not there.',
  'failure.file-name': '“{name}” has a name that cannot be kept.',
  'failure.file-name-encoding': 'The name of “{name}” is not valid UTF-8, so the file is not listed. Rename it, then synchronize.',
  'failure.folder-name-encoding': 'The name of the folder “{name}” is not valid UTF-8, so what is in it is not listed. Rename it, then synchronize.',
  'failure.folder-unreadable': 'The folder “{name}” cannot be listed.',
  'failure.folder-too-deep': 'The folder “{name}” lies too deep; it is not listed.',
  'failure.root-missing': 'The folder of “{name}” cannot be found. Nothing was changed: say where it is now.',
} as const;
