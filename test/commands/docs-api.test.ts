import { expect, test } from 'vitest';
import { ROOT } from './checkout.ts';
import { node } from './command.ts';

test('docs/api is what npm run docs:api makes of the types, and every export has a comment', async () => {
  const checking = node(['scripts/docs-api.ts', '--check'], { cwd: ROOT });
  expect(await checking.ended, checking.output()).toBe(0);
});
