import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId } from './fields';

/** A deleted dataset is back as it was, with the jobs that went with it. */
export default defineEvent({
  type: 'dataset.restored',
  version: 1,
  body: z.strictObject({ dataset: datasetId }),
  upcasts: [],
  blob: null,
  example: { dataset: exampleId('1b') },
});
