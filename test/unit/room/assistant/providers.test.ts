import { describe, expect, it, vi } from 'vitest';
import type { Part } from '../../../../src/room/assistant/providers/provider.ts';
import type { Source } from '../../../../src/room/assistant/source.ts';
import {
  goesOn,
  OPENAI_DONE,
  OPENAI_USAGE,
  openAi,
  refuses,
  resetsAfter,
  sends,
  stallsAfter,
} from '../../../support/model-server.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { answer, connect, freshModel, KEY, logged, modelServer, REQUEST } from './world.ts';

const server = modelServer();

const compatible = () =>
  connect({
    provider: 'openai-compatible',
    model: 'm',
    baseUrl: `${server().url}/v1`,
    apiKey: KEY,
  });

const SAYS = [
  openAi({ role: 'assistant', content: '' }),
  openAi({ content: 'Héllo' }),
  openAi({ content: ' 👋🏽' }),
];
const WHOLE = [...SAYS, openAi({}, 'stop'), OPENAI_USAGE, OPENAI_DONE];

describe('an OpenAI-compatible server', () => {
  it('gets the key in its header only, and the system prompt apart from the conversation', async () => {
    server().behaves(sends(WHOLE));
    expect(await answer(compatible())).toEqual({
      text: 'Héllo 👋🏽',
      last: { type: 'end', usage: { tokensIn: 12, tokensOut: 5 } },
      thought: false,
    });
    const [{ url, headers, body } = { url: '', headers: {}, body: {} }] = server().asked;
    expect(url).toBe('/v1/chat/completions');
    expect(headers.authorization).toBe(`Bearer ${KEY}`);
    expect(body).toMatchObject({ model: 'm', stream: true, max_tokens: 100 });
    expect(body['messages']).toEqual([
      { role: 'system', content: REQUEST.system },
      { role: 'user', content: REQUEST.turns[0].content },
    ]);
    expect(JSON.stringify(body)).not.toContain(KEY);
  });

  it('gets the operator’s headers, which never appear in the log', async () => {
    const headers = { 'x-proxy': 'proxy-secret', authorization: 'Basic other-secret' };
    for (const provider of ['openai-compatible', 'anthropic'] as const) {
      server().behaves(refuses(400, { error: { message: 'no proxy-secret, no other-secret' } }));
      await answer(connect({ ...freshModel(server(), 'm', provider), headers } as Source));
      expect(server().asked[0]?.headers).toMatchObject(headers);
      expect(logged()).toContain('…');
      expect(logged()).not.toMatch(/proxy-secret|other-secret/);
    }
    const keyless = { ...freshModel(server(), 'm', 'anthropic'), apiKey: undefined, headers };
    await answer(connect(keyless as Source));
    expect(server().asked.at(-1)?.headers).not.toHaveProperty('x-api-key');
  });

  it('gets the token limit under the name that OpenAI’s newer models expect', async () => {
    const asked: { url: string; body: object }[] = [];
    vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
      asked.push({ url, body: JSON.parse(body) });
      return new Response(WHOLE.join(''), { headers: { 'Content-Type': 'text/event-stream' } });
    });
    try {
      const [provider, baseUrl] = ['openai-compatible', 'https://api.openai.com/v1'] as const;
      await answer(connect({ provider, model: 'm', baseUrl, apiKey: KEY }));
    } finally {
      vi.unstubAllGlobals();
    }
    expect(asked).toMatchObject([
      { url: 'https://api.openai.com/v1/chat/completions', body: { max_completion_tokens: 100 } },
    ]);
    expect(asked[0]?.body).not.toHaveProperty('max_tokens');
  });

  it('is parsed correctly wherever its bytes are split', async () => {
    const bytes = new TextEncoder().encode(WHOLE.join(''));
    const provider = compatible();
    for (let at = 1; at < bytes.length; at += 7) {
      server().behaves(sends([bytes.slice(0, at), bytes.slice(at)]));
      expect((await answer(provider)).text).toBe('Héllo 👋🏽');
    }
    server().behaves(sends([...bytes].map((byte) => Uint8Array.of(byte))));
    expect((await answer(provider)).text).toBe('Héllo 👋🏽');
  });

  it.each([
    [
      'comments and pings',
      [': OPENROUTER PROCESSING\n\n', ...WHOLE.flatMap((event) => [event, ': ping\n\n'])],
    ],
    ['CR LF', WHOLE.map((event) => event.replaceAll('\n', '\r\n'))],
    ['events of unknown names', WHOLE.map((event) => `event: chunk\nid: 7\n${event}`)],
    [
      'changing ids and unknown fields',
      WHOLE.map((event, i) => event.replace('"c1"', `"c${i}","x":{"y":1}`)),
    ],
    ['padding', WHOLE.map((event) => event.replace('"index":0', '"index":0,"obfuscation":"zzzz"'))],
    ['no final line break', [...WHOLE.slice(0, -1), 'data: [DONE]']],
    ['no [DONE]', WHOLE.slice(0, -1)],
  ])('may send %s', async (_, pieces) => {
    server().behaves(sends(pieces));
    expect(await answer(compatible())).toMatchObject({ text: 'Héllo 👋🏽', last: { type: 'end' } });
  });

  it('may leave out its usage', async () => {
    server().behaves(sends([...SAYS, openAi({}, 'stop'), OPENAI_DONE]));
    expect((await answer(compatible())).last).toEqual({ type: 'end', usage: {} });
  });

  it('may think first', async () => {
    server().behaves(sends([openAi({ reasoning_content: 'Hm' }), ...WHOLE]));
    expect(await answer(compatible())).toMatchObject({ text: 'Héllo 👋🏽', thought: true });
  });

  it.each([
    ['truncated at the maximum', openAi({}, 'length'), { type: 'end', isCut: true }],
    ['refused by a filter', openAi({}, 'content_filter'), { code: 'assistant_refused' }],
    [
      'an error after text',
      'data: {"error":{"message":"Overloaded","type":"overloaded_error"}}\n\n',
      { code: 'assistant_busy' },
    ],
    ['a chunk that is not JSON', 'data: {"choices":[{"del\n\n', { type: 'failed' }],
    ['an end without a reason', '', { code: 'assistant_unavailable' }],
  ])('gives each answer its actual end: %s', async (_, end, last) => {
    server().behaves(sends([...SAYS, end]));
    expect(await answer(compatible())).toMatchObject({ text: 'Héllo 👋🏽', last });
  });

  it('fails the answer when the connection breaks midway, and the text so far stays', async () => {
    server().behaves(resetsAfter(SAYS));
    expect(await answer(compatible())).toMatchObject({
      text: 'Héllo 👋🏽',
      last: { type: 'failed', code: 'assistant_unavailable' },
    });
  });

  it('is not followed when it redirects, because the key would go along', async () => {
    const elsewhere = `${server().url}/elsewhere`;
    server().behaves(refuses(307, 'This way.', { Location: elsewhere }), sends(WHOLE));
    expect(await answer(compatible())).toMatchObject({
      text: '',
      last: { type: 'failed', code: 'assistant_unavailable', again: false },
    });
    expect(server().asked.map(({ url }) => url)).toEqual(['/v1/chat/completions']);
  });

  it('fails the answer when a line never ends, and is disconnected', async () => {
    server().behaves(goesOn('x'.repeat(65_536)));
    expect(await answer(compatible())).toMatchObject({
      text: '',
      last: { type: 'failed', code: 'assistant_unavailable', again: false },
    });
    await expect.poll(() => server().closed).toBe(1);
  });

  it('fails the answer when it sends a web page', async () => {
    server().behaves(
      sends(['<!doctype html><title>Log in</title>'], { 'Content-Type': 'text/html' }),
    );
    expect(await answer(compatible())).toMatchObject({
      text: '',
      last: { type: 'failed', code: 'assistant_unavailable' },
    });
  });

  it('fails the answer, to be retried soon, when it cannot be reached', async () => {
    const provider = connect({
      provider: 'openai-compatible',
      model: 'm',
      baseUrl: 'http://127.0.0.1:9/v1',
      apiKey: undefined,
    });
    expect((await answer(provider)).last).toMatchObject({
      code: 'assistant_unavailable',
      again: true,
    });
  });

  it('is told within a second that the answer is no longer wanted', async () => {
    server().behaves(stallsAfter(SAYS));
    const abort = new AbortController();
    const parts: Part[] = [];
    const done = (async () => {
      for await (const part of compatible().answer(REQUEST, abort.signal)) parts.push(part);
    })();
    await waitFor(() => expect(parts).toEqual([{ type: 'text', text: 'Héllo 👋🏽' }]));
    abort.abort();
    await done;
    expect(parts).toHaveLength(1);
    await waitFor(() => expect(server().closed).toBe(1));
  });

  it.each([
    [
      429,
      {},
      { 'retry-after-ms': '1500' },
      { code: 'assistant_busy', again: true, retryAfterMs: 1500 },
    ],
    [429, {}, { 'retry-after': '3' }, { code: 'assistant_busy', again: true, retryAfterMs: 3000 }],
    [
      429,
      {},
      { 'retry-after': 'Wed, 25 Nov 2026 12:00:09 GMT' },
      { code: 'assistant_busy', again: true, retryAfterMs: 9000 },
    ],
    [
      429,
      {},
      { 'retry-after': 'Wed, 25 Nov 2026 11:00:00 GMT' },
      { code: 'assistant_busy', again: true, retryAfterMs: 0 },
    ],
    [
      429,
      { error: { code: 'insufficient_quota', message: 'You exceeded your current quota' } },
      {},
      { code: 'assistant_unavailable', again: false },
    ],
    [
      429,
      { error: { type: 'enforced_spend_limit_reached' } },
      {},
      { code: 'assistant_unavailable', again: false },
    ],
    [
      400,
      { error: { code: 'context_length_exceeded' } },
      {},
      { code: 'assistant_too_long', again: false },
    ],
    [400, { error: { code: 'content_filter' } }, {}, { code: 'assistant_refused', again: false }],
    [
      401,
      { error: { message: `Incorrect API key provided: ${KEY}` } },
      {},
      { code: 'assistant_unavailable', again: false },
    ],
    [402, {}, {}, { code: 'assistant_unavailable', again: false }],
    [404, '<html>', {}, { code: 'assistant_unavailable', again: false }],
    [500, 'oops', {}, { code: 'assistant_unavailable', again: true }],
    [504, '', {}, { code: 'assistant_timeout', again: true }],
    [529, { error: { type: 'overloaded_error' } }, {}, { code: 'assistant_busy', again: true }],
  ])('is understood when it says %i %j %j', async (status, body, headers, last) => {
    server().behaves(refuses(status, body, headers as Record<string, string>));
    expect((await answer(compatible())).last).toEqual({ type: 'failed', ...last });
    // The run decides whether to retry.
    expect(server().asked).toHaveLength(1);
    expect(JSON.stringify(vi.mocked(console.warn).mock.calls)).not.toContain(KEY);
  });
});
