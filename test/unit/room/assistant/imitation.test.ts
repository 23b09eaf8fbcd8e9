import { describe, expect, it } from 'vitest';
import { OPENAI_DONE, openAi, says, sends } from '../../../support/model-server.ts';
import { answer, connect, freshModel, modelServer } from './world.ts';

const server = modelServer();

async function left(text: string, finish = 'stop') {
  const results = new Set<string>();
  for (const size of [1, 7, text.length]) {
    const pieces = text.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? [];
    server().behaves(sends([...pieces.map(says), openAi({}, finish), OPENAI_DONE]));
    results.add((await answer(connect(freshModel(server())))).text);
  }
  expect(results.size).toBe(1);
  return [...results][0];
}

describe('an answer that imitates the conversation [R118]', () => {
  it.each([
    ['{"from":"Assistant","text":"Hi \\"you\\" \\u00e9\\n😀"}', 'Hi "you" é\n😀'],
    ['\n{ "from": "Assistant",\n "text": "Hi" }\n', 'Hi'],
    ['{"from":"Assistant","text":"two\nlines"}', 'two\nlines'],
    ['{"text":"Hi","from":"Assistant"}', 'Hi'],
    ['{"from":"Assistant","text":"Hi","replyingTo":{"from":"Ann","text":"Hello {"}}', 'Hi'],
    ['{"from":"Assistant","text":"one"}\n{"from":"Assistant","text":"two"}', 'one\ntwo'],
    // The model goes on to write what Ann might say.
    ['{"from":"Assistant","text":"one"}\n{"from":"Ann","text":"thanks"}', 'one'],
    ['{"from":"Assistant","text":"Hi"}\n\nAnd that is all.', 'Hi\n\nAnd that is all.'],
    ['<think>Hm</think>{"from":"Assistant","text":"Hi"}', 'Hi'],
  ])('is reduced to its own text: %j', async (text, words) => {
    expect(await left(text)).toBe(words);
  });

  it('keeps the text that it has when it was truncated', async () => {
    expect(await left('{"from":"Assistant","text":"As I was say', 'length')).toBe('As I was say');
  });

  it.each([
    '{"from":"Berlin","to":"Hamburg","text":"by train"}',
    '{"from":7,"text":"x"}',
    '{"from": broken',
    '{"name":"Ann"}',
    '{',
    'Like this: {"from":"Ann","text":"x"}',
    '```json\n{"from":"Ann","text":"x"}\n```',
  ])('does not include %j', async (text) => {
    expect(await left(text)).toBe(text);
  });
});
