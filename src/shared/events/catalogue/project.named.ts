import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { name, nameBefore } from './fields';

/** The name people see for the workspace. */
export default defineEvent({
  type: 'project.named',
  version: 1,
  body: z.strictObject({ name, was: nameBefore }),
  upcasts: [],
  blob: null,
  example: { name: 'Harbour', was: '' },
});
