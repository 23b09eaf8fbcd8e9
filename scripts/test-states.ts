// `npm run test:states`: tests every state of the gallery in every width, direction and color
// scheme, and writes a screenshot of each to test-results/states.
import { getBrowser } from './get-browser.ts';
import { run, tool } from './steps.ts';

const step = tool(
  'Every state',
  '@playwright/test/cli.js',
  ['test', 'test/browser/states.test.ts'],
  { EDGEWISE_BROWSER: getBrowser(), EDGEWISE_ALL_STATES: '1' },
);
const { passed, seconds } = await run(step);
console.log(
  `${step.name}: ${passed ? 'ok' : 'failed'}, ${seconds} s; pictures in test-results/states`,
);
process.exit(passed ? 0 : 1);
