import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId } from './fields';

/** A dataset that was deleted, and with it its jobs. Its samples and labels stay, and so do the files. */
export default defineEvent({
  type: 'dataset.retired',
  version: 1,
  body: z.strictObject({ dataset: datasetId }),
  upcasts: [],
  blob: null,
  example: { dataset: exampleId('1b') },
});
