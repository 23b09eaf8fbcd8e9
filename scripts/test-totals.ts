/** The test counts of all runners, added up. */
export interface TestTotals {
  passed: number;
  failed: number;
  skipped: number;
}

/** The used parts of Vitest's JSON report. */
export interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** The used parts of Playwright's JSON report. */
export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

export function totalsOfVitest(report: VitestReport): TestTotals {
  // A file that fails to load counts as one failure, because it has no tests.
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @returns the failures by file and test name, to repeat them at the end of a long log. */
export function failuresOfVitest({ testResults }: VitestReport): string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [`${name}\n${message}`];
      return failed.map((test) =>
        [`${name} › ${test.fullName}`, ...test.failureMessages].join('\n'),
      );
    });
}

export function totalsOfPlaywright({ stats, errors }: PlaywrightReport): TestTotals {
  return {
    passed: stats.expected,
    // A test that fails once has failed, even if a retry passes.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** If a runner failed but its report has no failure, counts one failure. */
export function atLeastOneFailure(totals: TestTotals): TestTotals {
  return { ...totals, failed: Math.max(1, totals.failed) };
}

export function add(a: TestTotals, b: TestTotals): TestTotals {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

export function formatTotals({ passed, failed, skipped }: TestTotals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
