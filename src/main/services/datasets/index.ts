export type { DatasetsOptions } from './context';
export { listFiles, type ListedFile, type ListOptions } from './list';
export { createDatasets } from './service';
export type { Datasets } from './types';
