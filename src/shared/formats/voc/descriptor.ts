import type { FormatDescriptor } from '../format';

export const descriptor: FormatDescriptor = {
  id: 'voc',
  name: 'Pascal VOC',
  reads: true,
  writes: true,
  dataTypes: ['image'],
  kinds: ['box', 'rotated_box', 'polygon', 'polyline', 'line', 'dashed_line', 'circle', 'point'],
  writesKinds: ['box'],
  listsLabels: false,
  losses: [
    'labels without objects',
    'classes of whole pictures',
    'polygons, masks, keypoints, lines and circles become their bounding box',
    'the crowd flag',
    'sound, text and video',
  ],
  fileExtension: null,
};
