/** Label files in and out of a workspace. */
import { previewExport, startExport } from './export';
import { foundLabels } from './found-labels';
import { previewImport, startImport } from './import';
import { datasetNamed, type ExchangeParts } from './job-parts';
import type { Exchange } from './types';

export type { ExchangeParts } from './job-parts';
export { createOut, removeUnfinished, type PendingOut } from './disk-out';
export { refuseOwnFolder } from './own-folders';
export { pictureSizes, type PictureSizes } from './picture-sizes';
export { openTree, type OpenedTree } from './disk-tree';

export function createExchange(parts: ExchangeParts): Exchange {
  return {
    foundLabels: async (dataset) => foundLabels(parts, datasetNamed(parts.state, dataset)),
    previewImport: (job, path, options) => previewImport(parts, job, path, options),
    startImport: (job, path, options) => startImport(parts, job, path, options),
    previewExport: async (job, options) => previewExport(parts, job, options),
    startExport: (job, options, folder) => startExport(parts, job, options, folder),
  };
}
