import { describe, expect, it } from 'vitest';
import { THINKING_FIELDS } from '../../../../src/room/assistant/providers/parsing/signals.ts';
import { ThinkingFilter } from '../../../../src/room/assistant/providers/parsing/thinking.ts';
import { THINKING_TAGS } from '../../../../src/room/assistant/providers/parsing/thinking-tags.ts';
import type { Part, Provider } from '../../../../src/room/assistant/providers/provider.ts';
import {
  OPENAI_DONE,
  openAi,
  pausesFor,
  says,
  sends,
  stallsAfter,
} from '../../../support/model-server.ts';
import { Clock } from '../../../support/scripted-provider.ts';
import { threadCpuMs } from '../../../support/thread-cpu.ts';
import { answer, connect, freshModel, modelServer, watchedRun } from './world.ts';

const server = modelServer();
const compatible = (model?: string) => connect(freshModel(server(), model));

/** The answer’s text when it arrives in these pieces. */
async function left(pieces: readonly string[], provider = compatible()) {
  server().behaves(sends([...pieces.map(says), openAi({}, 'stop'), OPENAI_DONE]));
  const { text, thought } = await answer(provider);
  return { text, thought };
}

/** A provider that records each part that it emits. */
const noting = (provider: Provider, parts: Part[]): Provider => ({
  ...provider,
  async *answer(...asked) {
    for await (const part of provider.answer(...asked)) {
      parts.push(part);
      yield part;
    }
  },
});

/** The whole text, each character alone, and two halves split at each position. */
function* cuts(text: string): Generator<string[]> {
  yield [text];
  yield [...text];
  for (let at = 1; at < text.length; at += 7) yield [text.slice(0, at), text.slice(at)];
}

describe('thinking in the text is not part of the answer [R117]', () => {
  const pairs = [
    ...THINKING_TAGS.map(({ example }) => example),
    ...['thinking', 'thought', 'THINK', 'reasoning', 'seed:think', 'antThinking', 'scratchpad'].map(
      (name) => [`<${name}>`, `</${name}>`] as const,
    ),
    ['<think type="deep">', '</think>'] as const,
    ['<think>', '</thinking>'] as const,
    ['<thinking>', '</think>'] as const,
  ];

  it.each(pairs)('between %s and %s, wherever it is split', async (open, close) => {
    for (const pieces of cuts(`${open}\nsecret < 3 </b>\n${close}\n\nHello`))
      expect(await left(pieces)).toEqual({ text: 'Hello', thought: true });
  });

  it.each(pairs)('after %s without %s, to the end', async (open) => {
    expect(await left([`${open}\nsec`, 'ret'])).toEqual({ text: '', thought: true });
  });

  it.each([
    ['several times', '<think>a</think>\n<think>b</think>Hello'],
    ['after white space', '\n \n<think>a</think>\n\nHello'],
    ['empty', '<think>\n\n</think>\n\nHello'],
    ['closed before any text', '\n</think>\n\nHello'],
    [
      'of several messages',
      '<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>Hello<|return|>',
    ],
    ['in one tag', '<think/>\n\nHello'],
    ['in one tag with a space', '<think />Hello'],
    ['before an answer in tags', '<think>a</think>\n<answer>\nHello</answer>\n'],
    ['before a response in tags', '<thinking>a</thinking><Response>Hello</Response>'],
    [
      'that calls a function that was not offered',
      '<|channel|>commentary to=functions.x <|constrain|>json<|message|>{}<|call|>Hello',
    ],
    [
      'before a wrapped answer',
      '<|begin_of_thought|>a<|end_of_thought|>\n<|begin_of_solution|>Hello<|end_of_solution|>',
    ],
  ])('%s', async (_, text) => {
    for (const pieces of cuts(text)) expect((await left(pieces)).text).toBe('Hello');
  });

  it('when only its end is marked, wherever it is split', async () => {
    for (const pieces of cuts('secret\n</think>\n\nHello'))
      expect((await left(pieces, compatible())).text).toBe('Hello');
  });

  it('when it was already sent, and is withdrawn', async () => {
    const told = Promise.withResolvers<void>();
    server().behaves(
      pausesFor([says('sec'), says('ret')], told.promise, [says('</think>Hello'), OPENAI_DONE]),
    );
    const watched = watchedRun(compatible(), new Clock());
    watched.run.begin();
    await expect.poll(() => watched.run.sent).toBe('secret');
    told.resolve();
    await expect.poll(() => watched.endings).toMatchObject([{ state: 'done', text: 'Hello' }]);
    expect(watched.told).toMatchObject([{ offset: 0, text: 'Hello' }]);
  });

  it('when the model has begun that way before, and is not shown even briefly', async () => {
    const provider = compatible();
    expect((await left(['secret', '</think>Hello'], provider)).text).toBe('Hello');
    server().behaves(stallsAfter([says('secret, and more of it')]));
    const parts: Part[] = [];
    const { run, told } = watchedRun(noting(provider, parts), new Clock());
    run.begin();
    // Withheld text still counts as a sign of life.
    await expect.poll(() => parts).toEqual([{ type: 'thinking' }]);
    expect(told).toEqual([]);
    run.drop();
    // The first answer without it is sent at its end, and the next as it arrives.
    expect((await left(['Just', ' Hello'], provider)).text).toBe('Just Hello');
    server().behaves(stallsAfter([says('At once')]));
    const next = watchedRun(provider, new Clock());
    next.run.begin();
    await expect.poll(() => next.told.map(({ text }) => text).join('')).toBe('At once');
    next.run.drop();
  });

  it.each(['deepseek-r1:8b', 'QwQ-32B', 'qwen3-4b-thinking-2507'])(
    'when %s is known for it, from the first answer on',
    async (model) => {
      server().behaves(sends([says('secret'), says('</think>Hello'), OPENAI_DONE]));
      const parts = [];
      for await (const part of compatible(model).answer(
        { system: '', turns: [], maxOutputTokens: 1, question: '', room },
        new AbortController().signal,
      ))
        parts.push(part);
      expect(JSON.stringify(parts)).not.toContain('secret');
      expect(parts).toContainEqual({ type: 'text', text: 'Hello' });
      expect((await left(['Hello'], compatible(model))).text).toBe('Hello');
    },
  );
});

