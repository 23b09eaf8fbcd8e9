// `npm run check`: all that can be known in under a minute. The static checks run side by side, which
// two cores need; they are reported in order, and the first that fails ends the command.
import { heading, run, runTogether, STATIC_CHECKS, tool } from './steps.ts';

const others = new AbortController();
for await (const { step, outcome } of runTogether(STATIC_CHECKS, others.signal)) {
  heading(`${step.name}: ${outcome.passed ? 'ok' : 'failed'}, ${outcome.seconds} s`);
  if (outcome.output.trim() !== '') console.log(outcome.output.trimEnd());
  if (!outcome.passed) {
    others.abort();
    process.exit(1);
  }
}

/** It waits for what comes over every transport, and changes seldom. `npm test` has it. */
const SLOW = 'test/workerd/passing.test.ts';

const tests = tool(
  'Unit and in-workerd tests',
  'vitest/vitest.mjs',
  ['run', '--project', 'unit', '--project', 'workerd', `--exclude=${SLOW}`],
  // Property tests read it: few runs, and always the same ones.
  { CHECK: '1' },
);
heading(tests.name);
const { passed, seconds } = await run(tests);
heading(`${tests.name}: ${passed ? 'ok' : 'failed'}, ${seconds} s`);
process.exit(passed ? 0 : 1);
