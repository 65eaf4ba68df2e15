import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { datasetId, blobRef } from './fields';

/** Files that were moved or renamed; their content is the same. */
export default defineEvent({
  type: 'samples.relinked',
  version: 1,
  body: z.strictObject({ dataset: datasetId, blob: blobRef }),
  upcasts: [],
  blob: 'relinks',
  example: { dataset: exampleId('1b'), blob: EXAMPLE_BLOB },
});
