/**
 * Geometry on pictures. Unit: pixels of the upright original in the corner frame (the first pixel spans 0…1),
 * floats, y downwards.
 */
export interface BoxGeometry {
  readonly kind: 'box';
  readonly x: number;
  readonly y: number;
  /** Greater than 0. */
  readonly width: number;
  readonly height: number;
}

/** Other kinds are added by their own issues: polygon, mask, keypoints … */
export type ImageGeometry = BoxGeometry;
