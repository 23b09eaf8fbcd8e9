import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { EventReader } from '../../../../src/room/assistant/providers/parsing/event-reader.ts';
import {
  USAGE_NAMES,
  USAGE_PLACES,
} from '../../../../src/room/assistant/providers/parsing/usage.ts';
import {
  anthropic,
  OPENAI_DONE,
  OPENAI_USAGE,
  openAi,
  says,
  sends,
} from '../../../support/model-server.ts';
import { Clock } from '../../../support/scripted-provider.ts';
import { threadCpuMs } from '../../../support/thread-cpu.ts';
import {
  answer,
  connect,
  freshModel,
  inOddPieces,
  modelServer,
  REQUEST,
  watchedRun,
} from './world.ts';

const server = modelServer();
const compatible = () => connect(freshModel(server()));
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const USAGE = { prompt_tokens: 12, completion_tokens: 5 };

describe('a complete answer is accepted [R116]', () => {
  it.each<[string, string[]]>([
    ['choices that are null', [event({ choices: null, usage: USAGE })]],
    [
      'usage as strings',
      [event({ choices: [], usage: { prompt_tokens: '12', completion_tokens: '5' } })],
    ],
    ['usage in the last choice', [openAi({}, 'stop', { usage: USAGE })]],
    ['usage that grows', [event({ usage: { ...USAGE, completion_tokens: 1 } }), OPENAI_USAGE]],
    ['usage that is null first', [event({ choices: [], usage: null }), OPENAI_USAGE]],
  ])('with %s', async (_, end) => {
    server().behaves(sends([event({ object: 'ping' }), says('Hello'), ...end, OPENAI_DONE]));
    expect(await answer(compatible())).toMatchObject({
      text: 'Hello',
      last: { type: 'end', usage: { tokensIn: 12, tokensOut: 5 } },
    });
  });

  it.each(
    USAGE_PLACES.flatMap((place) =>
      USAGE_NAMES.tokensIn.map((name, i) => [place, name, USAGE_NAMES.tokensOut[i]] as const),
    ),
  )('with what it cost in %j as %s and %s', async (place, tokensIn, tokensOut) => {
    const counts = { [tokensIn]: 12, [tokensOut ?? '']: '5' };
    const held = place
      .split('.')
      .reverse()
      .reduce<object>((inner, key) => (key === '' ? inner : { [key]: inner }), counts);
    server().behaves(sends([says('Hello'), event(held), OPENAI_DONE]));
    expect((await answer(compatible())).last).toEqual({
      type: 'end',
      usage: { tokensIn: 12, tokensOut: 5 },
    });
  });

  const whole = {
    object: 'chat.completion',
    choices: [{ message: { role: 'assistant', content: 'Hello 👋🏽' }, finish_reason: 'stop' }],
    usage: USAGE,
  };
  it.each([
    ['a document', JSON.stringify(whole)],
    ['a document over many lines', `\n${JSON.stringify(whole, null, 2)}\n`],
    ['one event', event(whole)],
    [
      'one document per line',
      `${[
        { message: { content: 'Hello ' }, done: false },
        { message: { content: '👋🏽' }, done: false },
        { done: true, done_reason: 'stop', prompt_eval_count: 12, eval_count: 5 },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n')}\n`,
    ],
    [
      'an Anthropic message',
      JSON.stringify({
        type: 'message',
        content: [
          { type: 'thinking', thinking: 'x' },
          { type: 'text', text: 'Hello 👋🏽' },
        ],
        stop_reason: 'end_turn',
        usage: { input_tokens: 12, output_tokens: 5 },
      }),
    ],
  ])('as %s', async (_, text) => {
    for (const size of [1, 7, 10_000]) {
      server().behaves(sends(inOddPieces(text, size), { 'Content-Type': 'application/json' }));
      expect(await answer(compatible())).toMatchObject({
        text: 'Hello 👋🏽',
        last: { type: 'end', usage: { tokensIn: 12, tokensOut: 5 } },
      });
    }
  });

  it.each([
    ['content in parts', openAi({ content: [{ type: 'text', text: 'Hel' }, { text: 'lo' }] })],
    [
      'an index that is a string',
      event({ choices: [{ index: '0', delta: { content: 'Hello' } }] }),
    ],
    [
      'another choice',
      event({
        choices: [
          { index: 1, delta: { content: 'No' } },
          { index: 0, delta: { content: 'Hello' } },
        ],
      }),
    ],
    ['text outside of a delta', event({ choices: [{ text: 'Hello' }] })],
    ['an array of events', event([{ choices: [{ delta: { content: 'Hello' } }] }, null, 7])],
    [
      'deeply nested parts',
      `data: {"choices":[{"delta":{"content":${'['.repeat(20_000)}${']'.repeat(20_000)}}}]}\n\n${says('Hello')}`,
    ],
    ['a byte order mark', `\ufeff${says('Hello')}`],
    ['no empty line between events', (says('Hel') + says('lo')).replaceAll('\n\n', '\n')],
    ['lines that end in CR only', says('Hello').replaceAll('\n', '\r')],
    ['a document before the events', `{"object":"ping"}\n${says('Hello')}`],
    [
      'an echo of the request',
      event({ type: 'response.created', response: { id: 'x' } }) + says('Hello'),
    ],
    ['an error that is null', event({ error: null, choices: [{ delta: { content: 'Hello' } }] })],
  ])('when its stream has %s', async (_, words) => {
    server().behaves(sends([words, openAi({}, 'stop')]));
    expect(await answer(compatible())).toMatchObject({ text: 'Hello', last: { type: 'end' } });
  });
});

