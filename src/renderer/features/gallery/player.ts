/**
 * One thing plays at a time in a window, and in one place: a cell and the details may both show the sample that plays,
 * but one of them holds the element that sounds.
 */
import { create } from 'zustand';
import type { SampleId } from '../../../shared/kernel/ids';

interface Playing {
  readonly playing: SampleId | null;
  /** The place that plays it. */
  readonly place: string | null;
}

/** Where a sample can play; the lowest rank is taken when nobody says which. */
interface Place {
  readonly id: string;
  readonly rank: number;
}

const SILENCE: Playing = { playing: null, place: null };
export const usePlayer = create<Playing>(() => SILENCE);

const places = new Map<SampleId, readonly Place[]>();
/** How far the one that plays has come, in seconds: another place goes on there when its own is taken away. */
let reached = 0;

/**
 * A place that shows a sample and can play it, e.g. a cell. Returns what takes it away: what plays there goes on in
 * another place of the same sample, or ends when there is none.
 */
export function offerPlace(sample: SampleId, id: string, rank: number): () => void {
  places.set(sample, [...(places.get(sample) ?? []), { id, rank }]);
  return () => {
    const left = (places.get(sample) ?? []).filter((place) => place.id !== id);
    if (left.length > 0) places.set(sample, left);
    else places.delete(sample);
    if (usePlayer.getState().place === id) start(sample);
  };
}

/** Plays a sample, or stops it; in `place`, or in the best one that shows it. False when nothing shows it. */
export function togglePlay(sample: SampleId, place?: string): boolean {
  reached = 0;
  if (usePlayer.getState().playing === sample) {
    stopPlaying();
    return true;
  }
  return start(sample, place);
}

function start(sample: SampleId, wanted?: string): boolean {
  const [best] = [...(places.get(sample) ?? [])].sort((a, b) => a.rank - b.rank);
  const place = wanted ?? best?.id ?? null;
  usePlayer.setState(place === null ? SILENCE : { playing: sample, place });
  return place !== null;
}

export function stopPlaying(): void {
  usePlayer.setState(SILENCE);
}

/** These are other files now: one of them that plays ends, as what one hears is not in it. */
export function stopChanged(samples: readonly SampleId[]): void {
  const { playing } = usePlayer.getState();
  if (playing !== null && samples.includes(playing)) stopPlaying();
}

/** Tells how far the one that plays has come, in seconds. */
export function playedTo(seconds: number): void {
  reached = seconds;
}

/** Where a place that starts to play begins, in seconds. */
export function playFrom(): number {
  return reached;
}
