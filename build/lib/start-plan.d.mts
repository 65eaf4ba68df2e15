export const TRY_AGAIN_MS: number;
export const NO_RUNTIME: string;
export function absoluteWorkspace(argv: readonly string[], here: string): string[];
export interface Found {
  readonly display: boolean;
  readonly shellBuilt: boolean;
  readonly onDisk: string | null;
  readonly mayFetch: boolean;
  readonly failedAt: number | null;
  readonly now: number;
}
export type Way = { readonly way: 'electron'; readonly path: string } | { readonly way: 'fetch' } | { readonly way: 'browser'; readonly say: string };
export function wayToShow(argv: readonly string[], found: Found): Way;
export function abandoned(firstParent: number, parent: number): boolean;
export function outlivesHangup(stdinIsTerminal: boolean | undefined, stdoutIsTerminal: boolean | undefined): boolean;
export const SHOWN_MS: number;
export const NO_WINDOW: string;
export function showedNothing(end: { readonly code: number | null; readonly signal: string | null; readonly ranMs: number; readonly asked: boolean }): boolean;
