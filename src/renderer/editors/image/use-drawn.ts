import { startTransition, useEffect, useRef, useState } from 'react';
import { afterFrame } from '../../session';

/**
 * The value as it was when the last frame was drawn: for what stands around the picture, so that a change is seen on the
 * picture before the panels are built for it. A deferred value alone may be built before that frame.
 */
export function useDrawn<T>(value: T): T {
  const [drawn, setDrawn] = useState(value);
  const latest = useRef(value);
  const waiting = useRef(false);
  useEffect(() => {
    latest.current = value;
    if (waiting.current) return;
    waiting.current = true;
    void afterFrame().then(() => {
      waiting.current = false;
      startTransition(() => setDrawn(() => latest.current));
    });
  }, [value]);
  return drawn;
}
