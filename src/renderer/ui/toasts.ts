/** Short notes in the bar of the application, with something to do about it (mostly Undo). */
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'ok' | 'warn' | 'bad';
  readonly action: { readonly label: string; readonly keys?: string | null; readonly run: () => void } | null;
  /** ms until it goes by itself; it waits while the pointer is on it. 0 = stays. */
  readonly lasts: number;
  /** A person closed it, or did what it offers. Not called when it goes by itself or makes room for others. */
  readonly onClosed: (() => void) | null;
}

let next = 1;
export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/**
 * Shows a note. It takes the place of one that only told how something went; warnings, failures and what waits for an
 * answer stay beside it, at most three in all. Failures stay until they are closed. Answers how to take it away.
 */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): () => void {
  const tone = options.tone ?? 'neutral';
  const entry: Toast = { id: next++, text, tone, action: options.action ?? null, lasts: options.lasts ?? (tone === 'bad' ? 0 : 6000), onClosed: options.onClosed ?? null };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.filter((other) => other.text !== text && outlives(other)), entry].slice(-3) }));
  return () => dismissToast(entry.id);
}

const outlives = ({ tone, lasts }: Toast): boolean => lasts === 0 || tone === 'warn' || tone === 'bad';

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));
}
