import { expect, test } from 'vitest';
import { ROOT } from './checkout.ts';
import { node } from './command.ts';

test('docs/api matches what npm run docs:api generates, and every export has a comment', async () => {
  const checking = node(['scripts/docs-api.ts', '--check'], { cwd: ROOT });
  expect(await checking.ended, checking.output()).toBe(0);
});
