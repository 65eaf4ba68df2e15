import { area, intersection, type Box } from './box';

/** Intersection over union of two boxes, 0…1 (Jaccard index of their areas). */
export function iou(a: Box, b: Box): number {
  const common = intersection(a, b);
  if (common === null) return 0;
  const shared = area(common);
  return shared / (area(a) + area(b) - shared);
}
