import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, annotationId } from './fields';

/** A retired annotation is back. */
export default defineEvent({
  type: 'annotation.restored',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, annotation: annotationId }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), annotation: exampleId('4e') },
});
