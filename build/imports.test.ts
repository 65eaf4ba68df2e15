import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Cruise {
  readonly summary: { readonly totalCruised: number; readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[] };
}

function cruise(cwd: string): Cruise {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  try {
    return JSON.parse(execFileSync(process.execPath, [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'], { cwd, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] })) as Cruise;
  } catch (error) {
    // It exits with the number of violations; the report is on standard output all the same.
    return JSON.parse((error as { stdout: string }).stdout) as Cruise;
  }
}

interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly code: string;
  readonly also?: Readonly<Record<string, string>>;
}

const RULES = (createRequire(import.meta.url)('../.dependency-cruiser.cjs') as { readonly forbidden: readonly { readonly name: string }[] }).forbidden.map((rule) => rule.name);

/** The layers of shared code, as the rules have them: each imports what stands after it, the last what is no layer at all. */
const LAYERS = RULES.flatMap((name) => /^shared-(\w+)-only-downwards$/.exec(name)?.[1] ?? []);
const UPWARDS: readonly Plant[] = LAYERS.map((layer, i) => {
  const above = LAYERS[i + 1] ?? 'planted-beyond';
  return { rule: `shared-${layer}-only-downwards`, file: `src/shared/${layer}/planted.ts`, code: `export type { P } from '../${above}/planted-above';`, also: { [`src/shared/${above}/planted-above.ts`]: 'export type P = 1;' } };
});

/** Each planted file breaks one rule; the cruiser must name that rule for that file. */
const PLANTED: readonly Plant[] = [
  ...UPWARDS,
  { rule: 'no-cycles', file: 'src/shared/kernel/planted-a.ts', code: "import type { B } from './planted-b'; export interface A { b: B }", also: { 'src/shared/kernel/planted-b.ts': "import type { A } from './planted-a'; export interface B { a: A }" } },
  { rule: 'no-unresolvable', file: 'src/shared/kernel/planted.ts', code: "export * from './nowhere-at-all';" },
  { rule: 'shared-is-pure', file: 'src/shared/kernel/planted.ts', code: "import type { Clock } from '../../main/ports/clock'; export type P = Clock;" },
  { rule: 'shared-no-node', file: 'src/shared/kernel/planted.ts', code: "import { readFileSync } from 'node:fs'; export const p = readFileSync;" },
  { rule: 'formats-are-strangers', file: 'src/shared/formats/planted-a/read.ts', code: "import type { P } from '../planted-b/read'; export type Q = P;", also: { 'src/shared/formats/planted-b/read.ts': 'export type P = 1;' } },
  { rule: 'main-not-renderer', file: 'src/main/services/tasks/planted.ts', code: "export type { P } from '../../../renderer/planted';", also: { 'src/renderer/planted.ts': 'export type P = 1;' } },
  { rule: 'renderer-not-main', file: 'src/renderer/client/planted.ts', code: "import type { Clock } from '../../main/ports/clock'; export type P = Clock;" },
  { rule: 'renderer-no-node', file: 'src/renderer/client/planted.ts', code: "import { readFileSync } from 'node:fs'; export const p = readFileSync;" },
  { rule: 'ports-are-interfaces', file: 'src/main/ports/planted.ts', code: "export * from '../adapters/app-data';" },
  { rule: 'services-see-ports', file: 'src/main/services/tasks/planted.ts', code: "export * from '../../adapters/app-data';" },
  { rule: 'services-no-node', file: 'src/main/services/tasks/planted.ts', code: "import { readFileSync } from 'node:fs'; export const p = readFileSync;" },
  { rule: 'sibling-services-by-index', file: 'src/main/services/tasks/planted.ts', code: "export type { P } from '../state/planted';", also: { 'src/main/services/state/planted.ts': 'export type P = 1;' } },
  { rule: 'electron-only-in-the-shell', file: 'src/main/services/tasks/planted.ts', code: "import type { App } from 'electron'; export type P = App;" },
  { rule: 'dexie-only-in-index', file: 'src/renderer/features/planted.ts', code: "import Dexie from 'dexie'; export const p = Dexie;" },
  { rule: 'stage-knows-no-domain', file: 'src/renderer/stage/planted.ts', code: "import type { Job } from '../../shared/domain/job'; export type P = Job;" },
  { rule: 'tools-are-pure', file: 'src/renderer/tools/planted.ts', code: "import { useState } from 'react'; export const p = useState;" },
  { rule: 'editors-are-strangers', file: 'src/renderer/editors/planted-a/a.ts', code: "export type { P } from '../planted-b/b';", also: { 'src/renderer/editors/planted-b/b.ts': 'export type P = 1;' } },
  { rule: 'editors-know-no-features', file: 'src/renderer/editors/planted-a/a.ts', code: "export type { P } from '../../features/planted';", also: { 'src/renderer/features/planted.ts': 'export type P = 1;' } },
  { rule: 'nothing-undeclared', file: 'src/renderer/client/planted.ts', code: "import { parse } from 'acorn'; export const p = parse;" },
  { rule: 'ui-knows-no-labeling', file: 'src/renderer/ui/planted.ts', code: "import type { Job } from '../../shared/domain/job'; export type P = Job;" },
  { rule: 'no-tests-in-the-program', file: 'src/shared/kernel/planted.ts', code: "export * from './planted.testing';", also: { 'src/shared/kernel/planted.testing.ts': 'export const p = 1;' } },
];

/** Files that break different rules stand beside each other under different names. */
const own = (text: string, i: number): string => text.replace(/planted/g, `planted${i}x`);
const PLANTED_PATH = /planted\d+x/;

describe('import rules', () => {
  let dir = '';
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  function copyOfTheHouse(): string {
    const copy = mkdtempSync(join(tmpdir(), 'labelwright-imports-'));
    cpSync(join(root, 'src'), join(copy, 'src'), { recursive: true });
    cpSync(join(root, '.dependency-cruiser.cjs'), join(copy, '.dependency-cruiser.cjs'));
    cpSync(join(root, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    return copy;
  }

  // One look at the house with the plants in it says both; a look takes its time.
  let seen: Cruise['summary'];
  beforeAll(() => {
    dir = copyOfTheHouse();
    for (const [i, plant] of PLANTED.entries()) {
      for (const [path, code] of Object.entries({ [plant.file]: plant.code, ...plant.also })) {
        mkdirSync(dirname(join(dir, own(path, i))), { recursive: true });
        writeFileSync(join(dir, own(path, i)), own(code, i));
      }
    }
    seen = cruise(dir).summary;
  }, 300_000);

  test('the house keeps its rules, and the cruiser really read it', () => {
    expect(seen.violations.filter((v) => !PLANTED_PATH.test(v.from)).map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`)).toEqual([]);
    // It silently sees nothing when it cannot load the compiler.
    expect(seen.totalCruised).toBeGreaterThan(200);
  });

  test('every rule has a planted import, and tells of it', () => {
    expect([...new Set(PLANTED.map((plant) => plant.rule))].sort()).toEqual([...RULES].sort());
    const missed = PLANTED.filter((plant, i) => !seen.violations.some((v) => v.rule.name === plant.rule && v.from === own(plant.file, i)));
    expect(missed.map((plant) => `${plant.rule} (${plant.file})`)).toEqual([]);
  });
});
