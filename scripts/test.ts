// `npm test`: every check and every test. A suite that fails does not keep the others from running,
// and the last line is the sum of what the runners counted.
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
  lastLine,
  type Sums,
  sumsOfPlaywright,
  sumsOfVitest,
} from './sums.ts';

/** A runner of tests, and how to read from its report what it counted. */
interface Suite extends Step {
  readSums: () => Sums;
}

const NOTHING: Sums = { passed: 0, failed: 0, skipped: 0 };

const EDGEWISE_BROWSER = getBrowser();
const EDGEWISE_WHOLE_BROWSER = getWholeBrowser() ?? '';
const reports = mkdtempSync(join(tmpdir(), 'edgewise-reports-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

let sums = NOTHING;
for await (const { step, outcome } of runTogether(STATIC_CHECKS)) {
  heading(step.name);
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  say(step, outcome);
  // Not tests, so they count only when they fail.
  if (!outcome.passed) sums = add(sums, atLeastOneFailure(NOTHING));
}

const unit = vitest(
  'Unit, in-workerd and command tests',
  ['unit', 'workerd', 'commands'],
  // They wait for servers, installs and deadlines; two of them leave the machine idle for a third.
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
  readSums: () => sumsOfPlaywright(read(playwright)),
};

// Beside what works, it takes no time of its own; it is printed when its turn comes.
const waited = run(patience, true);
await count(unit);
await count(patience, waited);
await count(chaos);
await count(browser);

for (const { report } of [unit, patience, chaos])
  for (const failure of failuresOf(report)) console.log(`\nFailed: ${failure}`);
for (const { name, programs } of findEngines())
  if (!programs) console.log(`\n${name}: not installed, skipped.`);
console.log(`\n${lastLine(sums)}`);
process.exit(sums.failed > 0 || sums.passed === 0 ? 1 : 0);

/** Runs a suite, or waits for one that has begun, and adds what it counted. */
async function count(suite: Suite, begun?: Promise<Outcome>): Promise<void> {
  heading(suite.name);
  const outcome = await (begun ?? run(suite));
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  say(suite, outcome);
  sums = add(sums, sumsOf(suite, outcome));
}

function say({ name }: Step, { passed, seconds }: Outcome): void {
  console.log(`${name}: ${passed ? 'ok' : 'failed'}, ${seconds} s`);
}

function sumsOf({ readSums }: Suite, { passed }: Outcome): Sums {
  try {
    return passed ? readSums() : atLeastOneFailure(readSums());
  } catch {
    // Without a report nothing is known to have passed.
    return atLeastOneFailure(NOTHING);
  }
}

/** Some of Vitest's projects. */
function vitest(name: string, projects: string[], more: string[] = []): Suite & { report: string } {
  const report = join(reports, `${projects[0]}.json`);
  const args = [
    ...['run', ...projects.map((project) => `--project=${project}`)],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...more,
  ];
  const step = tool(name, 'vitest/vitest.mjs', args);
  return { ...step, report, readSums: () => sumsOfVitest(read(report)) };
}

/** Playwright says its own last; Vitest's would be minutes further up. */
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
