import { APICallError } from '@ai-sdk/provider';
import { beforeAll, expect, it, vi } from 'vitest';
import { failureOf } from '../../../../src/room/assistant/providers/failure.ts';
import { NOW } from './world.ts';

beforeAll(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

it('a failure that is nobody’s is told as one', () => {
  for (const error of [undefined, null, 7, {}, 'strange', new Error('strange')])
    expect(failureOf(error, NOW)).toEqual({
      type: 'failed',
      code: 'assistant_unavailable',
      again: false,
    });
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
])('a wait of %j is told as one that everyone can read: %s', (responseHeaders, wait) => {
  const call = { url: 'http://127.0.0.1', requestBodyValues: {}, statusCode: 429, message: '' };
  const failure = failureOf(new APICallError({ ...call, responseHeaders }), NOW);
  expect(failure).toMatchObject({ code: 'assistant_busy', again: true });
  expect('retryAfterMs' in failure ? failure.retryAfterMs : undefined).toBe(wait);
});
