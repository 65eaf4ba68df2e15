import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, annotationId, attributeValues } from './fields';

/** Other answers to the questions of the label. */
export default defineEvent({
  type: 'annotation.attributes-set',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, annotation: annotationId, to: attributeValues, was: attributeValues }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), annotation: exampleId('4e'), to: { [exampleId('8b')]: 'ketch' }, was: {} },
});
