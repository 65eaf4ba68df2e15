import type { FormatDescriptor } from '../format';

export const descriptor: FormatDescriptor = {
  id: 'modelarts-manifest',
  name: 'ModelArts manifest',
  reads: true,
  writes: true,
  dataTypes: ['image', 'audio', 'text', 'video'],
  kinds: ['classification', 'box', 'polygon', 'polyline', 'line', 'dashed_line', 'circle', 'point', 'audio_span', 'transcript', 'text_span', 'relation'],
  writesKinds: ['classification', 'box', 'polygon', 'polyline', 'line', 'dashed_line', 'circle', 'point', 'audio_span', 'transcript', 'text_span', 'relation'],
  listsLabels: false,
  losses: [
    'labels without objects',
    'classes of whole clips have no type of their own and are written as a property',
    'masks, keypoints, ellipses and rotated boxes become their bounding box',
    'captions, cuboids and tracks',
    'parts of a polygon after the first',
  ],
  fileExtension: 'manifest',
};
