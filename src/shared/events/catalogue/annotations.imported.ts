import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { jobId, origin, blobRef } from './fields';

/** Many annotations at once: read from a label file, or pasted by a person. */
export default defineEvent({
  type: 'annotations.imported',
  version: 1,
  body: z.strictObject({ job: jobId, blob: blobRef, origin }),
  upcasts: [],
  blob: 'boxes',
  example: { job: exampleId('2c'), blob: EXAMPLE_BLOB, origin: 'import' },
});
