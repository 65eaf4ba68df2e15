import { expect, it } from 'vitest';
import { MEDIA_PROBLEMS, SAMPLE_STATUS, type MediaProblem, type SampleStatus } from '../../../shared/domain/dataset';
import { firstPicture } from './first-picture';

const columns = (...rows: readonly (readonly [SampleStatus, MediaProblem])[]) => ({
  count: rows.length,
  status: Uint8Array.from(rows, ([status]) => SAMPLE_STATUS.indexOf(status)),
  problem: Uint8Array.from(rows, ([, problem]) => MEDIA_PROBLEMS.indexOf(problem)),
});

it('is one that is in the dataset, is there and can be read', () => {
  expect(firstPicture(columns(['removed', 'none'], ['missing', 'none'], ['present', 'empty'], ['present', 'none'], ['present', 'none']))).toBe(3);
  expect(firstPicture(columns(['changed', 'none']))).toBe(0);
});
it('is none where there is none, and in room that is not taken yet', () => {
  expect(firstPicture(columns())).toBe(-1);
  expect(firstPicture(columns(['removed', 'none'], ['present', 'empty']))).toBe(-1);
  expect(firstPicture({ ...columns(['present', 'none']), count: 0 })).toBe(-1);
});
