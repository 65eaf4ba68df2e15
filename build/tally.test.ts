/** When a layer of tests has failed, whatever it looks like. */
import { describe, expect, test } from 'vitest';
import { count, judged, ofPlaywright, ofStatic, ofVitest } from './lib/tally.mjs';

describe('a layer', () => {
  test.each([
    ['all passed', 0, count(3, 0), 0],
    ['one failed', 1, count(2, 1), 1],
    ['none was found', 0, count(0, 0), 1],
    ['none was found and it ended badly', 1, count(0, 0), 1],
    ['all passed, but it ended badly (an error outside any test)', 1, count(3, 0), 1],
    ['all were skipped', 0, count(0, 0, 4), 0],
  ])('%s', (_what, code, counted, failed) => expect(judged(code, counted).failed).toBe(failed));

  test('without a report it failed', () => expect([ofVitest(0, null).failed, ofPlaywright(0, null).failed]).toEqual([1, 1]));
});

test('Vitest: what was skipped is named', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [{ assertionResults: [{ status: 'passed', fullName: 'a' }, { status: 'skipped', fullName: 'needs root' }, { status: 'todo', title: 'later' }] }] };
  expect(ofVitest(0, report)).toEqual({ passed: 1, failed: 0, skipped: 2, why: ['skipped: needs root', 'skipped: later'] });
});

test('Playwright: what was skipped is named with its reason, a second try counts as failed', () => {
  const spec = (title: string, status: string, description?: string) => ({ title, tests: [{ status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }] });
  const report = { stats: { expected: 1, unexpected: 0, flaky: 1, skipped: 2 }, suites: [{ specs: [spec('a', 'expected')], suites: [{ specs: [spec('a full disk', 'skipped', 'mounting needs root'), spec('other', 'skipped')] }] }] };
  expect(ofPlaywright(0, report)).toEqual({ passed: 1, failed: 1, skipped: 2, why: ['skipped: a full disk (mounting needs root)', 'skipped: other (without a reason)'] });
});

test('types and lint: one test each, with its own time; what they do not explain has failed', () => {
  const told = { types: { problems: 0, ms: 5 }, lint: { problems: 2, ms: 7 } };
  expect(ofStatic(1, told).parts).toEqual([{ name: 'types', ms: 5, ...count(1, 0) }, { name: 'lint', ms: 7, ...count(0, 1) }]);
  const failed = (code: number, what: unknown): number => ofStatic(code, what).parts.reduce((sum, part) => sum + part.failed, 0);
  expect([failed(0, null), failed(1, {}), failed(1, { types: { problems: 0, ms: 5 } }), failed(0, { types: { problems: 0, ms: 5 } })]).toEqual([1, 1, 1, 0]);
});