it.each([
  [
    'of many lines',
    `{"choices":[{"message":{"content":"Hello"}}],\n${'"logprob":\n[1],\n'.repeat(4000)}"usage":null}`,
  ],
  ['full of brackets', `{"choices":[{"message":{"content":"Hello"}}],"x":"${'}'.repeat(60_000)}"}`],
])('a document %s that trickles in is parsed quickly [R116]', (_, text) => {
  const events: string[] = [];
  const reader = new EventReader(({ data }) => events.push(data));
  const ms = threadCpuMs(() => {
    for (const piece of inOddPieces(text, 31)) reader.add(piece);
  });
  expect(events).toEqual([text]);
  expect(ms).toBeLessThan(2000);
});

describe('the finish reason [R116]', () => {
  it.each([
    ['finishReason', 'stop', undefined],
    ['stopReason', 'length', true],
    ['finish_reason', 'FinishReason.MAX_TOKENS', true],
    ['finish_reason', 'FINISH_REASON_STOP', undefined],
  ])('is %s: %s', async (field, reason, isCut) => {
    const end = event({ choices: [{ delta: {}, [field]: reason }] });
    server().behaves(sends([says('Hello'), end]));
    const { text, last } = await answer(compatible());
    expect({ text, last }).toEqual({
      text: 'Hello',
      last: { type: 'end', usage: {}, ...(isCut && { isCut }) },
    });
  });
});

describe('keep-alive data [R116]', () => {
  it.each([
    ['comments', ': PROCESSING\n\n'],
    ['pings', anthropic('ping')],
    ['unknown events', event({ object: 'ping' })],
    ['empty text', openAi({ role: 'assistant', content: '' })],
    ['encrypted thinking', openAi({ reasoning_details: [{ type: 'reasoning.encrypted' }] })],
  ])('counts as %s, once a second', async (_, piece) => {
    const clock = new Clock();
    const provider = connect(freshModel(server()), clock.now);
    const pauses = Array.from({ length: 40 }, () => Promise.withResolvers<void>());
    server().behaves(async (response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      for (const { promise } of pauses) {
        response.write(piece);
        await promise;
      }
      response.end(says('Hello') + OPENAI_DONE);
    });
    const heard: string[] = [];
    const { run, endings } = watchedRun(
      {
        ...provider,
        async *answer(request, signal) {
          for await (const part of provider.answer(request, signal)) {
            heard.push(part.type);
            yield part;
          }
        },
      },
      clock,
    );
    const fetched = vi.spyOn(globalThis, 'fetch');
    run.begin();
    // The time counts from the start of the answer here, not from the request.
    await expect.poll(() => fetched.mock.settledResults[0]?.type).toBe('fulfilled');
    fetched.mockRestore();
    for (const { resolve } of pauses) {
      const before = heard.length;
      await clock.advance(1000);
      resolve();
      await expect.poll(() => heard.length).toBeGreaterThan(before);
    }
    await expect.poll(() => endings).toMatchObject([{ state: 'done', text: 'Hello' }]);
  });
});

