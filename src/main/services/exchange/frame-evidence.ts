/**
 * Which frame the boxes of a turned picture (EXIF) are in. A label file seldom says; the sizes that it states show it for
 * pictures that stand on their side. For the others (mirrored, upside down, square, no size stated) the rest of the file
 * is the evidence: a tool writes all its pictures in one frame.
 */
import type { SampleFacts } from '../../../shared/domain/dataset';
import { storedSize, storedToUpright, swapsSides } from '../../../shared/geometry/exif-orientation';
import type { Box, Size } from '../../../shared/geometry/box';

/** 'unsure': only the whole file can tell. 'foreign': the stated size is neither. */
export type Frame = 'upright' | 'stored' | 'unsure' | 'foreign';

/** A pixel: tools round. */
const TOLERANCE = 1;

export class FrameEvidence {
  /** Turned pictures whose stated size is only that of this frame. */
  upright = 0;
  stored = 0;

  /** `width` and `height` as the file states them, 0 = not stated. */
  of(facts: SampleFacts, width: number, height: number): Frame {
    const { orientation } = facts;
    const stated = width > 0 && height > 0;
    const fits = (size: Size): boolean => size.width === width && size.height === height;
    if (orientation <= 1) return !stated || fits(facts) ? 'upright' : 'foreign';
    if (!stated) return 'unsure';
    const isUpright = fits(facts);
    const isStored = fits(storedSize(facts, orientation));
    if (!isUpright && !isStored) return 'foreign';
    if (isUpright && isStored) return 'unsure';
    if (isUpright) this.upright++;
    else this.stored++;
    return isUpright ? 'upright' : 'stored';
  }

  /** The frame of a picture that was unsure, from its boxes and then from the other pictures; null = nothing tells. */
  decide(facts: SampleFacts, boxes: readonly Box[]): 'upright' | 'stored' | null {
    if (swapsSides(facts.orientation)) {
      const inUpright = boxes.every((box) => inside(box, facts));
      const inStored = boxes.every((box) => inside(box, storedSize(facts, facts.orientation)));
      if (inUpright !== inStored) return inUpright ? 'upright' : 'stored';
    }
    if (this.stored > 0 && this.upright === 0) return 'stored';
    if (this.upright > 0 && this.stored === 0) return 'upright';
    return null;
  }
}

/** A box in the stored frame of a picture as it stands upright. */
export function turned(box: Box, facts: SampleFacts): Box {
  return storedToUpright(box, storedSize(facts, facts.orientation), facts.orientation);
}

function inside(box: Box, size: Size): boolean {
  return box.x >= -TOLERANCE && box.y >= -TOLERANCE && box.x + box.width <= size.width + TOLERANCE && box.y + box.height <= size.height + TOLERANCE;
}
