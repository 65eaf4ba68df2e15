import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { datasetId, blobRef } from './fields';

/** How samples stand against their files: present, missing, changed, removed. */
export default defineEvent({
  type: 'samples.status-set',
  version: 1,
  body: z.strictObject({ dataset: datasetId, blob: blobRef }),
  upcasts: [],
  blob: 'status',
  example: { dataset: exampleId('1b'), blob: EXAMPLE_BLOB },
});
