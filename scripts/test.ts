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

const NOTHING: Sums = { passed: 0, failed: 0, skipped: 0 };

const EDGEWISE_BROWSER = getBrowser();
const EDGEWISE_WHOLE_BROWSER = getWholeBrowser() ?? '';
const reports = mkdtempSync(join(tmpdir(), 'edgewise-reports-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

let sums = NOTHING;
for await (const { step, outcome } of runTogether(STATIC_CHECKS)) {
  heading(step.name);
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  report(step, outcome);
  // Not tests, so they count only when they fail.
  if (!outcome.passed) sums = add(sums, atLeastOneFailure(NOTHING));
}

const vitest = join(reports, 'vitest.json');
sums = add(
  sums,
  await count(
    tool('Unit, in-workerd, command and chaos tests', 'vitest/vitest.mjs', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${vitest}`,
    ]),
    () => sumsOfVitest(read(vitest)),
  ),
);

const playwright = join(reports, 'playwright.json');
sums = add(
  sums,
  await count(
    tool('Browser tests', '@playwright/test/cli.js', ['test', '--reporter=list,json'], {
      EDGEWISE_BROWSER,
      EDGEWISE_WHOLE_BROWSER,
      PLAYWRIGHT_JSON_OUTPUT_FILE: playwright,
    }),
    () => sumsOfPlaywright(read(playwright)),
  ),
);

for (const failure of failuresOf(vitest)) console.log(`\nFailed: ${failure}`);
for (const { name, programs } of findEngines())
  if (!programs) console.log(`\n${name}: not installed, skipped.`);
console.log(`\n${lastLine(sums)}`);
process.exit(sums.failed > 0 || sums.passed === 0 ? 1 : 0);

async function passes(step: Step): Promise<boolean> {
  heading(step.name);
  const outcome = await run(step);
  report(step, outcome);
  return outcome.passed;
}

function report({ name }: Step, { passed, seconds }: Outcome): void {
  console.log(`${name}: ${passed ? 'ok' : 'failed'}, ${seconds} s`);
}

async function count(step: Step, readSums: () => Sums): Promise<Sums> {
  const passed = await passes(step);
  try {
    return passed ? readSums() : atLeastOneFailure(readSums());
  } catch {
    // Without a report nothing is known to have passed.
    return atLeastOneFailure(NOTHING);
  }
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
