import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { sampleId, jobId } from './fields';

const subject = { job: jobId, sample: sampleId };
const flag = z.enum(['none', 'flag', 'reject']);
const stars = z.int().min(0).max(5);

/** One mark of a sample. */
export default defineEvent({
  type: 'mark.set',
  version: 1,
  body: z.discriminatedUnion('field', [
    z.strictObject({ ...subject, field: z.literal('hard'), to: z.boolean(), was: z.boolean() }),
    z.strictObject({ ...subject, field: z.literal('flag'), to: flag, was: flag }),
    z.strictObject({ ...subject, field: z.literal('stars'), to: stars, was: stars }),
  ]),
  upcasts: [],
  blob: null,
  example: { job: exampleId('2c'), sample: exampleId('3d'), field: 'stars', to: 4, was: 0 },
});
