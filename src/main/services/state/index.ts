export { createState, type StateOptions } from './service';
export type { FoldedState, LedgerView, StateService } from './types';
