export type Chromium = { readonly path: string } | { readonly path: null; readonly why: string };
export function getChromium(): Chromium;
export function findChromium(): string | null;