describe('arbitrary data from a server', () => {
  const noise = fc.oneof(
    fc.constantFrom(
      ...[': comment\n\n', 'retry: 1\n\n', 'id: 7\n\n', '\n', 'event: weather\ndata: {"t":1}\n\n'],
      ...['data: null\n\n', 'data: 7\n\n', 'data: "x"\n\n', 'data:\n\n', 'data: {"cut\n\n'],
      ...[
        'data: []\n\n',
        'foo: bar\n\n',
        'data: {"choices":null}\n\n',
        'data: {"choices":[null]}\n\n',
      ],
      event({ choices: [{}] }),
      event({ choices: [{ delta: null, finish_reason: null }] }),
      event({ choices: [{ delta: { content: null, reasoning: 'hm' }, finish_reason: '' }] }),
      event({ choices: [{ delta: { tool_calls: [{ index: 'x' }] } }] }),
      event({ type: 'content_block_start', content_block: null }),
      event({ type: 'content_block_delta', delta: { type: 'signature_delta', signature: 'x' } }),
      event({ type: 'message_start', message: null }),
      event({ usage: { prompt_tokens: '1', completion_tokens: null } }),
      event({ error: null }),
    ),
    fc.json({ maxDepth: 3 }).map((text) => `data: ${JSON.stringify({ x: text })}\n\n`),
    fc.object({ maxDepth: 2 }).map((value) => event({ meta: value })),
  );
  const words = fc.array(fc.constantFrom('Hello', ' 👋🏽', ' wörld', '\n', '<b>', '`x`'), {
    minLength: 1,
    maxLength: 8,
  });

  it('between the text of a valid answer leaves it complete with a single end [I13]', async () => {
    await fc.assert(
      fc.asyncProperty(
        words,
        fc.array(noise, { minLength: 10, maxLength: 10 }),
        fc.constantFrom(openAi({}, 'stop'), openAi({}, 'eos'), OPENAI_DONE, event({ done: true })),
        fc.integer({ min: 1, max: 200 }),
        async (said, between, end, size) => {
          const pieces = said.flatMap((text, i) => [between[i] ?? '', says(`a${text}`)]);
          const bytes = [...pieces, between[9] ?? '', end].join('');
          server().behaves(sends(inOddPieces(bytes, size)));
          const parts = [];
          for await (const part of compatible().answer(REQUEST, new AbortController().signal))
            parts.push(part);
          const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
          expect(text).toBe(said.map((word) => `a${word}`).join(''));
          expect(parts.filter(({ type }) => type === 'end' || type === 'failed')).toHaveLength(1);
          expect(parts.at(-1)?.type).toBe('end');
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);

  it('leads to a single end, with an error text of our own [I13]', async () => {
    const ends = fc.constantFrom(
      ...['', OPENAI_DONE, openAi({}, 'stop'), openAi({}, 'content_filter')],
      ...[event({ error: 'oops' }), '<html>', '{"x":'],
    );
    const said = fc.oneof(
      noise,
      words.map((text) => says(text.join(''))),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(said, { maxLength: 8 }),
        ends,
        fc.integer({ min: 1, max: 300 }),
        async (pieces, end, size) => {
          server().behaves(sends(inOddPieces(pieces.join('') + end, size)));
          const parts = [];
          for await (const part of compatible().answer(REQUEST, new AbortController().signal))
            parts.push(part);
          expect(parts.filter(({ type }) => type === 'end' || type === 'failed')).toHaveLength(1);
          expect(parts.at(-1)?.type).toMatch(/^(end|failed)$/);
        },
      ),
      { numRuns: 60 },
    );
  }, 30_000);
});
