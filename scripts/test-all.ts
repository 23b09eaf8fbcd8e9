// `npm run test:all`: everything that `npm test` runs, at a larger scale. It also tests in Firefox
// and WebKit, which it installs where possible, tests every state of the gallery in every view, and
// runs each property test more often.
import { installFromDebian } from './debian.ts';
import { findEngines } from './engines.ts';
import { run } from './steps.ts';

const missing = findEngines().filter(({ programs }) => programs === undefined);
if (missing.length > 0) {
  console.log(`Trying to install ${missing.map(({ name }) => name).join(' and ')}.`);
  // One by one: if one package does not exist, the others are still installed.
  for (const { name, packages, advice } of missing)
    if (!installFromDebian(packages)) console.log(`${name} cannot be installed here: ${advice}.`);
}

const { passed } = await run({
  name: 'Every test',
  program: process.execPath,
  args: ['scripts/test.ts'],
  env: { EDGEWISE_TEST_ALL: '1', EDGEWISE_ALL_STATES: '1' },
});
process.exit(passed ? 0 : 1);
