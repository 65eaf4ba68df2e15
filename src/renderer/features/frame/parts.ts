/** Parts of the program that the window fetches by itself: screens and dialogs. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { windowClock } from '../../client';

type Load = () => Promise<unknown>;

/** After this long (ms) a window has shown what it was opened for. */
const QUIET = 3000;
const loads: Load[] = [];

/** A component that is fetched when it is first shown, or before, when the window has nothing else to do. */
export function part<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  loads.push(load);
  return lazy(async () => ({ default: await load() }));
}

/** Fetches all parts, one at a time, in idle moments: a window whose host is gone for a while can open all of them. Answers with the way to stop. */
export function fetchParts(): () => void {
  let stopped = false;
  const idle = (): Promise<void> => new Promise((resolve) => requestIdleCallback(() => resolve()));
  const stop = windowClock.after(QUIET, () => {
    void (async () => {
      for (const load of loads) {
        await idle();
        if (stopped) return;
        // The host is gone: whoever needs the rest asks for it, and says what is wrong.
        if (!(await load().then(() => true, () => false))) return;
      }
    })();
  });
  return () => {
    stopped = true;
    stop();
  };
}
