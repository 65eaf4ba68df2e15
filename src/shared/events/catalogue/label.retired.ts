import { LABEL_DELETION_POLICIES } from '../../domain/label-set';
import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { labelSetId, labelId } from './fields';

/** A label nobody can use any more. What its deletion does to samples is said by events of the same command. */
export default defineEvent({
  type: 'label.retired',
  version: 1,
  body: z.strictObject({ labelSet: labelSetId, label: labelId, policy: z.enum(LABEL_DELETION_POLICIES) }),
  upcasts: [],
  blob: null,
  example: { labelSet: exampleId('7a'), label: exampleId('5f'), policy: 'label' },
});
