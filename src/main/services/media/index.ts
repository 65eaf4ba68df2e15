export { createMedia, type MediaOptions, type MediaService } from './service';
export type { Media, MediaRequest, MediaResponse } from './types';
export type { CacheFolder } from './cache';
export { LineIndexes, type IndexedFile } from './line-indexes';
export { locate } from './samples';
