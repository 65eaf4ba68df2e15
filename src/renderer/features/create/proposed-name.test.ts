import { expect, it } from 'vitest';
import { proposedName } from './proposed-name';

it.each([
  [['quay/a.jpg', 'quay/march/b.jpg'], 'quay'],
  [['quay/a.jpg', 'quays/b.jpg'], 'Dropped files'],
  [['report.2026.csv'], 'report.2026'],
  [['.hidden'], '.hidden'],
  [['harbour-001.jpg', 'harbour-002.jpg'], 'harbour'],
  [['harbour 10.jpg', 'harbour 1.png'], 'harbour'],
  [['harbour.jpg', 'harbour-2.jpg'], 'harbour'],
  [['IMG_0001.jpg', 'IMG_0002.jpg'], 'IMG'],
  [['a1.jpg', 'a2.jpg'], 'Dropped files'],
  [['rain.wav', 'wind.wav'], 'Dropped files'],
  [['hafen😀.jpg', 'hafen😁.jpg'], 'hafen'],
  [['quay/a.jpg', 'b.jpg'], 'Dropped files'],
  [[], 'Dropped files'],
])('%j: %s', (paths, name) => {
  expect(proposedName(paths, 'Dropped files')).toBe(name);
});
