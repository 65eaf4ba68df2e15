import { expect, it } from 'vitest';
import { formatDuration } from '../../../shared/messages';
import { timeLeft } from './time-left';

it('says what is left as finely as an estimate is', () => {
  const said = (left: number, pace: number): string => formatDuration(timeLeft(left, pace)).replaceAll('\u00a0', ' ');
  expect(said(1486, 96)).toBe('15 h 29 min');
  expect(said(10, 3600)).toBe('10 s');
  expect(said(500, 7200)).toBe('4 min');
  expect(said(1, 7200)).toBe('1 s');
});
