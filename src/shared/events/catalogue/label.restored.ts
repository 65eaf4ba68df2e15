import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { labelSetId, labelId } from './fields';

/** A retired label lives again, at its old place. */
export default defineEvent({
  type: 'label.restored',
  version: 1,
  body: z.strictObject({ labelSet: labelSetId, label: labelId }),
  upcasts: [],
  blob: null,
  example: { labelSet: exampleId('7a'), label: exampleId('5f') },
});
