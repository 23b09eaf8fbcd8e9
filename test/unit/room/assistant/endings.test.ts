import { describe, expect, it, vi } from 'vitest';
import { FINISHES } from '../../../../src/room/assistant/providers/parsing/finish-reason.ts';
import { END_EVENTS } from '../../../../src/room/assistant/providers/parsing/signals.ts';
import type { Usage } from '../../../../src/room/assistant/providers/provider.ts';
import {
  anthropic,
  hangsUp,
  OPENAI_DONE,
  OPENAI_USAGE,
  openAi,
  refuses,
  resetsAfter,
  says,
  sends,
  stallsAfter,
} from '../../../support/model-server.ts';
import { Clock } from '../../../support/scripted-provider.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { answer, connect, freshModel, inOddPieces, modelServer, watchedRun } from './world.ts';

const server = modelServer();
const compatible = () => connect(freshModel(server()));
const claude = () => connect(freshModel(server(), 'm', 'anthropic'));

const START = anthropic('message_start', { message: { usage: { input_tokens: 20 } } });
const HELLO = [
  anthropic('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  anthropic('content_block_delta', { index: 0, delta: { type: 'text_delta', text: 'Hello' } }),
  anthropic('content_block_stop', { index: 0 }),
];
const STOP = (reason: unknown) =>
  anthropic('message_delta', { delta: { stop_reason: reason }, usage: { output_tokens: 4 } });

describe('an answer is complete [R116]', () => {
  const USAGE = { tokensIn: 12, tokensOut: 5 };
  it.each<[string, string[], Usage]>([
    ['a reason, usage and [DONE]', [openAi({}, 'stop'), OPENAI_USAGE, OPENAI_DONE], USAGE],
    ['[DONE] without a reason', [OPENAI_USAGE, OPENAI_DONE], USAGE],
    ['[DONE] alone', [OPENAI_DONE], {}],
    ['[DONE] without a space', ['data:[DONE]\n\n'], {}],
    ['[done] in a string', ['data: "[done]"\n\n'], {}],
    [
      'done: true',
      ['data: {"done":true,"done_reason":"stop","eval_count":5}\n\n'],
      { tokensOut: 5 },
    ],
    ...END_EVENTS.map(
      (name) =>
        [`an event called ${name}`, [`event: ${name}\ndata: {}\n\n`], {}] as [
          string,
          string[],
          Usage,
        ],
    ),
    ['a reason alone', [openAi({}, 'stop')], {}],
    ['a reason and usage', [openAi({}, 'stop'), OPENAI_USAGE], USAGE],
  ])('at %s, and the connection that the server leaves open is closed', async (_, end, usage) => {
    server().behaves(stallsAfter([says('Hel'), says('lo'), ...end]));
    expect(await answer(compatible())).toEqual({
      text: 'Hello',
      last: { type: 'end', usage },
      thought: false,
    });
    await waitFor(() => expect(server().closed).toBe(1));
  });

  it.each(['stop', 'eos', 'STOP', 'end_of_turn', 'eos_token', 'tool_calls', 'whatever comes next'])(
    'when the reason is %j',
    async (reason) => {
      server().behaves(sends([says('Hello'), openAi({}, reason), OPENAI_USAGE, OPENAI_DONE]));
      expect(await answer(compatible())).toMatchObject({
        text: 'Hello',
        last: { type: 'end', usage: USAGE },
      });
    },
  );

  it.each(FINISHES.length)('and truncated when the reason is %j', async (reason) => {
    server().behaves(sends([says('Hello'), openAi({}, reason), OPENAI_DONE]));
    expect(await answer(compatible())).toMatchObject({
      text: 'Hello',
      last: { type: 'end', isCut: true },
    });
  });

  it.each(FINISHES.refused)('but refused when the reason is %j', async (reason) => {
    server().behaves(sends([says('Hello'), openAi({}, reason.toUpperCase()), OPENAI_DONE]));
    expect((await answer(compatible())).last).toMatchObject({ code: 'assistant_refused' });
  });

  it.each(FINISHES.broken)('but failed when the reason is %j', async (reason) => {
    server().behaves(sends([says('Hello'), openAi({}, reason), OPENAI_DONE]));
    expect((await answer(compatible())).last).toMatchObject({
      type: 'failed',
      code: 'assistant_unavailable',
    });
  });

  it.each(['', 'null', null])(
    'only at the end when every event carries the reason %j',
    async (reason) => {
      const event = (content: string) => openAi({ content }, reason);
      server().behaves(sends([event('Hel'), event('lo'), openAi({}, 'stop'), OPENAI_DONE]));
      expect(await answer(compatible())).toMatchObject({ text: 'Hello', last: { type: 'end' } });
    },
  );

  it('when the connection breaks after its finish reason', async () => {
    server().behaves(resetsAfter([says('Hello'), openAi({}, 'stop'), OPENAI_USAGE]));
    expect(await answer(compatible())).toMatchObject({
      text: 'Hello',
      last: { type: 'end', usage: USAGE },
    });
  });

  it('when an error follows its finish reason', async () => {
    server().behaves(
      sends([says('Hello'), openAi({}, 'stop'), 'data: {"error":{"message":"oops"}}\n\n']),
    );
    expect((await answer(compatible())).last).toMatchObject({ type: 'end' });
  });
});

describe('an answer from Anthropic is complete [R116]', () => {
  it.each([
    ['an unknown reason', [START, ...HELLO, STOP('enough_said'), anthropic('message_stop')]],
    ['no last event', [START, ...HELLO, STOP('end_turn')]],
    ['no reason', [START, ...HELLO, anthropic('message_stop')]],
    [
      'unknown events',
      [
        anthropic('message_hello', { x: 1 }),
        START,
        anthropic('content_block_start', { index: 0, content_block: { type: 'hologram', x: {} } }),
        anthropic('content_block_delta', { index: 0, delta: { type: 'light', light: 'secret' } }),
        anthropic('content_block_stop', { index: 0 }),
        ...HELLO,
        anthropic('weather', { delta: { text: 7 } }),
        STOP('end_turn'),
        anthropic('message_stop'),
      ],
    ],
    ['a repeated start', [START, START, ...HELLO, STOP('end_turn'), anthropic('message_stop')]],
    ['no start', [...HELLO, STOP('end_turn'), anthropic('message_stop')]],
  ])('with %s', async (_, events) => {
    for (const size of [7, 100_000]) {
      server().behaves(sends(inOddPieces(events.join(''), size)));
      expect(await answer(claude())).toMatchObject({ text: 'Hello', last: { type: 'end' } });
    }
  });

  it('when the connection stays open, which is then closed', async () => {
    for (const end of [[STOP('end_turn'), anthropic('message_stop')], [STOP('end_turn')]]) {
      server().behaves(stallsAfter([START, ...HELLO, ...end]));
      expect((await answer(claude())).last).toEqual({
        type: 'end',
        usage: { tokensIn: 20, tokensOut: 4 },
      });
      await waitFor(() => expect(server().closed).toBe(1));
    }
  });
});

describe('a connection that breaks before an answer', () => {
  const cases = [
    ['before its headers', hangsUp('at once')],
    ['behind its headers', hangsUp('after its headers')],
    ['by an orderly end without a word', sends([])],
    ['with a 503', refuses(503, {})],
  ] as const;

  it.each(cases)('%s may be retried', async (_, behaviour) => {
    server().behaves(behaviour);
    for (const provider of [compatible(), claude()])
      expect((await answer(provider)).last).toEqual({
        type: 'failed',
        code: 'assistant_unavailable',
        again: true,
      });
  });

  it.each(cases)('%s is retried twice, and the third response is used', async (_, behaviour) => {
    server().behaves(behaviour, behaviour, sends([says('Hello'), OPENAI_DONE]));
    const clock = new Clock();
    const { run, endings } = watchedRun(compatible(), clock);
    run.begin();
    await expect
      .poll(async () => {
        // In small steps, so that no deadline passes before the server has responded.
        await clock.advance(10);
        return endings;
      })
      .toMatchObject([{ state: 'done', text: 'Hello' }]);
    expect(server().asked).toHaveLength(3);
  });

  it('is not retried once text has arrived', async () => {
    server().behaves(resetsAfter([says('Hel')]));
    const { run, endings } = watchedRun(compatible(), new Clock());
    run.begin();
    await expect
      .poll(() => endings)
      .toMatchObject([{ state: 'failed', code: 'assistant_unavailable', text: 'Hel' }]);
    expect(server().asked).toHaveLength(1);
  });
});

describe('thinking that uses up the token limit', () => {
  it.each([
    ['in a field', [openAi({ reasoning_content: 'Hm' })]],
    ['in the text', [says('<think>Hm')]],
    ['that is never sent', []],
  ])('%s fails as too long, and the log says so', async (_, thinking) => {
    server().behaves(sends([...thinking, openAi({}, 'length'), OPENAI_USAGE, OPENAI_DONE]));
    const { run, endings } = watchedRun(compatible(), new Clock());
    run.begin();
    await expect
      .poll(() => endings)
      .toEqual([
        {
          ...{ state: 'failed', code: 'assistant_too_long', text: '' },
          usage: { tokensIn: 12, tokensOut: 5 },
        },
      ]);
    expect(vi.mocked(console.warn).mock.calls.join()).toContain('AI_MAX_OUTPUT_TOKENS');
  });
});
