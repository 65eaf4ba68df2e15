import { z } from '../../kernel/zod';
import { defineEvent } from './define';
import { exampleId } from './examples';
import { commandId, historyId } from './fields';

/** Nothing of a command could be taken back (or brought back) any more: it leaves the history, for good. */
export default defineEvent({
  type: 'history.passed-over',
  version: 1,
  body: z.strictObject({ of: historyId, command: commandId, direction: z.enum(['undo', 'redo']) }),
  upcasts: [],
  blob: null,
  example: { of: exampleId('2c'), command: exampleId('5d'), direction: 'undo' },
});
