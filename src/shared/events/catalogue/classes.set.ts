import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, labels } from './fields';

/** Classification: the labels of one sample, in label-set order. */
export default defineEvent({
  type: 'classes.set',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, to: labels, was: labels }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), to: [exampleId('5f')], was: [] },
});
