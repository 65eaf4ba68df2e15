import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { jobId, name } from './fields';

/** Another name for a job. */
export default defineEvent({
  type: 'job.renamed',
  version: 1,
  body: z.strictObject({ job: jobId, to: name, was: name }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), to: 'Ships', was: 'Boats' },
});
