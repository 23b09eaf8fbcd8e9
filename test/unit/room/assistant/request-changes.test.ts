import { describe, expect, it } from 'vitest';
import {
  FORM_ERROR_STATUSES,
  OTHER_NAMES,
} from '../../../../src/room/assistant/providers/request-changes.ts';
import {
  anthropic,
  type Behaviour,
  OPENAI_DONE,
  refuses,
  says,
  sends,
} from '../../../support/model-server.ts';
import { answer, connect, freshModel, logged, modelServer } from './world.ts';

const server = modelServer();

const HELLO = [says('Hello'), OPENAI_DONE];

/** Accepts a request only in its own form, and rejects any other with an explanation. */
const takes =
  (problem: (body: Record<string, unknown>) => string | undefined, status = 400): Behaviour =>
  (response, asked) => {
    const message = problem(asked.body);
    const behaviour =
      message === undefined ? sends(HELLO) : refuses(status, { error: { message } });
    return behaviour(response, asked);
  };

const bodies = () => server().asked.map(({ body }) => body);

describe('a request that is rejected for its form is retried in another form [R119]', () => {
  it.each([
    [
      'with the other name of the limit',
      takes(({ max_tokens }) =>
        max_tokens === undefined
          ? undefined
          : "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      ),
      { max_completion_tokens: 100 },
      ['max_tokens'],
    ],
    [
      'without a limit',
      takes((body) => {
        const name = Object.keys(OTHER_NAMES).find((limit) => limit in body);
        return name && `Unrecognized request argument supplied: ${name}`;
      }),
      {},
      Object.keys(OTHER_NAMES),
    ],
    [
      'without stream_options',
      takes(
        ({ stream_options }) =>
          stream_options
            ? 'stream_options: Extra inputs are not permitted; stream is fine'
            : undefined,
        422,
      ),
      { stream: true },
      ['stream_options'],
    ],
    [
      'without stream_options and with the other name',
      takes(({ stream_options, max_tokens }) => {
        if (stream_options) return 'Unknown field: stream_options';
        return max_tokens ? 'max_tokens is deprecated, use max_completion_tokens' : undefined;
      }),
      { stream: true, max_completion_tokens: 100 },
      ['stream_options', 'max_tokens'],
    ],
    [
      'without streaming',
      takes(({ stream }) => (stream ? 'Streaming (`stream`) is not supported' : undefined), 501),
      { stream: false },
      ['stream_options'],
    ],
    [
      'with a smaller limit',
      takes(({ max_tokens }) =>
        Number(max_tokens) > 64
          ? `max_tokens is too large: ${max_tokens}. This model supports at most 64 completion tokens.`
          : undefined,
      ),
      { max_tokens: 64 },
      [],
    ],
  ])('%s', async (_, behaviour, has, hasNot) => {
    const source = freshModel(server());
    server().behaves(behaviour);
    expect(await answer(connect(source))).toMatchObject({ text: 'Hello', last: { type: 'end' } });
    const tries = server().asked.length;
    expect(tries).toBeGreaterThan(1);
    // The form is remembered, for other rooms too.
    expect((await answer(connect(source))).text).toBe('Hello');
    expect(server().asked).toHaveLength(tries + 1);
    expect(bodies().at(-1)).toMatchObject(has);
    for (const name of hasNot) expect(bodies().at(-1)).not.toHaveProperty(name);
    expect(logged()).toContain('asked again without what the provider refuses');
  });

  it('with the system prompt in the first message', async () => {
    server().behaves(
      takes(({ messages }) =>
        (messages as { role: string }[])[0]?.role === 'system'
          ? 'System role not supported'
          : undefined,
      ),
    );
    expect((await answer(connect(freshModel(server())))).text).toBe('Hello');
    expect(bodies().at(-1)?.['messages']).toEqual([
      { role: 'user', content: 'Be brief.\n\n{"from":"Ann","text":"Hello"}' },
    ]);
  });

  const NO_OPTIONS = { stream_options: undefined };
  it.each<[unknown, object]>([
    [{ errors: [{ instancePath: '/stream_options', message: 'is not allowed' }] }, NO_OPTIONS],
    [{ errors: [{ path: ['stream_options'], message: 'Unrecognized key' }] }, NO_OPTIONS],
    [{ error: { keys: ['stream_options'], message: 'Unrecognized key(s)' } }, NO_OPTIONS],
    [{ issues: [{ message: "Unrecognized key(s) in object: 'stream_options'" }] }, NO_OPTIONS],
    [{ message: 'streamOptions is not supported' }, NO_OPTIONS],
    [{ message: 'Stream options can only be defined when `stream=True`.' }, NO_OPTIONS],
    [{ message: 'include_usage is not supported' }, NO_OPTIONS],
    [{ message: 'Streaming is not supported for this model' }, { stream: false }],
    [
      { message: 'MAX_TOKENS is not supported, use MaxCompletionTokens' },
      { max_tokens: undefined },
    ],
    [{ message: 'Invalid value for max_tokens: 100 (max 64)' }, { max_tokens: 64 }],
    [{ message: 'Range of max_tokens should be [1, 64]' }, { max_tokens: 64 }],
    [{ message: 'maxTokens exceeds limit of 64' }, { max_tokens: 64 }],
    [
      { message: 'The maximum tokens you requested exceeds the model limit of 64.' },
      { max_tokens: 64 },
    ],
    [
      {
        message:
          '`max_tokens` must be less than or equal to `64`, the maximum value for `max_tokens` is less than the `context_window` for this model',
      },
      { max_tokens: 64 },
    ],
  ])('when the error is the sentence %j', async (body, changes) => {
    server().behaves(refuses(400, body), sends(HELLO));
    expect((await answer(connect(freshModel(server())))).text).toBe('Hello');
    expect(bodies()).toHaveLength(2);
    const [first, second] = bodies();
    const { max_completion_tokens, ...sent } = second ?? {};
    expect(sent).toEqual(
      JSON.parse(JSON.stringify({ ...first, ...changes, ...('stream' in changes && NO_OPTIONS) })),
    );
  });

  it.each([
    [400, 'Unexpected role "system". The API accepts a top-level parameter'],
    [400, 'Developer instruction is not enabled for models/m'],
    [400, 'Conversation roles must alternate user/assistant/user/assistant/...'],
    [500, 'Jinja Exception: System role not supported'],
  ])('with the system prompt in the first message: %i %s', async (status, message) => {
    server().behaves(refuses(status, { error: { message } }), sends(HELLO));
    expect((await answer(connect(freshModel(server())))).text).toBe('Hello');
    expect(bodies().at(-1)?.['messages']).toMatchObject([{ role: 'user' }]);
  });

  it('when the server crashes on it', async () => {
    const message = "create() got an unexpected keyword argument 'stream_options'";
    server().behaves(refuses(500, { error: { message } }), sends(HELLO));
    expect((await answer(connect(freshModel(server())))).text).toBe('Hello');
    expect(bodies().at(-1)).not.toHaveProperty('stream_options');
  });

  it('when a validator’s error repeats the request', async () => {
    server().behaves(
      refuses(422, {
        detail: [
          {
            type: 'extra_forbidden',
            loc: ['body', 'stream_options'],
            msg: 'Extra inputs are not permitted',
            input: { max_tokens: 100, messages: [{ content: 'private words' }] },
          },
        ],
      }),
      sends(HELLO),
    );
    expect((await answer(connect(freshModel(server())))).text).toBe('Hello');
    expect(bodies().at(-1)).toMatchObject({ max_tokens: 100 });
    expect(bodies().at(-1)).not.toHaveProperty('stream_options');
    expect(logged()).not.toContain('private words');
  });

  it('with Anthropic too', async () => {
    server().behaves(
      refuses(400, {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message:
            'max_tokens: 100 > 64, which is the maximum allowed number of output tokens for m',
        },
      }),
      sends([
        anthropic('content_block_delta', {
          index: 0,
          delta: { type: 'text_delta', text: 'Hello' },
        }),
        anthropic('message_stop'),
      ]),
    );
    expect((await answer(connect(freshModel(server(), 'm', 'anthropic')))).text).toBe('Hello');
    expect(bodies().at(-1)).toMatchObject({ max_tokens: 64 });
  });

  it.each<[number, string]>([
    ...FORM_ERROR_STATUSES.map((status): [number, string] => [status, 'The model is on holiday.']),
    [400, "This model's maximum context length is 50 tokens; reduce the messages or max_tokens."],
    [401, 'max_tokens may not be set with this key'],
    [500, 'stream_options broke me'],
  ])('unless its form is not the reason: %i %s', async (status, message) => {
    server().behaves(refuses(status, { error: { message } }));
    expect((await answer(connect(freshModel(server())))).last).toMatchObject({ type: 'failed' });
    expect(server().asked).toHaveLength(1);
  });

  it('no more often than it has optional fields', async () => {
    server().behaves((response, asked) =>
      refuses(400, `Unknown parameters: ${Object.keys(asked.body).join(', ')}`)(response, asked),
    );
    expect((await answer(connect(freshModel(server())))).last).toMatchObject({ type: 'failed' });
    expect(server().asked.length).toBeLessThanOrEqual(6);
    // A change that did not help is not remembered.
    const source = freshModel(server());
    server().behaves(refuses(400, 'stream_options?'), refuses(400, 'no'), sends(HELLO));
    await answer(connect(source));
    await answer(connect(source));
    expect(bodies().at(-1)).toHaveProperty('stream_options');
  });
});
