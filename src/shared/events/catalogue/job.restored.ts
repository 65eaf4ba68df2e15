import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { jobId } from './fields';

/** A deleted job is back, as it was. */
export default defineEvent({
  type: 'job.restored',
  version: 1,
  body: z.strictObject({ job: jobId }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c') },
});
