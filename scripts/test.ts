// `npm test`: runs all checks and all tests. If a suite fails, the others still run. The last line
// has the totals of all suites.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEngines } from './engines.ts';
import { getBrowser, getWholeBrowser } from './get-browser.ts';
import {
  heading,
  type Outcome,
  run,
  runTogether,
  STATIC_CHECKS,
  type Step,
  tool,
} from './steps.ts';
import {
  add,
  atLeastOneFailure,
  failuresOfVitest,
  formatTotals,
  type TestTotals,
  totalsOfPlaywright,
  totalsOfVitest,
} from './test-totals.ts';

/** A test runner, and how to read the totals from its report. */
interface Suite extends Step {
  readTotals: () => TestTotals;
}

const NOTHING: TestTotals = { passed: 0, failed: 0, skipped: 0 };

const EDGEWISE_BROWSER = getBrowser();
const EDGEWISE_WHOLE_BROWSER = getWholeBrowser() ?? '';
const reports = mkdtempSync(join(tmpdir(), 'edgewise-reports-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

let totals = NOTHING;
for await (const { step, outcome } of runTogether(STATIC_CHECKS)) {
  heading(step.name);
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  say(step, outcome);
  // Checks are not tests, so they are only counted if they fail.
  if (!outcome.passed) totals = add(totals, atLeastOneFailure(NOTHING));
}

const unit = vitest(
  'Unit, in-workerd and command tests',
  ['unit', 'workerd', 'commands'],
  // These tests mostly wait for servers, installations and deadlines, so three workers fit on two
  // cores.
  ['--maxWorkers=3'],
);
const patience = vitest('Chaos tests that mostly wait', ['patience'], ['--maxWorkers=3']);
const chaos = vitest('Chaos tests that take all of the machine', ['chaos']);
const playwright = join(reports, 'playwright.json');
const browser: Suite = {
  ...tool('Browser tests', '@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    EDGEWISE_BROWSER,
    EDGEWISE_WHOLE_BROWSER,
    PLAYWRIGHT_JSON_OUTPUT_FILE: playwright,
  }),
  readTotals: () => totalsOfPlaywright(read(playwright)),
};

// Mostly waits, so it runs in parallel with the others. Its output is printed in order.
const waited = run(patience, true);
await count(unit);
await count(patience, waited);
await count(chaos);
await count(browser);

for (const { report } of [unit, patience, chaos])
  for (const failure of failuresOf(report)) console.log(`\nFailed: ${failure}`);
for (const { name, programs } of findEngines())
  if (!programs) console.log(`\n${name}: not installed, skipped.`);
console.log(`\n${formatTotals(totals)}`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);

/** Runs a suite, or waits for a running one, and adds its totals. */
async function count(suite: Suite, begun?: Promise<Outcome>): Promise<void> {
  heading(suite.name);
  const outcome = await (begun ?? run(suite));
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  say(suite, outcome);
  totals = add(totals, totalsOf(suite, outcome));
}

function say({ name }: Step, { passed, seconds }: Outcome): void {
  console.log(`${name}: ${passed ? 'ok' : 'failed'}, ${seconds} s`);
}

function totalsOf({ readTotals }: Suite, { passed }: Outcome): TestTotals {
  try {
    return passed ? readTotals() : atLeastOneFailure(readTotals());
  } catch {
    // Without a report, no test is known to have passed.
    return atLeastOneFailure(NOTHING);
  }
}

/** A suite of some of Vitest's projects. */
function vitest(name: string, projects: string[], more: string[] = []): Suite & { report: string } {
  const report = join(reports, `${projects[0]}.json`);
  const args = [
    ...['run', ...projects.map((project) => `--project=${project}`)],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...more,
  ];
  const step = tool(name, 'vitest/vitest.mjs', args);
  return { ...step, report, readTotals: () => totalsOfVitest(read(report)) };
}

/**
 * @returns the failures in a Vitest report. Playwright prints its own at the end, but Vitest's are
 * far up in the log.
 */
function failuresOf(path: string): string[] {
  try {
    return failuresOfVitest(read(path));
  } catch {
    return [];
  }
}

function read<Report>(path: string): Report {
  return JSON.parse(readFileSync(path, 'utf8')) as Report;
}
