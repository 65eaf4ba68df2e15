/** Short notes at the bottom of the window, with something to do about it (mostly Undo). */
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'neutral' | 'ok' | 'warn' | 'bad';
  readonly action: { readonly label: string; readonly keys?: string | null; readonly run: () => void } | null;
  /** ms until it goes by itself; it waits while the pointer is on it. 0 = stays. */
  readonly lasts: number;
}

let next = 1;
export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

/** Shows a note; at most three at a time. Failures stay until they are closed. Answers how to take it away. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): () => void {
  const tone = options.tone ?? 'neutral';
  const entry: Toast = { id: next++, text, tone, action: options.action ?? null, lasts: options.lasts ?? (tone === 'bad' ? 0 : 6000) };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.filter((other) => other.text !== text), entry].slice(-3) }));
  return () => dismissToast(entry.id);
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));
}
