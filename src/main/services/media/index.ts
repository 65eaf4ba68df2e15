export { createMedia, type MediaOptions } from './service';
export type { Media, MediaRequest, MediaResponse } from './types';
