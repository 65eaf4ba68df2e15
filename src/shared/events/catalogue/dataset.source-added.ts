import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId, source } from './fields';

/** A folder that samples of the dataset are listed from. */
export default defineEvent({
  type: 'dataset.source-added',
  version: 1,
  body: z.strictObject({ dataset: datasetId, source }),
  upcasts: [],
  blob: null,
  example: { dataset: exampleId('1b'), source: { root: exampleId('0a'), path: 'day 1' } },
});
