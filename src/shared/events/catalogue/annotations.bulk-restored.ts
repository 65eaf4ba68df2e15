import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { jobId, blobRef } from './fields';

/** Many annotations back. */
export default defineEvent({
  type: 'annotations.bulk-restored',
  version: 1,
  body: z.strictObject({ job: jobId, blob: blobRef }),
  upcasts: [],
  blob: 'annotations',
  example: { job: exampleId('2c'), blob: EXAMPLE_BLOB },
});
