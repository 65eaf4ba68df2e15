import { boundsOfPoints, ellipseBounds, ringArea, rleBounds, rotatedBounds } from '../geometry/bounds';
import { rleArea } from '../geometry/rle-mask';
import { never } from '../kernel/result';
import type { Box, Shape } from './model';

/** Smallest upright box around a shape; null for one that has no extent on a picture. */
export function shapeBounds(shape: Shape): Box | null {
  switch (shape.kind) {
    case 'box': return { x: shape.x, y: shape.y, width: shape.width, height: shape.height };
    case 'rotated_box': return rotatedBounds(shape.cx, shape.cy, shape.width, shape.height, shape.angle);
    case 'polygon': return boundsOfPoints(shape.rings.length === 1 ? (shape.rings[0] ?? []) : shape.rings.flat());
    case 'polyline': case 'line': case 'dashed_line': case 'points': case 'cuboid': return boundsOfPoints(shape.points);
    case 'circle': return { x: shape.cx - shape.r, y: shape.cy - shape.r, width: 2 * shape.r, height: 2 * shape.r };
    case 'ellipse': return ellipseBounds(shape.cx, shape.cy, shape.rx, shape.ry, shape.angle);
    case 'point': return { x: shape.x, y: shape.y, width: 0, height: 0 };
    case 'keypoints': {
      const seen: number[] = [];
      for (let i = 0; i + 2 < shape.points.length; i += 3) if ((shape.points[i + 2] as number) > 0) seen.push(shape.points[i] as number, shape.points[i + 1] as number);
      return boundsOfPoints(seen);
    }
    case 'mask': return rleBounds(shape.counts, shape.height);
    case 'classification': case 'track': case 'audio_span': case 'transcript': case 'text_span': case 'relation': case 'caption': return null;
    default: return never(shape);
  }
}

/** Area in square pixels: of the mask or polygon, else of the box around the shape. */
export function shapeArea(shape: Shape, box: Box | null): number {
  if (shape.kind === 'mask') return rleArea(shape.counts);
  if (shape.kind === 'polygon') return shape.rings.reduce((sum, ring) => sum + ringArea(ring), 0);
  const around = box ?? shapeBounds(shape);
  return around ? Math.max(0, around.width) * Math.max(0, around.height) : 0;
}
