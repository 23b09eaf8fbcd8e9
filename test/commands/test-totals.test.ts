import { expect, test } from 'vitest';
import {
  add,
  atLeastOneFailure,
  failuresOfVitest,
  formatTotals,
  totalsOfPlaywright,
  totalsOfVitest,
} from '../../scripts/test-totals.ts';

const PASSED = { fullName: 'it works', status: 'passed', failureMessages: [] };
const FAILED = { fullName: 'it lasts', status: 'failed', failureMessages: ['Error: 1 is not 2'] };
const VITEST = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [
    { name: 'a.test.ts', status: 'passed', message: '', assertionResults: [PASSED] },
    { name: 'b.test.ts', status: 'failed', message: '', assertionResults: [PASSED, FAILED] },
  ],
};
const UNLOADED = {
  name: 'c.test.ts',
  status: 'failed',
  message: 'Cannot find ./c.ts',
  assertionResults: [],
};

test('Vitest’s tests are counted, and a file that did not load is a failure', () => {
  expect(totalsOfVitest(VITEST)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  const report = { ...VITEST, testResults: [...VITEST.testResults, UNLOADED] };
  expect(totalsOfVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test('failures are named with their reason, including a file that did not load', () => {
  const report = { ...VITEST, testResults: [...VITEST.testResults, UNLOADED] };
  expect(failuresOfVitest(report)).toEqual([
    'b.test.ts › it lasts\nError: 1 is not 2',
    'c.test.ts\nCannot find ./c.ts',
  ]);
});

test('Playwright’s tests are counted; flaky ones and errors outside of tests are failures', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  expect(totalsOfPlaywright({ stats, errors: [{}] })).toEqual({ passed: 4, failed: 3, skipped: 2 });
});

test('a failure that no report lists counts once', () => {
  expect(atLeastOneFailure({ passed: 3, failed: 0, skipped: 0 }).failed).toBe(1);
  expect(atLeastOneFailure({ passed: 3, failed: 2, skipped: 0 }).failed).toBe(2);
});

test('the last line is the sum', () => {
  const totals = add({ passed: 5, failed: 1, skipped: 0 }, { passed: 4, failed: 0, skipped: 0 });
  expect(formatTotals(totals)).toBe('9 passed, 1 failed');
  expect(formatTotals({ ...totals, skipped: 2 })).toBe('9 passed, 1 failed, 2 skipped');
});
