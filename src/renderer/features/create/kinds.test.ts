import { expect, it } from 'vitest';
import { countKinds, describeCounts, likelyType } from './kinds';

const counts = (over: Partial<ReturnType<typeof countKinds>>) => ({ image: 0, audio: 0, text: 0, video: 0, ...over });

it('guesses the kind there is most of; labels and captions beside pictures do not make them texts', () => {
  expect(likelyType(counts({}))).toBe('image');
  expect(likelyType(counts({ audio: 3, image: 2 }))).toBe('audio');
  expect(likelyType(counts({ image: 1000, text: 1001 }))).toBe('image');
  expect(likelyType(counts({ image: 1, text: 40 }))).toBe('text');
  expect(likelyType(counts({ text: 1 }))).toBe('text');
  expect(likelyType(counts({ video: 2, text: 3 }))).toBe('video');
});

it('counts names as the host lists them', () => {
  const names = ['a.JPG', 'b.jfif', 'c.opus', 'd.m4v', '.txt', 'e.json', 'f'];
  expect(countKinds(names)).toEqual(counts({ image: 2, audio: 1, video: 1 }));
  expect(describeCounts(countKinds(names))).toBe('2 pictures, 1 sound, 1 video');
  expect(describeCounts(counts({}))).toBeNull();
});
