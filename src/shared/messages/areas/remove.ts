import { plural } from '../template';

/** Deleting jobs and datasets, and bringing them back. */
export const remove = {
  'remove.rename': 'Rename…',
  'remove.job': 'Delete job',
  'remove.dataset': 'Delete dataset',
  'remove.job-hint': 'Its labels are kept and can be restored.',
  'remove.dataset-hint': 'Your files are not touched.',
  'remove.job-done': '“{name}” was deleted. It can be restored below the list of jobs.',
  'remove.dataset-done': plural('count', '“{name}” and its job were deleted. Your files were not touched.', '“{name}” and its {count} jobs were deleted. Your files were not touched.', '“{name}” was deleted. Your files were not touched.'),
  'remove.restored': '“{name}” is back',
  'remove.recently': 'Recently deleted',
  'remove.recently-count': 'Recently deleted ({count})',
  'remove.jobs-hint': 'Deleted jobs keep their labels until they are restored.',
  'remove.datasets-hint': 'Deleted datasets keep their samples, jobs and labels. Your files were not touched.',
  'remove.with-jobs': plural('count', 'With {count} job', 'With {count} jobs', 'Without jobs'),
  'remove.dataset-too': '{name}, which is deleted, too',
  'remove.restore': 'Restore',
  'remove.restore-name': 'Restore “{name}”',
  'remove.restore-both': 'Restore with dataset',
  'remove.show-all': 'Show all {count}',
  'remove.gone-job': 'The job “{name}” was deleted',
  'remove.gone-dataset': 'The dataset “{name}” was deleted',
  'remove.gone-hint': 'Nothing of it is lost: it can be restored.',
  'remove.to-jobs': 'Go to the jobs',
  'remove.to-datasets': 'Go to the datasets',
} as const;
