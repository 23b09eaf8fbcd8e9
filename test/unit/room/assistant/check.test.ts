import { beforeEach, expect, it } from 'vitest';
import { problemWith } from '../../../../src/room/assistant/providers/check.ts';
import { refuses, sends } from '../../../support/model-server.ts';
import { freshModel, KEY, modelServer } from './world.ts';

const server = modelServer();
const json = { 'Content-Type': 'application/json' };
const lists = (...ids: string[]) =>
  sends([JSON.stringify({ data: ids.map((id) => ({ id })) })], json);

beforeEach(() => server().behaves(lists('m')));

it.each(['m', 'm:latest', 'models/m', 'm-2026-11-25'])(
  'finds no fault with a model that is listed as %s',
  async (id) => {
    server().behaves(lists('other', id));
    expect(await problemWith(freshModel(server()))).toBeUndefined();
    const [asked] = server().asked;
    expect(asked?.url).toMatch(/\/v1\/models$/);
    expect(asked?.headers.authorization).toBe(`Bearer ${KEY}`);
  },
);

it('calls Anthropic in its own format, with the operator’s headers', async () => {
  const source = { ...freshModel(server(), 'm', 'anthropic'), headers: { 'x-proxy': 'p' } };
  expect(await problemWith(source)).toBeUndefined();
  expect(server().asked[0]?.headers).toMatchObject({ 'x-api-key': KEY, 'x-proxy': 'p' });
});

it.each([
  [
    'an unknown model',
    lists('a', 'b'),
    'AI_MODEL is "m", which the provider does not have; it has a, b.',
  ],
  [
    'a rejected key',
    refuses(401, { error: { message: `no such key ${KEY}` } }),
    'The provider does not accept AI_API_KEY (401: no such key …).',
  ],
  ['a page', sends(['<html>'], { 'Content-Type': 'text/html' }), 'AI_BASE_URL leads to a web page'],
])('names the variable that is wrong: %s', async (_, behaviour, sentence) => {
  server().behaves(behaviour);
  expect(await problemWith(freshModel(server()))).toContain(sentence);
});

it('reports a missing key or an incomplete address', async () => {
  const { url } = server();
  const source = { provider: 'openai-compatible', model: 'm', baseUrl: url } as const;
  server().behaves(refuses(401, {}));
  expect(await problemWith({ ...source, apiKey: undefined })).toContain(
    'wants a key: set AI_API_KEY',
  );
  server().behaves(refuses(404, {}));
  expect(await problemWith({ ...source, apiKey: undefined })).toContain('ends in /v1');
});

it('reports a server that does not respond', async () => {
  const nobody = { ...freshModel(server()), baseUrl: 'http://127.0.0.1:9/v1' };
  expect(await problemWith(nobody)).toMatch(/^AI_BASE_URL cannot be reached: .+\.$/);
});

it.each([refuses(404, {}), refuses(500, {}), sends(['{"data":[]}'], json), sends(['[]'], json)])(
  'reports nothing when the server has no list of models',
  async (behaviour) => {
    server().behaves(behaviour);
    expect(await problemWith(freshModel(server()))).toBeUndefined();
  },
);

it('sends no request when no address is configured', async () => {
  for (const provider of ['off', 'builtin'] as const)
    expect(await problemWith({ provider })).toBeUndefined();
  expect(server().asked).toEqual([]);
});
