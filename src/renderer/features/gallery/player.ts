/** One thing plays at a time in a window. */
import { create } from 'zustand';
import type { SampleId } from '../../../shared/kernel/ids';

export const usePlayer = create<{ readonly playing: SampleId | null }>(() => ({ playing: null }));

export function togglePlay(sample: SampleId): void {
  usePlayer.setState(({ playing }) => ({ playing: playing === sample ? null : sample }));
}

export function stopPlaying(): void {
  usePlayer.setState({ playing: null });
}
