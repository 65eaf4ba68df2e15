import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { jobId, blobRef } from './fields';

/** The answers of many annotations to the questions of their labels. */
export default defineEvent({
  type: 'annotations.bulk-attributes-set',
  version: 1,
  body: z.strictObject({ job: jobId, blob: blobRef }),
  upcasts: [],
  blob: 'answers',
  example: { job: exampleId('2c'), blob: EXAMPLE_BLOB },
});
