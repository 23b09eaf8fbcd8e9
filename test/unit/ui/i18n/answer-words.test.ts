import { describe, expect, it } from 'vitest';
import { type Answer, costOf, endingOf } from '../../../../src/ui/i18n/feature-words/answers.ts';
import { inEnglish } from '../../../../src/ui/i18n/language.ts';
import { languageFor } from '../../../../src/ui/i18n/language-for.ts';

const { words } = inEnglish();
const answer = (more: Partial<Answer>): Answer => ({
  ...{ state: 'done', attempt: 1, by: 'u-ada', provider: 'anthropic' },
  ...more,
});

describe('the cost of an answer', () => {
  it('is shown in tokens, in the reader’s number format', async () => {
    const dear = answer({ tokensIn: 12_345, tokensOut: 678 });
    expect(costOf(words, dear)).toBe('Tokens: 12,345 in, 678 out');
    const { words: german } = await languageFor(['de']);
    expect(costOf(german, dear)).toBe('Tokens: 12.345 Eingabe, 678 Ausgabe');
  });

  it('is not shown if it is unknown, or there was no model', () => {
    expect(costOf(words, answer({}))).toBeUndefined();
    expect(costOf(words, answer({ tokensIn: 0, tokensOut: 0 }))).toBeUndefined();
    expect(costOf(words, answer({ tokensOut: 5 }))).toBeUndefined();
  });
});

describe('the end of an answer', () => {
  it.each([
    [{ state: 'running' }, null],
    [{ state: 'done' }, null],
    [{ state: 'done', code: 'assistant_too_long' }, /reached its length limit/],
    [{ state: 'stopped' }, /^Stopped/],
    [{ state: 'interrupted' }, /the server restarted/],
    [{ state: 'failed', code: 'assistant_unavailable' }, /is unavailable/],
    [{ state: 'failed', code: 'storage_full' }, /./],
  ] as const)('%j is shown as text', (more, said) => {
    const text = endingOf(words, answer(more));
    if (said === null) expect(text).toBeNull();
    else expect(text).toMatch(said);
  });
});
