// `npm run check`: all that can be known in a minute or two. The static checks run side by side, which
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

/** They wait for deadlines or make many requests, and what they test changes seldom. `npm test` has them. */
const SLOW = [
  'test/unit/room/assistant/endings.test.ts',
  'test/unit/room/assistant/tolerance.test.ts',
  'test/workerd/outbox.test.ts',
  'test/workerd/passing.test.ts',
  'test/workerd/presence.test.ts',
  'test/workerd/retention.test.ts',
];

const tests = tool(
  'Unit and in-workerd tests',
  'vitest/vitest.mjs',
  [
    ...['run', '--project', 'unit', '--project', 'workerd'],
    ...SLOW.map((file) => `--exclude=${file}`),
  ],
  // Property tests read it: few runs, and always the same ones.
  { CHECK: '1' },
);
heading(tests.name);
const { passed, seconds } = await run(tests);
heading(`${tests.name}: ${passed ? 'ok' : 'failed'}, ${seconds} s`);
process.exit(passed ? 0 : 1);
