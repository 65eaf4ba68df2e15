/** Is everything on the disk? Shown in the bar of the application and nowhere else. */
import { create } from 'zustand';
import type { Failure } from '../../shared/kernel/result';

export interface SavedState {
  /** Commits that were sent and not answered yet. */
  readonly pending: number;
  /** Why the last one could not be written; the changes are kept. */
  readonly failure: Failure | null;
  /** Why the host cannot write at the moment; it keeps what it was given and goes on trying. */
  readonly trouble: Failure | null;
  /** Something was saved since the window was opened: there is something to say. */
  readonly any: boolean;
}

export const useSaved = create<SavedState>(() => ({ pending: 0, failure: null, trouble: null, any: false }));

/** Wraps a commit: "Saving" until it is answered, "Saved" when it is on the disk, the reason when it is not. */
export async function whileSaving<T>(commit: Promise<T>, failureOf: (error: unknown) => Failure): Promise<T> {
  useSaved.setState((s) => ({ pending: s.pending + 1, any: true }));
  try {
    const answer = await commit;
    useSaved.setState((s) => ({ pending: s.pending - 1, failure: null }));
    return answer;
  } catch (error) {
    useSaved.setState((s) => ({ pending: s.pending - 1, failure: failureOf(error) }));
    throw error;
  }
}

/** The host tells that writing stopped working (null: works again). */
export function setTrouble(trouble: Failure | null): void {
  const { trouble: before } = useSaved.getState();
  if (before !== trouble) useSaved.setState(trouble ? { trouble, any: true } : { trouble });
}
