/** Parts of the program that the window fetches by itself: screens and dialogs. */
import { createElement, lazy, useState, type ComponentType, type LazyExoticComponent } from 'react';
import { windowClock } from '../../client';

/** After this long (ms) a window has shown what it was opened for. */
const QUIET = 3000;

interface Part {
  readonly load: () => Promise<unknown>;
  /** What React keeps of a failure is thrown away: the part is fetched again when it is shown again. */
  again(): void;
}
const parts: Part[] = [];

/**
 * A component that is fetched when it is first shown, or before, when the window has nothing else to do. What has been
 * fetched is shown at once: React would show that it is waited for, and leave that standing for a third of a second.
 */
export function part<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let there: ComponentType<Props> | null = null;
  let failed = false;
  const fetched = async (): Promise<ComponentType<Props>> => {
    try {
      return (there = await load());
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  const make = (): LazyExoticComponent<ComponentType<Props>> => lazy(async () => ({ default: await fetched() }));
  let now = make();
  parts.push({
    load: fetched,
    again() {
      if (failed) now = make();
      failed = false;
    },
  });
  return function Part(props) {
    // As long as it stands it is the same one: another would begin anew.
    const [shown] = useState(() => (there ?? now) as ComponentType<Props>);
    return createElement(shown, props);
  };
}

/** Parts that could not be fetched are asked for again when they are shown next. */
export function retryParts(): void {
  for (const one of parts) one.again();
}

/** Fetches all parts, one at a time, in idle moments: a window whose host is gone for a while can open all of them. Answers with the way to stop. */
export function fetchParts(): () => void {
  let stopped = false;
  const idle = (): Promise<void> => new Promise((resolve) => requestIdleCallback(() => resolve()));
  const stop = windowClock.after(QUIET, () => {
    void (async () => {
      for (const { load } of parts) {
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
