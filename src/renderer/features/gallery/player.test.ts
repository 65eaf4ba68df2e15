import { afterEach, describe, expect, it } from 'vitest';
import type { SampleId } from '../../../shared/kernel/ids';
import { offerPlace, playFrom, playedTo, stopChanged, stopPlaying, togglePlay, usePlayer } from './player';

const BIRD = 'bird' as SampleId;
const CAR = 'car' as SampleId;
const offered: (() => void)[] = [];
const offer = (sample: SampleId, id: string, rank: number): (() => void) => {
  const take = offerPlace(sample, id, rank);
  offered.push(take);
  return take;
};

afterEach(() => {
  stopPlaying();
  offered.splice(0).forEach((take) => take());
});

describe('the player of a window', () => {
  it('plays a sample in one place, however many show it', () => {
    offer(BIRD, 'details', 1);
    offer(BIRD, 'cell', 0);
    expect(togglePlay(BIRD)).toBe(true);
    expect(usePlayer.getState()).toEqual({ playing: BIRD, place: 'cell' });
    togglePlay(BIRD);
    expect(usePlayer.getState()).toEqual({ playing: null, place: null });
  });

  it('plays where its button was pressed', () => {
    offer(BIRD, 'cell', 0);
    offer(BIRD, 'details', 1);
    togglePlay(BIRD, 'details');
    expect(usePlayer.getState().place).toBe('details');
  });

  it('goes on in another place when its own is taken away, from where it had come', () => {
    const scrolledAway = offer(BIRD, 'cell', 0);
    offer(BIRD, 'details', 1);
    togglePlay(BIRD);
    playedTo(2.5);
    scrolledAway();
    expect(usePlayer.getState()).toEqual({ playing: BIRD, place: 'details' });
    expect(playFrom()).toBe(2.5);
  });

  it('ends with the last place that shows it', () => {
    const gone = offer(BIRD, 'cell', 0);
    togglePlay(BIRD);
    gone();
    expect(usePlayer.getState()).toEqual({ playing: null, place: null });
  });

  it('begins another sample at its start, and a place of the one before does not end it', () => {
    const gone = offer(BIRD, 'cell', 0);
    offer(CAR, 'next cell', 0);
    togglePlay(BIRD);
    playedTo(3);
    togglePlay(CAR);
    expect(playFrom()).toBe(0);
    gone();
    expect(usePlayer.getState()).toEqual({ playing: CAR, place: 'next cell' });
  });

  it('ends when its file is another one, and not when others are', () => {
    offer(BIRD, 'cell', 0);
    togglePlay(BIRD);
    stopChanged([CAR]);
    expect(usePlayer.getState().playing).toBe(BIRD);
    stopChanged([CAR, BIRD]);
    expect(usePlayer.getState()).toEqual({ playing: null, place: null });
    stopChanged([BIRD]);
    expect(usePlayer.getState().playing).toBeNull();
  });

  it('says when nothing shows what should play', () => {
    expect(togglePlay(BIRD)).toBe(false);
    expect(usePlayer.getState().playing).toBeNull();
  });
});
