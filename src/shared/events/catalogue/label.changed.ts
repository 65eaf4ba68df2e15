import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { labelSetId, labelId, name, color, shortcut, attributes } from './fields';

const subject = { labelSet: labelSetId, label: labelId };

/** One field of a label. */
export default defineEvent({
  type: 'label.changed',
  version: 1,
  body: z.discriminatedUnion('field', [
    z.strictObject({ ...subject, field: z.literal('name'), to: name, was: name }),
    z.strictObject({ ...subject, field: z.literal('color'), to: color, was: color }),
    z.strictObject({ ...subject, field: z.literal('shortcut'), to: shortcut.nullable(), was: shortcut.nullable() }),
    z.strictObject({ ...subject, field: z.literal('attributes'), to: attributes, was: attributes }),
  ]),
  upcasts: [],
  blob: null,
  example: { labelSet: exampleId('7a'), label: exampleId('5f'), field: 'name', to: 'ship', was: 'boat' },
});
