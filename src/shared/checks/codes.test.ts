import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nearestCode, PROBLEM_CODES } from './codes';

const SHARED = fileURLToPath(new URL('../', import.meta.url));
/** How codes are told in the source: `tell.error('code'`, `['code', \`words\`]`, `failure('code'`, `code: 'code'`. */
const TOLD = /(?:\.(?:error|warning|info)\(|once\('\w+', |\[(?:'(?:error|warning|info)', )?|refuse\(|failure\(|code: |#tell\('\w+', |#object\([^,\n]*, |\? |: )'([a-z]+(?:-[a-z]+)+)'(?=, [`'"a-z]|\s*:|, message)/g;

function sources(folder: string): string[] {
  return readdirSync(join(SHARED, folder), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.includes('.test')).map((f) => readFileSync(join(SHARED, folder, f), 'utf8'));
}

describe('the list of codes', () => {
  it('has every code that readers and checks tell, once', () => {
    const told = new Set([...sources('formats'), ...sources('checks').filter((text) => !text.includes('PROBLEM_CODES'))].flatMap((text) => [...text.matchAll(TOLD)].map((m) => m[1] ?? '')));
    // Writing has its own failures, and a name of a format or a folder is no code.
    for (const other of ['file-exists', 'modelarts-manifest', 'pascal-voc']) told.delete(other);
    expect(told.size).toBeGreaterThan(60);
    expect([...told].filter((code) => !PROBLEM_CODES.includes(code))).toEqual([]);
    expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
  });

  it.each([['unknwon-category', 'unknown-category'], ['Zero_Size', 'zero-size'], ['missing-medias', 'missing-media'], ['negative-sizes', 'negative-size']])('%s is most likely %s', (text, code) => {
    expect(nearestCode(text)).toBe(code);
  });
});
