// `npm run check`: everything that can be checked in about a minute. Static checks and unit tests
// run in parallel to use both cores. Results are printed in order, and the first failure ends the
// command. The in-workerd tests run last, because they need the build.
import {
  heading,
  type Outcome,
  run,
  runTogether,
  STATIC_CHECKS,
  type Step,
  tool,
} from './steps.ts';

/**
 * Skipped here, but part of `npm test`: these tests wait for deadlines or make many requests, and
 * the code that they test rarely changes.
 */
const SLOW = [
  'test/unit/room/assistant/endings.test.ts',
  'test/unit/room/assistant/tolerance.test.ts',
  'test/workerd/answer-crash.test.ts',
  'test/workerd/askers.test.ts',
  'test/workerd/outbox.test.ts',
  'test/workerd/passing.test.ts',
  'test/workerd/presence.test.ts',
  'test/workerd/retention.test.ts',
  'test/workerd/sleep.test.ts',
  'test/workerd/use-chat.test.ts',
];

const others = new AbortController();
const together = [...STATIC_CHECKS, testsOf('Unit tests', 'unit')];
for await (const { step, outcome } of runTogether(together, others.signal)) {
  say(step, outcome);
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  if (!outcome.passed) {
    others.abort();
    process.exit(1);
  }
}

const last = testsOf('In-workerd tests', 'workerd');
heading(last.name);
const outcome = await run(last);
say(last, outcome);
process.exit(outcome.passed ? 0 : 1);

function say({ name }: Step, { passed, seconds }: Outcome): void {
  heading(`${name}: ${passed ? 'ok' : 'failed'}, ${seconds} s`);
}

function testsOf(name: string, project: string): Step {
  const args = [
    ...['run', `--project=${project}`, '--maxWorkers=3'],
    ...SLOW.map((file) => `--exclude=${file}`),
  ];
  // Property tests read this variable: they use few runs and a fixed seed.
  return tool(name, 'vitest/vitest.mjs', args, { CHECK: '1' });
}
