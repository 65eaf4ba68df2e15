/** Which dialogs are open, outermost first. Keys belong to the last one (see commands/). */
import { createContext } from 'react';

/** Number of the dialog that a component stands in; 0 = in none. */
export const OverlayContext = createContext(0);

let open: readonly number[] = [];
let next = 1;
const listeners = new Set<(open: readonly number[]) => void>();

export function newOverlay(): number {
  return next++;
}

/** Call when the dialog is shown; the answer takes it off again. */
export function showOverlay(id: number): () => void {
  change([...open, id]);
  return () => change(open.filter((o) => o !== id));
}

export function onOverlays(listener: (open: readonly number[]) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(to: readonly number[]): void {
  open = to;
  for (const listener of listeners) listener(open);
}
