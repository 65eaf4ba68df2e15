/**
 * Which frame the boxes of a turned picture (EXIF) are in. A label file seldom says; the sizes that it states show it for
 * pictures that stand on their side. For the others (mirrored, upside down, square, no size stated) their boxes may show
 * it, else the person is asked; without an answer the rest of the file decides: a tool writes all its pictures in one frame.
 */
import type { FrameQuestion, PictureFrame } from '../../../shared/contract/api';
import type { SampleFacts } from '../../../shared/domain/dataset';
import { storedSize, storedToUpright, swapsSides } from '../../../shared/geometry/exif-orientation';
import type { Box, Size } from '../../../shared/geometry/box';

/** 'unsure': only the boxes or the whole file can tell. 'foreign': the stated size is neither. */
export type Frame = PictureFrame | 'unsure' | 'foreign';

/** A pixel: tools round. */
const TOLERANCE = 1;
const EXAMPLES = 5;

/** What the boxes and the rest of the file say about a picture that its size left open. */
export interface OpenPicture {
  readonly path: string;
  readonly facts: SampleFacts;
  readonly boxes: readonly Box[];
}

export class FrameEvidence {
  /** Turned pictures whose stated size is only that of this frame. */
  #upright = 0;
  #stored = 0;

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
    if (isUpright) this.#upright++;
    else this.#stored++;
    return isUpright ? 'upright' : 'stored';
  }

  /**
   * Call once, after the whole file: the frame of every picture that was unsure, in their order, and the question that is
   * left. `answer` is the person's for those that nothing shows. Pictures without boxes are no question.
   */
  settle(open: readonly OpenPicture[], answer: PictureFrame | null): { readonly frames: readonly PictureFrame[]; readonly question: FrameQuestion } {
    const shown = open.map(({ facts, boxes }) => byBoxes(facts, boxes));
    const upright = this.#upright + shown.filter((f) => f === 'upright').length;
    const stored = this.#stored + shown.filter((f) => f === 'stored').length;
    // Sizes are proof; boxes may fit by chance, so they speak for others only where no size does.
    const [u, s] = this.#upright + this.#stored > 0 ? [this.#upright, this.#stored] : [upright, stored];
    const others: PictureFrame | null = s > 0 && u === 0 ? 'stored' : u > 0 && s === 0 ? 'upright' : null;
    const taken = answer ?? others ?? 'upright';
    const unclear = open.filter(({ boxes }, i) => shown[i] === null && boxes.length > 0);
    return {
      frames: shown.map((frame) => frame ?? taken),
      question: { upright, stored, unclear: unclear.length, examples: unclear.slice(0, EXAMPLES).map((p) => p.path), taken, reason: answer !== null ? 'answer' : others !== null ? 'others' : 'nothing' },
    };
  }
}

/** The frame that the boxes fit into when they fit only one. */
function byBoxes(facts: SampleFacts, boxes: readonly Box[]): PictureFrame | null {
  if (!swapsSides(facts.orientation)) return null;
  const inUpright = boxes.every((box) => inside(box, facts));
  const inStored = boxes.every((box) => inside(box, storedSize(facts, facts.orientation)));
  return inUpright === inStored ? null : inUpright ? 'upright' : 'stored';
}

/** A box in the stored frame of a picture as it stands upright. */
export function turned(box: Box, facts: SampleFacts): Box {
  return storedToUpright(box, storedSize(facts, facts.orientation), facts.orientation);
}

function inside(box: Box, size: Size): boolean {
  return box.x >= -TOLERANCE && box.y >= -TOLERANCE && box.x + box.width <= size.width + TOLERANCE && box.y + box.height <= size.height + TOLERANCE;
}
