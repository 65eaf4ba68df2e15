/**
 * Schemas of every request, answer and push. A request of `api.ts` without a schema here, or with one of another
 * shape, does not compile.
 */
import type { PushName, Pushes, RequestName, Requests } from '../api';
import { app, workspaceInfo } from './app';
import { failure, type Exchange } from './common';
import { data, taskInfo } from './data';
import { historyPush, state, statePatch } from './state';
import { firstIssue as issueOf } from '../../kernel/zod';
import { z } from './zod';

type RequestSchemas = { readonly [N in RequestName]: Exchange<Requests[N][0], Requests[N][1]> };
type PushSchemas = { readonly [N in PushName]: z.ZodType<Pushes[N]> };

export const requestSchemas: RequestSchemas = { ...app, ...state, ...data };

export const pushSchemas: PushSchemas = {
  'state.patch': statePatch,
  'history': historyPush,
  'task': z.strictObject({ task: taskInfo }),
  'journal.trouble': z.strictObject({ failure: failure.nullable() }),
  'workspace.warnings': z.strictObject({ warnings: z.array(failure) }),
  'workspace.changed': z.strictObject({ workspace: workspaceInfo.nullable() }),
};

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requestSchemas, name);
}

export function isPushName(name: string): name is PushName {
  return Object.hasOwn(pushSchemas, name);
}

/** First thing that is wrong with a message: `drafts.0.type is not of the type string`. Never quotes the value. */
export function firstIssue(error: z.ZodError): string {
  return issueOf(error, 'message');
}
