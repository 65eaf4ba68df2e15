import { describe, expect, it } from 'vitest';
import { facts } from './fakes.testing';
import { FrameEvidence, type OpenPicture } from './frame-evidence';

/** Upside down: its size shows nothing, its boxes neither. */
const silent: OpenPicture = { path: 'silent.jpg', facts: facts(100, 50, 3), boxes: [{ x: 1, y: 1, width: 5, height: 5 }] };
/** Stored 100 x 50, stands 50 x 100; no size stated. The box fits only one of them. */
const onSide = (x: number, y: number): OpenPicture => ({ path: 'side.jpg', facts: facts(50, 100, 6), boxes: [{ x, y, width: 10, height: 10 }] });

describe('the frame of turned pictures', () => {
  it.each([
    ['fits', facts(50, 100, 6), 50, 100, 'upright'], ['fits turned', facts(50, 100, 6), 100, 50, 'stored'], ['mirrored', facts(50, 100, 2), 50, 100, 'unsure'], ['square', facts(50, 50, 6), 50, 50, 'unsure'],
    ['no size', facts(50, 100, 6), 0, 0, 'unsure'], ['neither', facts(50, 100, 6), 51, 100, 'foreign'], ['not turned', facts(50, 100), 50, 100, 'upright'], ['not turned, scaled', facts(50, 100), 25, 50, 'foreign'],
  ] as const)('by size: %s', (_, real, width, height, frame) => expect(new FrameEvidence().of(real, width, height)).toBe(frame));

  it('asks only about pictures with boxes that neither size nor boxes show', () => {
    const open = [silent, { ...silent, path: 'bare.jpg', boxes: [] }, onSide(80, 10), onSide(10, 10)];
    expect(new FrameEvidence().settle(open, null)).toEqual({
      frames: ['stored', 'stored', 'stored', 'stored'],
      question: { upright: 0, stored: 1, unclear: 2, examples: ['silent.jpg', 'side.jpg'], taken: 'stored', reason: 'others' },
    });
  });

  it('an answer decides for those only; what is shown stays as it is shown', () => {
    expect(new FrameEvidence().settle([silent, onSide(80, 10), onSide(10, 80)], 'upright')).toMatchObject({ frames: ['upright', 'stored', 'upright'], question: { upright: 1, stored: 1, unclear: 1, taken: 'upright', reason: 'answer' } });
    expect(new FrameEvidence().settle([silent], 'stored')).toMatchObject({ frames: ['stored'], question: { taken: 'stored', reason: 'answer' } });
  });

  it('sizes speak louder than boxes; where they disagree nothing speaks', () => {
    const sized = (...sizes: readonly (readonly [number, number])[]): FrameEvidence => {
      const evidence = new FrameEvidence();
      for (const [width, height] of sizes) evidence.of(facts(50, 100, 6), width, height);
      return evidence;
    };
    expect(sized([50, 100]).settle([silent, onSide(80, 10)], null)).toMatchObject({ frames: ['upright', 'stored'], question: { upright: 1, stored: 1, unclear: 1, taken: 'upright', reason: 'others' } });
    expect(sized([50, 100], [100, 50]).settle([silent], null)).toMatchObject({ frames: ['upright'], question: { taken: 'upright', reason: 'nothing' } });
    expect(sized().settle([silent], null)).toMatchObject({ frames: ['upright'], question: { unclear: 1, reason: 'nothing' } });
  });
});
