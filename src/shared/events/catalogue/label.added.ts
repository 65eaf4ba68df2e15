import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { labelSetId, labelId, name, color, shortcut, attributes } from './fields';

/** A label at the end of a label set. */
export default defineEvent({
  type: 'label.added',
  version: 1,
  body: z.strictObject({ labelSet: labelSetId, label: labelId, name, color, shortcut: shortcut.nullable(), attributes }),
  upcasts: [],
  blob: null,
  example: { labelSet: exampleId('7a'), label: exampleId('5f'), name: 'boat', color: 3, shortcut: '1', attributes: [{ id: exampleId('8b'), kind: 'select', name: 'rig', values: ['sloop', 'ketch'] }] },
});
