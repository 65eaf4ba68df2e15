export type { DatasetsOptions } from './context';
export { isIgnored, listFiles, type ListedFile, type ListOptions } from './list';
export { createDatasets } from './service';
export type { Datasets } from './types';
