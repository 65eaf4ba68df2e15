export type { DatasetsOptions } from './context';
export { createDatasets } from './service';
export type { Datasets } from './types';
