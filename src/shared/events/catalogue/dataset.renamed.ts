import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId, name } from './fields';

/** Another name for a dataset. */
export default defineEvent({
  type: 'dataset.renamed',
  version: 1,
  body: z.strictObject({ dataset: datasetId, to: name, was: name }),
  upcasts: [],
  blob: null,
  example: { dataset: exampleId('1b'), to: 'Harbour 2026', was: 'Harbour' },
});
