import { describe, expect, it } from 'vitest';
import { assistantSettings } from '../../../../src/room/assistant/settings.ts';

const binding = { run: () => Promise.resolve() };
const sourceOf = (env: Parameters<typeof assistantSettings>[0]) => assistantSettings(env).source;

describe('the assistant’s source', () => {
  it('is the built-in helper when nothing is configured', () => {
    expect(assistantSettings({})).toMatchObject({
      source: { provider: 'builtin' },
      name: 'Assistant',
      trigger: 'mention',
    });
  });

  it('is chosen from what is configured: an address first, the binding last', () => {
    const all = {
      AI_BASE_URL: 'http://127.0.0.1:11434/v1/',
      AI_MODEL: 'qwen3',
      OPENAI_API_KEY: 'o',
      ANTHROPIC_API_KEY: 'a',
      AI: binding,
    };
    // The operator of that address does not get the key of another.
    expect(sourceOf(all)).toEqual({
      ...{ provider: 'openai-compatible', model: 'qwen3' },
      ...{ baseUrl: 'http://127.0.0.1:11434/v1', apiKey: undefined },
    });
    const { AI_BASE_URL, AI_MODEL, ...keys } = all;
    expect(sourceOf(keys)).toMatchObject({ baseUrl: 'https://api.openai.com/v1', apiKey: 'o' });
    const { OPENAI_API_KEY, ...claude } = keys;
    expect(sourceOf(claude)).toMatchObject({ provider: 'anthropic', apiKey: 'a' });
    expect(sourceOf({ AI: binding })).toMatchObject({ provider: 'workers-ai', binding });
    expect(sourceOf({ ...all, AI_PROVIDER: 'off' })).toEqual({ provider: 'off' });
    expect(sourceOf({ ...all, AI_PROVIDER: 'builtin' })).toEqual({ provider: 'builtin' });
  });
});

const OWN = { AI_BASE_URL: 'https://ai.example/v1', AI_MODEL: 'm' };
const WORKERS_AI = { AI_PROVIDER: 'workers-ai', AI: binding };

it('sends the operator’s headers along with the key, or instead of it', () => {
  const AI_HEADERS = '{"cf-aig-authorization":"Bearer x"}';
  const headers = { 'cf-aig-authorization': 'Bearer x' };
  expect(sourceOf({ ...OWN, AI_API_KEY: ' k\n', AI_HEADERS })).toMatchObject({
    apiKey: 'k',
    headers,
  });
  const gateway = { AI_PROVIDER: 'anthropic', AI_BASE_URL: 'https://gateway.example/anthropic' };
  expect(sourceOf({ ...gateway, AI_HEADERS })).toMatchObject({ apiKey: undefined, headers });
  // A provider that is not used needs none of it.
  expect(sourceOf({ AI_PROVIDER: 'off', AI_HEADERS: '?', AI_MODEL: 'm' })).toEqual({
    provider: 'off',
  });
});

