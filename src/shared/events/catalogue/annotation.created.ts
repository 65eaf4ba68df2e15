import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, labelId, annotationId, attributeValues, geometry, origin } from './fields';

/** An object marked on a sample. */
export default defineEvent({
  type: 'annotation.created',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, annotation: annotationId, label: labelId, geometry, attributes: attributeValues, origin }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), annotation: exampleId('4e'), label: exampleId('5f'), geometry: { kind: 'box', x: 10.5, y: 20, width: 300, height: 120.25 }, attributes: {}, origin: 'person' },
});
