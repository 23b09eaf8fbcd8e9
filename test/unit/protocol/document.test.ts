import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { answerStates } from '../../../src/protocol/answer-state.ts';
import { answerSchema } from '../../../src/protocol/assistant.ts';
import { commandSchemas } from '../../../src/protocol/commands.ts';
import { ERRORS } from '../../../src/protocol/errors.ts';
import { frameSchemas } from '../../../src/protocol/frames.ts';
import { DEFAULT_LIMITS } from '../../../src/protocol/limits.ts';

const page = readFileSync(new URL('../../../PROTOCOL.md', import.meta.url), 'utf8');
const rows = page.split('\n').filter((line) => /^\| `/.test(line));
const cells = (row: string): string[] =>
  row
    .split('|')
    .map((cell) => cell.trim())
    .slice(1, -1);
const code = (text: string | undefined): string[] =>
  [...(text ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');

it('PROTOCOL.md lists every error with its status, its close code and whether to retry', () => {
  const words = { never: 'no', later: 'later', renew: 'renew, then', now: 'now' };
  const listed = rows.map(cells).filter((row) => row.length === 4);
  expect(listed.map(([name, ...rest]) => [...code(name), ...rest])).toEqual(
    Object.entries(ERRORS).map(([name, { status, close, retry }]) => [
      name,
      String(status),
      String(close),
      words[retry],
    ]),
  );
});

it.each([...Object.entries(commandSchemas(DEFAULT_LIMITS)), ...Object.entries(frameSchemas)])(
  'PROTOCOL.md names the fields of %s [R30]',
  (type, schema) => {
    const fields = Object.entries(schema.entries)
      .filter(([name]) => name !== 'type')
      .map(([name, entry]) => (entry.type === 'exact_optional' ? `${name}?` : name));
    const described = rows.map(cells).filter(([name]) => name === `\`${type}\``);
    const named = described.map(([, what]) =>
      code(what).flatMap((text) => text.split(' ')[0] ?? []),
    );
    expect(named).toContainEqual(fields);
  },
);

it('PROTOCOL.md names the fields and the states of an answer [R101]', () => {
  const fields = Object.entries(answerSchema.entries).map(([name, entry]) =>
    entry.type === 'exact_optional' ? `${name}?` : name,
  );
  expect(page).toContain(`\`message.assistant\` is \`{${fields.join(', ')}}\``);
  const states = page.slice(page.indexOf('| state |')).match(/^ {2}\| [a-z]+ \|/gm) ?? [];
  expect(states.map((row) => cells(row)[0])).toEqual([...answerStates]);
});

it('PROTOCOL.md lists every limit and its default', () => {
  const listed = rows
    .map(cells)
    .filter(([name]) => code(name).some((limit) => limit in DEFAULT_LIMITS))
    .flatMap(([name, values]) => {
      const numbers = (values ?? '').split('·').map((value) => Number(value.replace(',', '')));
      return code(name)
        .filter((limit) => limit in DEFAULT_LIMITS)
        .map((limit, i) => [limit, numbers[i]]);
    });
  expect(Object.fromEntries(listed)).toEqual(DEFAULT_LIMITS);
});

it('each rule has one number', () => {
  const numbers = [...page.matchAll(/\*\*\[(R\d+)\]\*\*/g)].map(([, number]) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
});
