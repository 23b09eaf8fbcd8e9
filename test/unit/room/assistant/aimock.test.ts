import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Part } from '../../../../src/room/assistant/providers/provider.ts';
import { providerOf } from '../../../../src/room/assistant/providers/select.ts';
import type { Source } from '../../../../src/room/assistant/source.ts';
import { REQUEST } from './world.ts';

const SAYS = 'The quick brown fox 🦊 jumps over the lazy dog.';
// Slower than the batching interval, so that the tokens arrive one after the other.
const mock = new LLMock({ port: 0, chunkSize: 5, latency: 40 });

beforeAll(async () => {
  mock.onMessage('Hello', { content: SAYS });
  await mock.start();
});
afterAll(() => mock.stop());

it.each<[string, () => Source]>([
  [
    'OpenAI-compatible',
    () => ({
      provider: 'openai-compatible',
      model: 'gpt-4o',
      baseUrl: `${mock.url}/v1`,
      apiKey: 'x',
    }),
  ],
  [
    'Anthropic',
    () => ({ provider: 'anthropic', model: 'claude', baseUrl: `${mock.url}/v1`, apiKey: 'x' }),
  ],
])('speaks %s like a server that complies with the provider’s format', async (_, source) => {
  const after = (ms: number, call: () => void) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  };
  const provider = providerOf(source(), { now: () => 0, after });
  const parts: Part[] = [];
  for await (const part of provider?.answer(REQUEST, new AbortController().signal) ?? [])
    parts.push(part);
  expect(parts.map((part) => (part.type === 'text' ? part.text : '')).join('')).toBe(SAYS);
  expect(parts.filter(({ type }) => type === 'text').length).toBeGreaterThan(5);
  expect(parts.at(-1)).toMatchObject({ type: 'end' });
});
