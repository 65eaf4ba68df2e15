import { DATA_TYPES } from '../../domain/dataset';
import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { datasetId, name } from './fields';

/** A dataset of one data type. */
export default defineEvent({
  type: 'dataset.created',
  version: 1,
  body: z.strictObject({ dataset: datasetId, name, dataType: z.enum(DATA_TYPES), textMode: z.enum(['line', 'file']).nullable() }).refine((b) => (b.textMode !== null) === (b.dataType === 'text')),
  upcasts: [],
  blob: null,
  example: { dataset: exampleId('1b'), name: 'Harbour', dataType: 'image', textMode: null },
});