const room = { name: 'r', online: 1, members: [], recent: [] };

describe('text about thinking is part of the answer [R117]', () => {
  it.each([
    'Write `<think>` and `</think>` around it.',
    'So:\n```\n<think>\nx\n</think>\n```\nThat is all.',
    'So:\n\n    </think>\n\nThat is all.',
    'It ends with "</think>", as a rule.',
    'First <think>, then </think>.',
    'a < b, and b > c; <b>bold</b> [thing] ◁',
    '<div>think</div>',
    '< think',
    '<',
    '[T',
    'I think therefore </i> am.',
    '<answer>Hello</answer>',
    'analysis of it',
    'Analysis',
    'an answer',
  ])('%j', async (text) => {
    for (const pieces of cuts(text)) expect(await left(pieces)).toEqual({ text, thought: false });
  });

  it('even after thinking that was marked', async () => {
    const text = 'Use </think> and <think>x</think>.';
    expect((await left([`<think>a</think>${text}`])).text).toBe(text);
    server().behaves(
      sends([openAi({ reasoning_content: 'a' }), says(`${text} </think>`), OPENAI_DONE]),
    );
    expect((await answer(compatible())).text).toBe(`${text} </think>`);
  });
});

describe('thinking in a field of its own is not part of the answer [R117]', () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ...THINKING_FIELDS.map((field) => [field, { [field]: 'secret' }] as const),
    ['reasoning_details', { reasoning_details: [{ type: 'reasoning.text', text: 'secret' }] }],
    ['content', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'secret' }] }] }],
    ['content', { content: [{ type: 'reasoning', text: 'secret' }] }],
  ])('in %s: %j', async (_, delta) => {
    server().behaves(sends([openAi(delta), says('Hello'), openAi({}, 'stop'), OPENAI_DONE]));
    expect(await answer(compatible())).toMatchObject({ text: 'Hello', thought: true });
  });
});

it.each([
  ['shows closing tags in code', '`</think>` '.repeat(5900), false],
  ['shows closing tags in quotation marks', '"</think> '.repeat(6500), false],
  ['begins with white space', ' '.repeat(65_000), false],
  ['is held back', 'secret '.repeat(9200), true],
])('an answer of 65,000 characters that %s is parsed quickly', (_, text, expectsThought) => {
  const filter = new ThinkingFilter(expectsThought);
  const ms = threadCpuMs(() => {
    for (let at = 0; at < text.length; at += 2) filter.add(text.slice(at, at + 2));
    expect(`${filter.add('').text}${filter.end().text}`.length).toBeLessThanOrEqual(text.length);
  });
  expect(ms).toBeLessThan(2000);
});
