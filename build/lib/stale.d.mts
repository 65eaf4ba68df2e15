export function hashOf(dir: string, paths: readonly string[]): string;
export function isFresh(dir: string, hash: string, stamp: string, out: readonly string[]): boolean;
