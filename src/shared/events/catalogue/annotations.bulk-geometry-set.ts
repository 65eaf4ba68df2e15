import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { jobId, blobRef } from './fields';

/** The places of many annotations. */
export default defineEvent({
  type: 'annotations.bulk-geometry-set',
  version: 1,
  body: z.strictObject({ job: jobId, blob: blobRef }),
  upcasts: [],
  blob: 'geometries',
  example: { job: exampleId('2c'), blob: EXAMPLE_BLOB },
});
