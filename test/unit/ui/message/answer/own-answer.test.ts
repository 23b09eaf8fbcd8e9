import { expect, test } from 'vitest';
import type { Message } from '../../../../../src/client/index.ts';
import { ownAnswer } from '../../../../../src/ui/message/answer/own-answer.ts';

const said = (seq: number, user: string, assistant?: Message['assistant']): Message => ({
  ...{ seq, id: `e-${seq}`, version: seq, text: 'text', timestamp: seq },
  user: { id: user, name: user },
  ...(assistant && { assistant }),
});

type State = NonNullable<Message['assistant']>['state'];
const answer = (seq: number, by: string, state: State): Message =>
  said(seq, 'assistant', { state, attempt: 1, by, provider: 'builtin' });

test('the person who asked can act on an answer while it is written, and after it failed', () => {
  for (const state of ['queued', 'running', 'failed', 'interrupted'] as const)
    expect(ownAnswer([said(1, 'ada'), answer(2, 'ada', state)], 'ada', false)?.id).toBe('e-2');
});

test('a complete or stopped answer needs no action', () => {
  for (const state of ['done', 'stopped'] as const)
    expect(ownAnswer([said(1, 'ada'), answer(2, 'ada', state)], 'ada', false)).toBeNull();
});

test('other people’s answers are theirs', () => {
  const messages = [said(1, 'ben'), answer(2, 'ben', 'running')];
  expect(ownAnswer(messages, 'ada', false)).toBeNull();
  expect(ownAnswer(messages, undefined, false)).toBeNull();
});

test('a later message of one’s own removes the actions, and other people’s messages do not', () => {
  const messages = [said(1, 'ada'), answer(2, 'ada', 'failed'), said(3, 'ben')];
  expect(ownAnswer(messages, 'ada', false)?.id).toBe('e-2');
  expect(ownAnswer(messages, 'ada', true)).toBeNull();
  expect(ownAnswer([...messages, said(4, 'ada')], 'ada', false)).toBeNull();
});

test('a deleted answer is gone', () => {
  const deleted = { ...answer(2, 'ada', 'failed'), deleted: true as const };
  expect(ownAnswer([said(1, 'ada'), deleted], 'ada', false)).toBeNull();
});
