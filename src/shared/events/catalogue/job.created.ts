import { TASKS } from '../../domain/job';
import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId, jobId, labelSetId, name } from './fields';

/** A labeling job on a dataset with a label set (a new one comes to be by being named). */
export default defineEvent({
  type: 'job.created',
  version: 1,
  body: z.strictObject({ job: jobId, dataset: datasetId, name, task: z.enum(TASKS), multiple: z.boolean(), labelSet: labelSetId }).refine((b) => b.task === 'classification' || !b.multiple),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), dataset: exampleId('1b'), name: 'Boats', task: 'detection', multiple: false, labelSet: exampleId('7a') },
});
