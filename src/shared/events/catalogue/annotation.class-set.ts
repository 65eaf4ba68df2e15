import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, labelId, annotationId } from './fields';

/** Another label. */
export default defineEvent({
  type: 'annotation.class-set',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, annotation: annotationId, to: labelId, was: labelId }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), annotation: exampleId('4e'), to: exampleId('6f'), was: exampleId('5f') },
});
