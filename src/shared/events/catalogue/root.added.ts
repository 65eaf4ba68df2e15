import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { rootId, name } from './fields';

/** A named place that samples are found in; where it lies is known per machine, never written here. */
export default defineEvent({
  type: 'root.added',
  version: 1,
  body: z.strictObject({ root: rootId, name }),
  upcasts: [],
  blob: null,
  example: { root: exampleId('0a'), name: 'photos' },
});
