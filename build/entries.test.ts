import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const dir = fileURLToPath(new URL('../src/main/processes/', import.meta.url));

/** The build makes a program of each of them, and e2e/built.e2e.ts starts each: a helper among them would end at once. */
it('everything in the folder of child processes itself is one that serves jobs', () => {
  const entries = readdirSync(dir).filter((name) => name.endsWith('.ts'));
  expect(entries).toEqual(['measure.ts', 'pictures.ts']);
  for (const name of entries) expect(readFileSync(`${dir}${name}`, 'utf8'), name).toMatch(/^serve\(/m);
});
