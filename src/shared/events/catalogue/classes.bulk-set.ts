import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { jobId, blobRef } from './fields';

/** Classification: the labels of many samples. */
export default defineEvent({
  type: 'classes.bulk-set',
  version: 1,
  body: z.strictObject({ job: jobId, blob: blobRef }),
  upcasts: [],
  blob: 'classes',
  example: { job: exampleId('2c'), blob: EXAMPLE_BLOB },
});
