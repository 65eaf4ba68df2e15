/** All routes by area. A request that nobody answers does not compile. */
import type { AnswerOf, RequestName, RequestOf } from '../../../shared/contract/api';
import type { CallContext } from '../types';
import { appRoutes } from './app';
import { datasetRoutes } from './dataset';
import { exchangeRoutes } from './exchange';
import { historyRoutes } from './history';
import { journalRoutes } from './journal';
import { labelRoutes } from './labels';
import { mediaRoutes } from './media';
import { stateRoutes } from './state';
import { taskRoutes } from './tasks';

type Handler<N extends RequestName> = (request: RequestOf<N>, call: CallContext) => Promise<AnswerOf<N>>;
type Complete = { readonly [N in RequestName]: Handler<N> };

const routes: Complete = { ...appRoutes, ...datasetRoutes, ...mediaRoutes, ...exchangeRoutes, ...stateRoutes, ...journalRoutes, ...historyRoutes, ...labelRoutes, ...taskRoutes };

/** The one that answers `name`. */
export function handlerOf<N extends RequestName>(name: N): Handler<N> {
  return routes[name];
}
