export { createState, type StateOptions } from './service';
export type { FoldedState, LedgerView, StateService } from './types';
export { datasetDeleted, datasetIn, everyDataset, everyJob, jobDeleted, jobIn } from './catalog-view';
