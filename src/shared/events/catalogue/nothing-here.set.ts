import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId } from './fields';

/** A person says that there is nothing to mark on the sample (or takes that back). */
export default defineEvent({
  type: 'nothing-here.set',
  version: 1,
  body: z.strictObject({ job: jobId, sample: sampleId, to: z.boolean(), was: z.boolean() }),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), to: true, was: false },
});
