/** The gallery, for the pages that show one. */
export { GalleryProvider, useGallery, useGalleryState, useMakeGallery, type Gallery } from './context';
export { GalleryView } from './GalleryView';
export { sampleAt, sampleIdAt } from './sample-view';
