import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId, annotationId, geometry } from './fields';

/** Another place or shape. */
export default defineEvent({
  type: 'annotation.geometry-set',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, annotation: annotationId, to: geometry, was: geometry }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), annotation: exampleId('4e'), to: { kind: 'box', x: 12, y: 20, width: 300, height: 120.25 }, was: { kind: 'box', x: 10.5, y: 20, width: 300, height: 120.25 } },
});
