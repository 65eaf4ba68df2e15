import type { FormatDescriptor } from '../format';

export const descriptor: FormatDescriptor = {
  id: 'coco',
  name: 'COCO instances',
  reads: true,
  writes: true,
  dataTypes: ['image'],
  kinds: ['box', 'polygon', 'mask', 'keypoints', 'caption'],
  writesKinds: ['box', 'polygon', 'mask', 'keypoints'],
  listsLabels: true,
  losses: [
    'classes of whole pictures',
    'lines, circles, ellipses, points and rotated boxes become their bounding box',
    'captions',
    'sound, text and video',
  ],
  fileExtension: 'json',
};
