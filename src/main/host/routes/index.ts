/** All routes by area. A request that nobody answers does not compile once the last area has landed. */
import type { AnswerOf, RequestName, RequestOf } from '../../../shared/contract/api';
import { FailureError } from '../../../shared/kernel/result';
import type { CallContext, Routes } from '../types';
import { appRoutes } from './app';
import { datasetRoutes } from './dataset';
import { exchangeRoutes } from './exchange';
import { historyRoutes } from './history';
import { journalRoutes } from './journal';
import { labelRoutes } from './labels';
import { mediaRoutes } from './media';
import { stateRoutes } from './state';

const routes: Routes = { ...appRoutes, ...datasetRoutes, ...mediaRoutes, ...exchangeRoutes, ...stateRoutes, ...journalRoutes, ...historyRoutes, ...labelRoutes };

/** The one that answers `name`. */
export function handlerOf<N extends RequestName>(name: N): (request: RequestOf<N>, call: CallContext) => Promise<AnswerOf<N>> {
  const handler = routes[name];
  if (!handler) throw new FailureError({ code: 'not-answered', message: `The host does not answer ${name} yet.`, details: { request: name } });
  return handler;
}
