// Counting a layer of tests from its report: pure, so that the ways a run can look green without being it are tested.

export const count = (passed, failed, skipped = 0, why = []) => ({ passed, failed, skipped, why });

/** A run without a report, without a test, or with an exit code that its report does not explain has failed. */
export function judged(code, { passed, failed, skipped, why }) {
  const unexplained = code !== 0 && failed === 0 ? 1 : 0;
  const empty = passed + failed + skipped === 0 ? 1 : 0;
  return count(passed, failed + Math.max(unexplained, empty), skipped, empty ? [...why, 'no test was found in this layer: that is a failure'] : why);
}

/** From Vitest's JSON report (null: there is none). */
export function ofVitest(code, report) {
  if (!report) return count(0, 1, 0, ['there is no report of this layer']);
  const skipped = (report.testResults ?? []).flatMap((file) => (file.assertionResults ?? []).filter((one) => one.status === 'pending' || one.status === 'skipped' || one.status === 'todo').map((one) => `skipped: ${one.fullName ?? one.title}`));
  return judged(code, count(report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests, skipped));
}

/** From Playwright's JSON report (null: there is none). A test that passed at the second try has failed. */
export function ofPlaywright(code, report) {
  if (!report) return count(0, 1, 0, ['there is no report of this layer']);
  const skipped = [];
  const visit = (suite) => {
    for (const spec of suite.specs ?? []) for (const one of spec.tests ?? []) if (one.status === 'skipped') skipped.push(`skipped: ${spec.title} (${(one.annotations ?? []).find((a) => a.type === 'skip')?.description ?? 'without a reason'})`);
    for (const inner of suite.suites ?? []) visit(inner);
  };
  for (const suite of report.suites ?? []) visit(suite);
  return judged(code, count(report.stats.expected, report.stats.unexpected + report.stats.flaky, report.stats.skipped, skipped));
}

/**
 * From what build/static.mjs tells (null: it ended before it could): each kind of check is one test, and a part with the
 * time that it took. An exit code that they do not explain is a failure of its own.
 */
export function ofStatic(code, told) {
  const parts = Object.entries(told ?? {}).map(([name, { problems, ms }]) => ({ name, ms, ...(problems === 0 ? count(1, 0) : count(0, 1)) }));
  if (parts.length === 0) return { parts: [count(0, 1, 0, ['it ended before it could say what it found'])] };
  if (code !== 0 && parts.every((part) => part.failed === 0)) return { parts: [...parts, count(0, 1, 0, ['it ended badly'])] };
  return { parts };
}
