import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { datasetId, blobRef } from './fields';

/** What measuring found: content hash and facts. */
export default defineEvent({
  type: 'samples.measured',
  version: 1,
  body: z.strictObject({ dataset: datasetId, blob: blobRef }),
  upcasts: [],
  blob: 'facts',
  example: { dataset: exampleId('1b'), blob: EXAMPLE_BLOB },
});
