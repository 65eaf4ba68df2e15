import type { AnnotationId, LabelId } from '../../kernel/ids';
import type { AttributeValues } from '../label-set';
import type { ImageGeometry } from './image';

export type Geometry = ImageGeometry;

/** Who said it. */
export const ANNOTATION_ORIGINS = ['person', 'import', 'model'] as const;
export type AnnotationOrigin = (typeof ANNOTATION_ORIGINS)[number];

/** An object somebody marked on a sample in a job: target (geometry) and assertion (label, attributes). */
export interface Annotation {
  readonly id: AnnotationId;
  readonly label: LabelId;
  readonly geometry: Geometry;
  readonly attributes: AttributeValues;
  readonly origin: AnnotationOrigin;
  /** Taken away; kept so that undo brings it back at its old place in the order. */
  readonly retired: boolean;
}