it.each([
  [{ AI_PROVIDER: 'gpt' }, 'AI_PROVIDER must be one of auto'],
  [{ AI_TRIGGER: 'never' }, 'AI_TRIGGER must be one of mention, reply, always, off.'],
  [{ AI_PROVIDER: 'anthropic' }, 'ANTHROPIC_API_KEY must be set'],
  [{ AI_PROVIDER: 'openai-compatible' }, 'AI_BASE_URL or OPENAI_API_KEY must be set'],
  [{ AI_PROVIDER: 'workers-ai' }, 'AI must be bound'],
  [{ AI_BASE_URL: 'https://ai.example/v1' }, 'AI_MODEL must name a model'],
  [{ AI_BASE_URL: 'file:///etc/passwd', AI_MODEL: 'm' }, 'AI_BASE_URL must be an http'],
  [{ AI_NAME: 'a\nb' }, 'AI_NAME must be a name'],
  [{ AI_IDLE_MS: 'soon' }, 'AI_IDLE_MS must be a whole number from 100 to 300000.'],
  [{ AI_ROOM_PER_DAY: '0' }, 'AI_ROOM_PER_DAY must be a whole number from 1 to 10000.'],
  [{ AI_API_KEY: 'k' }, 'AI_API_KEY is set, but no provider to use it'],
  [{ AI_MODEL: 'm' }, 'AI_MODEL is set, but no provider to use it'],
  [{ AI_HEADERS: '{}' }, 'AI_HEADERS is set, but no provider to use it'],
  [{ ...OWN, AI_HEADERS: 'x-proxy: secret' }, 'AI_HEADERS must be a JSON object'],
  [{ ...OWN, AI_HEADERS: '["x-proxy"]' }, 'AI_HEADERS must be a JSON object'],
  [{ ...OWN, AI_HEADERS: '{"x-proxy":7}' }, 'AI_HEADERS must be a JSON object'],
  [{ ...OWN, AI_HEADERS: '{"x proxy":"a"}' }, 'AI_HEADERS must be a JSON object'],
  [{ ...OWN, AI_HEADERS: '{"x-proxy":"a\\nb"}' }, 'AI_HEADERS must be a JSON object'],
  [{ ...OWN, AI_HEADERS: '{"Host":"a"}' }, 'AI_HEADERS must not have the header Host.'],
  [{ ...OWN, AI_API_KEY: 'two words' }, 'AI_API_KEY holds a character that no key has'],
  [{ ...OWN, AI_BASE_URL: 'https://a:b@ai.example/v1' }, 'AI_BASE_URL must be an address alone'],
  [{ ...OWN, AI_BASE_URL: 'https://ai.example/v1?key=1' }, 'AI_BASE_URL must be an address alone'],
  [
    { ...OWN, AI_BASE_URL: 'https://ai.example/v1/chat/completions' },
    'AI_BASE_URL must end before',
  ],
  [{ ...OWN, AI_MODEL: ' ' }, 'AI_MODEL must name a model'],
  [{ ...OWN, AI_BASE_URL: 'https://ai.example/v1?' }, 'AI_BASE_URL must be an address alone'],
  [{ ...OWN, AI_BASE_URL: 'https://ai.example/v1#' }, 'AI_BASE_URL must be an address alone'],
  [{ ...OWN, AI_BASE_URL: 'https://ai.exa\nmple/v1' }, 'AI_BASE_URL must be an http'],
  [{ ...OWN, AI_BASE_URL: 'https://ai.example/v1/embeddings' }, 'AI_BASE_URL must end before'],
  [{ ...OWN, AI_HEADERS: '{"Upgrade":"h2c"}' }, 'AI_HEADERS must not have the header Upgrade.'],
  [{ AI_PROVIDER: 'anthropic', AI_HEADERS: '{}' }, 'ANTHROPIC_API_KEY must be set'],
  [{ ...WORKERS_AI, AI_HEADERS: '{}' }, 'AI_HEADERS must not be set for workers-ai'],
  [{ ...WORKERS_AI, AI_BASE_URL: 'https://ai.example' }, 'AI_BASE_URL must not be set for workers'],
])('%j stops the server with a sentence that names the variable', (env, sentence) => {
  expect(() => assistantSettings(env)).toThrow(sentence);
});

it('trims what was pasted around a model and an address', () => {
  const pasted = { AI_BASE_URL: ' HTTPS://ai.example/v1/\n', AI_MODEL: ' m\n' };
  expect(sourceOf(pasted)).toMatchObject({ baseUrl: 'HTTPS://ai.example/v1', model: 'm' });
});

it.each([true, false, [5], {}, ' '])('%j is not a number', (value) => {
  const env = { AI_USER_PER_MIN: value } as unknown as Parameters<typeof assistantSettings>[0];
  if (value === false) expect(assistantSettings(env).numbers.AI_USER_PER_MIN).toBe(5);
  else expect(() => assistantSettings(env)).toThrow('AI_USER_PER_MIN must be a whole number');
});

it('an error sentence never contains a secret', () => {
  const secret = 'sk-secret';
  for (const env of [
    { ...OWN, AI_HEADERS: secret },
    { ...OWN, AI_API_KEY: `${secret} ${secret}` },
    { AI_BASE_URL: secret },
    { AI_PROVIDER: secret },
    { AI_IDLE_MS: secret },
  ])
    try {
      assistantSettings(env);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain(secret);
    }
});
