import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { EXAMPLE_BLOB, exampleId } from './examples';
import { rootId, datasetId, blobRef } from './fields';

/** Samples listed for the first time. One root for the whole blob. */
export default defineEvent({
  type: 'samples.added',
  version: 1,
  body: z.strictObject({ dataset: datasetId, root: rootId, blob: blobRef }),
  upcasts: [],
  blob: 'samples',
  example: { dataset: exampleId('1b'), root: exampleId('0a'), blob: EXAMPLE_BLOB },
});
