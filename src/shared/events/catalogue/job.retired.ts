import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { jobId } from './fields';

/** A job that was deleted: nobody can work in it any more. What was labeled stays, and so do the files. */
export default defineEvent({
  type: 'job.retired',
  version: 1,
  body: z.strictObject({ job: jobId }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c') },
});
