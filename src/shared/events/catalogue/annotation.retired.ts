import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, annotationId } from './fields';

/** Taken away; kept so that it can come back at its old place in the order. */
export default defineEvent({
  type: 'annotation.retired',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, annotation: annotationId }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), annotation: exampleId('4e') },
});
