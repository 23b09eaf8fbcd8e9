import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { assistantNumbers } from '../../../../src/room/assistant/settings.ts';

const read = (path: string) =>
  readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

it.each(Object.entries(assistantNumbers({})))(
  'docs/configuration.md and the README tell the default of %s',
  (name, preset) => {
    const row = read('docs/configuration.md')
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row?.split('|')[2]?.trim().replaceAll(',', '')).toBe(`${preset}`);
    const listed = read('README.md')
      .split('\n')
      .find((line) => line.startsWith('| `AI_') && line.includes(`\`${name}\``));
    const [, names = '', values = ''] = listed?.split('|') ?? [];
    const at = names.split(',').findIndex((each) => each.trim() === `\`${name}\``);
    expect(values.split(',')[at]?.trim()).toBe(`\`${preset}\``);
  },
);
