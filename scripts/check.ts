// `npm run check`: all that can be known in a minute. The static checks and the unit tests run
// side by side, which two cores need; they are reported in order, and the first that fails ends the
// command. The in-workerd tests follow: they need what was built.
import {
  heading,
  type Outcome,
  run,
  runTogether,
  STATIC_CHECKS,
  type Step,
  tool,
} from './steps.ts';

/** They wait for deadlines or make many requests, and what they test changes seldom. `npm test` has them. */
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
  // Property tests read it: few runs, and always the same ones.
  return tool(name, 'vitest/vitest.mjs', args, { CHECK: '1' });
}
