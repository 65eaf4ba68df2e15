import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether this is a program for those who work on it: it runs beside its sources, which no package holds. `asked` is
 * LABELWRIGHT_DEV: 0 says no, anything else says yes.
 */
export function isDevelopment(asked: string | undefined, distDir: string): boolean {
  if (asked !== undefined && asked !== '') return asked !== '0';
  return existsSync(join(distDir, '../src'));
}
