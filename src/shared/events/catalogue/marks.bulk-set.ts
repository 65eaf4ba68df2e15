import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { jobId, blobRef } from './fields';

/** One mark of many samples. Values are those of `blobs/marks.ts`. */
export default defineEvent({
  type: 'marks.bulk-set',
  version: 1,
  body: z.strictObject({ job: jobId, blob: blobRef }),
  upcasts: [],
  blob: 'marks',
  example: { job: exampleId('2c'), blob: EXAMPLE_BLOB },
});
