/** Types are checked file by file, each in the environment that it belongs to; no file falls between them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { diagnose, programOf, unclaimed } from './lib/programs.mjs';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'labelwright-programs-'));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  };
  const settings = (lib: string[], include: string): string => JSON.stringify({ compilerOptions: { target: 'ES2023', module: 'ESNext', moduleResolution: 'bundler', strict: true, noEmit: true, types: [], lib }, include: [include] });
  put('tsconfig/pure.json', settings(['ES2023'], '../pure/**/*.ts'));
  put('tsconfig/page.json', settings(['ES2023', 'DOM'], '../page/**/*.ts'));
  put('tsconfig/odd.json', settings(['ES1066'], '../page/**/*.ts'));
  put('tsconfig/empty.json', settings(['ES2023'], '../nothing/**/*.ts'));
  put('pure/half.ts', "export const half: number = 'half';\n");
  put('pure/title.ts', 'export const title = (): string => document.title;\n');
  put('page/use.ts', "import { half } from '../pure/half';\nexport const words: string = half;\nexport const title = document.title;\n");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const told = (project: string): readonly string[] => diagnose(programOf(dir, project)).map((one) => `${one.file?.fileName.slice(dir.length + 1) ?? '-'} ${one.code}`);

test('a file is judged by what its own environment has, and only there', () => {
  expect(told('pure')).toEqual(['pure/half.ts 2322', 'pure/title.ts 2584']);
  // What it imports keeps its types; the mistake of another environment is not told a second time.
  expect(told('page')).toEqual(['page/use.ts 2322']);
});

test('settings that mean nothing are told, an environment without files is none', () => {
  expect(told('odd')).not.toEqual([]);
  expect(told('gone')).not.toEqual([]);
  expect(told('empty')).toEqual([]);
});

test('a file that belongs to no environment is named', () => {
  const own = new Set(programOf(dir, 'page').own);
  const all = ['page/use.ts', 'page/new.tsx', 'page/new.d.ts', 'page/look.css'].map((name) => join(dir, name));
  expect(unclaimed(all, own)).toEqual([join(dir, 'page/new.tsx')]);
});
