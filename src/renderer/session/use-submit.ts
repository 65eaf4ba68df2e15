import { useState } from 'react';
import { failureText } from '../ui';
import { failureOf } from './client';

export interface Submit {
  /** It is being done; it is not begun a second time. Stays true when it succeeded: what asked for it goes away. */
  readonly busy: boolean;
  /** Why it failed, in words; null when it did not. */
  readonly trouble: string | null;
  /** What was wrong may be right now: somebody changed what was asked for. */
  clear(): void;
  submit(work: () => Promise<void>): void;
}

/** What a dialog does when it is confirmed: once at a time, and again after it failed. */
export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  return {
    busy,
    trouble,
    clear: () => setTrouble(null),
    submit(work) {
      if (busy) return;
      setBusy(true);
      setTrouble(null);
      work().catch((error: unknown) => {
        setTrouble(failureText(failureOf(error)));
        setBusy(false);
      });
    },
  };
}
