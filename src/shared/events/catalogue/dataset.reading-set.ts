import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId, textReading } from './fields';

/** How the text files of a dataset are read: their encoding, and which first rows are no samples. */
export default defineEvent({
  type: 'dataset.reading-set',
  version: 1,
  body: z.strictObject({ dataset: datasetId, to: textReading, was: textReading }),
  upcasts: [],
  blob: null,
  example: { dataset: exampleId('1b'), to: { header: 'likely', encoding: 'gb18030' }, was: { header: 'none', encoding: null } },
});
