import { APICallError } from '@ai-sdk/provider';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../../../src/room/assistant/providers/failure.ts';
import { refuses, sends } from '../../../support/model-server.ts';
import { answer, connect, freshModel, KEY, logged, modelServer, NOW } from './world.ts';

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

it('an unknown error makes the assistant unavailable, without a retry', () => {
  for (const error of [undefined, null, 7, {}, 'strange', new Error('strange')])
    expect(failureOf(error, NOW)).toEqual({
      type: 'failed',
      code: 'assistant_unavailable',
      again: false,
    });
});

const server = modelServer();

describe('an error from a provider', () => {
  const failed = async (status: number, body: unknown) => {
    server().behaves(refuses(status, body));
    const { last } = await answer(connect(freshModel(server())));
    return { ...last, tries: server().asked.length };
  };

  it.each([
    [400, 'the request exceeds the available context size. try increasing the context size'],
    [500, 'the request exceeds the available context size'],
    [
      400,
      'The input token count (1048600) exceeds the maximum number of tokens allowed (1048576).',
    ],
    [
      413,
      'Request too large for model `llama` on tokens per minute (TPM): Limit 6000, Requested 8731',
    ],
    [429, 'Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000.'],
    [400, "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens"],
    [400, 'prompt is too long: 210000 tokens > 200000 maximum'],
    [400, 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000'],
    [422, '`inputs` tokens + `max_new_tokens` must be <= 2048. Given: 3000'],
    [400, 'Input is too long for requested model.'],
    [413, ''],
  ])('%i %j means too much for the model and is not retried', async (status, message) => {
    expect(await failed(status, { error: { message } })).toEqual({
      ...{ type: 'failed', code: 'assistant_too_long', again: false, tries: 1 },
    });
  });

  it.each([
    [400, "Unknown parameter: 'safety_identifier'"],
    [400, 'Unrecognized request argument supplied: moderation'],
    [422, 'Extra fields not permitted: content_filter'],
    [404, 'model "content-policy-7b" not found, try pulling it first'],
    [401, 'Incorrect API key provided. Rate limit: none.'],
    [405, 'Method Not Allowed'],
  ])('%i %j is a configuration error and is logged as one', async (status, message) => {
    expect(await failed(status, { error: { message } })).toMatchObject({
      code: 'assistant_unavailable',
      again: false,
    });
    expect(vi.mocked(console.warn).mock.calls.join()).toContain(`${status}: ${message}`);
  });

  it.each([
    [400, { error: { code: 'content_filter', message: 'The response was filtered' } }],
    [400, { error: { message: 'Your request was rejected as a result of our safety system.' } }],
    [
      403,
      { error: { message: 'Your chosen model requires moderation and your input was flagged' } },
    ],
    [400, { error: { code: 'invalid_prompt', message: 'violating our usage policy' } }],
  ])('%i %j is a refusal', async (status, body) => {
    expect(await failed(status, body)).toMatchObject({ code: 'assistant_refused', again: false });
  });

  it.each([
    [503, { error: 'Model m is currently loading', estimated_time: 20 }],
    [503, { errors: [{ code: 3040, message: 'Capacity temporarily exceeded' }] }],
    [425, {}],
  ])('%i %j can be retried later', async (status, body) => {
    expect(await failed(status, body)).toMatchObject({ code: 'assistant_busy', again: true });
  });

  it.each([
    [{ error: { message: 'No such model' } }, 'No such model'],
    [{ error: 'No such model' }, 'No such model'],
    [{ message: 'No such model', type: 'x', code: 7 }, 'No such model (x, 7)'],
    [{ detail: 'No such model' }, 'No such model'],
    [{ detail: [{ loc: ['body', 'x'], msg: 'No such field', input: 'private' }] }, 'No such field'],
    [{ errors: [{ message: 'No such model' }] }, 'No such model'],
    [[{ error: { message: 'No such model' } }], 'No such model'],
    ['No such\nmodel', 'No such model'],
    ['<html><head><title>404 Not Found</title>', 'a web page'],
  ])('logs the message of %j', async (body, sentence) => {
    await failed(404, body);
    expect(logged()).toContain(sentence);
    expect(logged()).not.toContain('private');
  });

  it.each([
    `no such key: ${KEY}`,
    'Incorrect API key provided: sk-proj-abc***def.',
    'Bearer abcdefghijklmnop is not valid',
    'api_key=abcdefghijkl is not valid',
    'unknown token 0123456789abcdef0123456789abcdef01',
    'AIzaSyA1234567890abcdefghijk is not valid',
  ])('logs no key: %s', async (message) => {
    await failed(401, { error: { message } });
    expect(logged()).toContain('…');
    expect(logged()).not.toMatch(/never-to-be-seen|sk-proj|abcdefghij|0123456789abcdef/);
  });

  it('logs at most one sentence', async () => {
    await failed(400, { error: { message: 'no '.repeat(1000) } });
    expect(logged().length).toBeLessThan(500);
  });

  it.each([
    [{ error: { message: 'Overloaded', type: 'overloaded_error' } }, 'assistant_busy', true],
    [{ error: 'the request exceeds the available context size' }, 'assistant_too_long', false],
    [{ error: { message: 'Provider returned error', code: 502 } }, 'assistant_unavailable', true],
    [{ object: 'error', message: 'slow down', code: 429 }, 'assistant_busy', true],
    [{ errors: [{ message: 'No such model' }] }, 'assistant_unavailable', false],
    [
      { type: 'error', error: { type: 'api_error', message: 'Oops' } },
      'assistant_unavailable',
      false,
    ],
  ])(
    'is recognised with status 200 too, as an event and as a document: %j',
    async (body, code, again) => {
      for (const text of [`data: ${JSON.stringify(body)}\n\n`, JSON.stringify(body, null, 2)]) {
        server().behaves(sends([text]));
        const { last } = await answer(connect(freshModel(server())));
        expect(last).toEqual({ type: 'failed', code, again });
      }
    },
  );
});

it.each([
  [{ base_resp: { status_code: 1004, status_msg: 'log in first' }, choices: null }, 'log in first'],
  [{ detail: 'Model not loaded' }, 'Model not loaded'],
  [{ code: 500, msg: 'no memory', data: null }, 'no memory'],
  [{ success: false, message: 'no quota', errors: [] }, 'no quota'],
  [{ error: true, message: 'the model is gone' }, 'the model is gone'],
  ['upstream connect error before headers\n', 'upstream connect error before headers'],
])('logs the message of %j when a 200 holds no answer', async (body, sentence) => {
  server().behaves(sends([typeof body === 'string' ? body : JSON.stringify(body)]));
  expect((await answer(connect(freshModel(server())))).last).toMatchObject({ type: 'failed' });
  expect(logged()).toContain(sentence);
});

const DAY_MS = 24 * 3600 * 1000;

it.each([
  [{ 'retry-after-ms': '1500.2' }, 1501],
  [{ 'retry-after': '0.0005' }, 1],
  [{ 'retry-after-ms': 'soon', 'retry-after': '3' }, 3000],
  [{ 'retry-after-ms': 'Infinity' }, DAY_MS],
  [{ 'retry-after': '99999999999999' }, DAY_MS],
  [{ 'retry-after': 'Wed, 25 Nov 2099 12:00:00 GMT' }, DAY_MS],
  [{ 'retry-after-ms': '-1' }, undefined],
  [{ 'retry-after': '...' }, undefined],
  [{ 'retry-after': 'tomorrow' }, undefined],
])('reports a wait of %j in readable units: %s', (responseHeaders, wait) => {
  const call = { url: 'http://127.0.0.1', requestBodyValues: {}, statusCode: 429, message: '' };
  const failure = failureOf(new APICallError({ ...call, responseHeaders }), NOW);
  expect(failure).toMatchObject({ code: 'assistant_busy', again: true });
  expect('retryAfterMs' in failure ? failure.retryAfterMs : undefined).toBe(wait);
});
