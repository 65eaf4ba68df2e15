import { useCallback, useEffect, useRef, useState } from 'react';

/** ms without another jump until it is at rest. */
const REST = 120;

/**
 * Whether somebody flies through the samples, as with the bar of a long gallery: jumps after which most
 * cells are others, in quick succession. A single jump is none. Answers the state, and what to call per jump.
 */
export function useFlight(): readonly [flying: boolean, jumped: () => void] {
  const [flying, setFlying] = useState(false);
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);
  const jumped = useCallback(() => {
    if (rest.current !== null) {
      clearTimeout(rest.current);
      setFlying(true);
    }
    rest.current = setTimeout(() => {
      rest.current = null;
      setFlying(false);
    }, REST);
  }, []);
  useEffect(() => () => {
    if (rest.current !== null) clearTimeout(rest.current);
  }, []);
  return [flying, jumped];
}
