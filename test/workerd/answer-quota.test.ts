// The budgets of a deployment: the object that keeps them, and answers that wait for it.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { Part } from '../../src/room/assistant/providers/provider.ts';
import type { AnswerQuota } from '../../src/room/assistant/quota/answer-quota.ts';
import { answersTo, ended, only, states, waitForAnswers } from './support/answers.ts';
import { type AssistantHarness, withAssistant } from './support/assistant-harness.ts';
import { ask, json, newRoom, session, TestClient } from './support/test-client.ts';

const { ANSWER_QUOTA } = env as unknown as {
  readonly ANSWER_QUOTA: DurableObjectNamespace<AnswerQuota>;
};
const newQuota = () => ANSWER_QUOTA.get(ANSWER_QUOTA.idFromName(crypto.randomUUID()));
const asking = (more: object = {}) => ({
  ...{ id: crypto.randomUUID(), room: newRoom(), user: 'u_1', address: '', tokens: 100 },
  ...more,
});
const rowsOf = (quota: DurableObjectStub<AnswerQuota>) =>
  runInDurableObject(quota, (_: AnswerQuota, { storage }) =>
    storage.sql.exec('SELECT id, asks, tokens FROM answers ORDER BY at, id').toArray(),
  );
const DONE = { type: 'end', usage: { tokensIn: 40, tokensOut: 2 } } as const;

describe.concurrent('the answer quota [R112]', () => {
  it('counts a person across all rooms, and keeps counting after a sleep', async () => {
    const quota = newQuota();
    for (let i = 0; i < 5; i++) expect(await quota.reserve(asking())).toBeNull();
    await evictDurableObject(quota);
    expect(await quota.reserve(asking())).toMatchObject({ code: 'assistant_limit' });
    expect(await quota.reserve(asking({ user: 'u_2' }))).toBeNull();
  });

  it('counts one answer once, however often it is requested and settled', async () => {
    const quota = newQuota();
    const ask = asking();
    for (let i = 0; i < 7; i++) expect(await quota.reserve(ask)).toBeNull();
    expect(await rowsOf(quota)).toEqual([{ id: ask.id, asks: 1, tokens: 100 }]);
    for (let i = 0; i < 2; i++) await quota.settle(ask.id, { asks: 1, tokens: 42 });
    await evictDurableObject(quota);
    expect(await quota.reserve(ask)).toBeNull();
    expect(await rowsOf(quota)).toEqual([{ id: ask.id, asks: 1, tokens: 42 }]);
    await quota.settle('never asked', { asks: 1, tokens: 42 });
    expect(await rowsOf(quota)).toHaveLength(1);
  });

  it('drops what cost nothing, and everything after a day without requests', async () => {
    const quota = newQuota();
    const [free, kept] = [asking(), asking({ user: 'u_2' })];
    await quota.reserve(free);
    await quota.reserve(kept);
    await quota.settle(free.id, { asks: 0, tokens: 0 });
    expect(await rowsOf(quota)).toEqual([{ id: kept.id, asks: 1, tokens: 100 }]);
    const due = await runInDurableObject(quota, (_, { storage }) => storage.getAlarm());
    expect((due ?? Number.POSITIVE_INFINITY) - Date.now()).toBeLessThan(25 * 3600 * 1000);
    await runInDurableObject(quota, (_, { storage }) => {
      storage.sql.exec('UPDATE answers SET at = at - ?', 25 * 3600 * 1000);
    });
    await evictDurableObject(quota);
    expect(await runDurableObjectAlarm(quota)).toBe(true);
    expect(await rowsOf(quota)).toEqual([]);
    expect(await runInDurableObject(quota, (_, { storage }) => storage.getAlarm())).toBeNull();
  });

  it('limits people who ask in many rooms at once to what they have left', async () => {
    const quota = newQuota();
    const asked = await Promise.all(Array.from({ length: 60 }, () => quota.reserve(asking())));
    expect(asked.filter((refusal) => refusal === null)).toHaveLength(5);
  });
});

it('[R112][I16] a person who asks in many rooms gets no more than their answers per minute', async () => {
  const who = await session('Ann');
  const rooms = await Promise.all(Array.from({ length: 8 }, () => TestClient.join(newRoom(), who)));
  for (const ann of rooms) await ann.post('@assistant help');
  const all = await Promise.all(rooms.map((ann) => waitForAnswers(ann, ended)));
  const codes = all.map(([answer]) => answer?.assistant.code ?? answer?.assistant.state);
  expect(codes.filter((code) => code === 'done')).toHaveLength(5);
  expect(codes.filter((code) => code === 'assistant_limit')).toHaveLength(3);
  const refused = all.find(([answer]) => answer?.assistant.code === 'assistant_limit')?.[0];
  expect(refused?.assistant.retryAt).toBeGreaterThan(Date.now());
});

it('[R112] a question counts for the address that it came from', async () => {
  const room = newRoom();
  const { token, user } = await session('Ann');
  const init = json({ text: '@assistant help' }, token);
  const headers = { ...init.headers, 'CF-Connecting-IP': '192.0.2.77' };
  const posted = await ask(`/api/rooms/${room}/messages`, { ...init, headers });
  expect(posted.status).toBe(201);
  const bob = await TestClient.join(room, 'Bob');
  await waitForAnswers(bob, ended);
  const quota = ANSWER_QUOTA.get(ANSWER_QUOTA.idFromName('deployment'));
  const counted = await runInDurableObject(quota, (_: AnswerQuota, { storage }) =>
    storage.sql.exec('SELECT address, room FROM answers WHERE user = ?', user.id).toArray(),
  );
  expect(counted).toEqual([{ address: '192.0.2.77', room }]);
});

describe.concurrent('an answer that waits for the quota [R112]', () => {
  it('takes its place at once, blocks nothing, and is not requested before it is granted', () =>
    withAssistant(async (harness) => {
      harness.quota.isHeld = true;
      harness.post('Ann', '@Assistant hello');
      harness.post('Bob', '@Assistant hello');
      harness.post('Cid', 'nobody waits for that');
      await harness.provide();
      expect(states(harness)).toEqual(['running', 'queued']);
      expect(harness.provider.requests).toEqual([]);
      expect(harness.assistant.snapshots()).toMatchObject([{ text: '' }]);
      await harness.quota.answer(null);
      await harness.provide('Once', DONE);
      expect(states(harness)).toEqual(['done', 'running']);
      await harness.quota.answer(null);
      await harness.provide('Twice', DONE);
      expect(answersTo(harness).map(({ text }) => text)).toEqual(['Once', 'Twice']);
    }));

  it('requests its estimated cost, and reports its actual cost', () =>
    withAssistant(async (harness) => {
      harness.address = '192.0.2.1';
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once', DONE);
      const { id } = only(harness);
      const [ask] = harness.quota.asked;
      expect(ask).toMatchObject({ id: `${id}#1`, user: 'u_Ann', address: '192.0.2.1' });
      expect(ask?.tokens).toBeGreaterThan(1024);
      expect(harness.quota.settled).toEqual([{ id: `${id}#1`, asks: 1, tokens: 42 }]);
      harness.perform('Ann', { type: 'assistant.regenerate', id });
      await harness.provide();
      expect(harness.quota.asked[1]).toMatchObject({ id: `${id}#2` });
    }));

  it('fails when the quota rejects it, with a time to ask again, and the next one starts', () =>
    withAssistant(async (harness) => {
      harness.quota.isHeld = true;
      harness.post('Ann', '@Assistant hello');
      harness.post('Bob', '@Assistant hello');
      await harness.provide();
      await harness.quota.answer({ code: 'assistant_limit', retryAt: 99 });
      await harness.quota.answer(null);
      await harness.provide('Hello', DONE);
      const [refused, answered] = answersTo(harness);
      expect(refused?.assistant).toMatchObject({ code: 'assistant_limit', retryAt: 99 });
      expect(answered?.text).toBe('Hello');
      expect(harness.provider.requests).toHaveLength(1);
      expect(harness.asks).toBe(1);
    }));

  it.each([
    ['breaks', (harness: AssistantHarness) => harness.quota.answer(new Error('away'))],
    ['does not respond', (harness: AssistantHarness) => harness.clock.advance(11_000)],
  ])('fails when the quota %s: nothing is requested, and nothing counts', (_, happens) =>
    withAssistant(async (harness) => {
      const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
      harness.quota.isHeld = true;
      harness.post('Ann', '@Assistant hello');
      await harness.provide();
      await happens(harness);
      expect(only(harness).assistant).toMatchObject({
        ...{ state: 'failed', code: 'assistant_unavailable' },
      });
      await harness.quota.answer(null);
      expect(harness.provider.requests).toEqual([]);
      expect(harness.asks).toBe(0);
      expect(harness.clock.pending).toBe(0);
      logged.mockRestore();
    }),
  );

  it('is stopped at once; a grant that comes too late is returned', () =>
    withAssistant(async (harness) => {
      harness.quota.isHeld = true;
      harness.post('Ann', '@Assistant hello');
      await harness.provide();
      const { id } = only(harness);
      harness.perform('Ann', { type: 'assistant.stop', id });
      expect(states(harness)).toEqual(['stopped']);
      expect(harness.quota.settled).toEqual([]);
      await harness.quota.answer(null);
      expect(harness.quota.settled).toEqual([{ id: `${id}#1`, asks: 1, tokens: 0 }]);
      expect(harness.provider.requests).toEqual([]);
      expect(harness.clock.pending).toBe(0);
    }));

  it('continues after its room crashed meanwhile, and is counted once', () =>
    withAssistant(async (harness) => {
      harness.quota.isHeld = true;
      harness.post('Ann', '@Assistant hello');
      await harness.provide();
      harness.crash();
      await harness.quota.answer(null);
      await harness.quota.answer(null);
      await harness.provide('Hello', DONE);
      expect(only(harness)).toMatchObject({
        text: 'Hello',
        assistant: { state: 'done', attempt: 1 },
      });
      expect(new Set(harness.quota.asked.map(({ id }) => id)).size).toBe(1);
      expect(harness.provider.requests).toHaveLength(1);
    }));

  it('is interrupted when its room crashes after the grant, and costs its estimate', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once');
      const before = harness.provider;
      harness.crash();
      await harness.provide();
      expect(states(harness)).toEqual(['interrupted']);
      expect([before.requests.length, harness.provider.requests.length]).toEqual([1, 0]);
      expect(harness.quota.settled).toEqual([]);
      expect(harness.spent).toBe(harness.quota.asked[0]?.tokens);
    }));
});

describe.concurrent('the charge for an answer [R114]', () => {
  it.each([
    [{ type: 'failed', code: 'assistant_unavailable' } as const, { asks: 0, tokens: 0 }],
    [{ type: 'failed', code: 'assistant_refused' } as const, { asks: 0, tokens: 0 }],
    [
      { type: 'failed', code: 'assistant_refused', usage: { tokensIn: 7 } } as const,
      { asks: 0, tokens: 7 },
    ],
    [{ type: 'end' } as const, { asks: 0, tokens: 0 }],
  ])('does not count as a question when it ends with %j before the first token', (part, cost) =>
    withAssistant(
      async (harness) => {
        for (let i = 1; i <= 5; i++) {
          harness.post('Ann', '@Assistant hello');
          await harness.provide(part);
          expect(states(harness)).toEqual(Array(i).fill('failed'));
        }
        expect(harness.quota.settled.map(({ asks, tokens }) => ({ asks, tokens }))).toEqual(
          Array(5).fill(cost),
        );
        harness.post('Ann', '@Assistant hello');
        await harness.provide('Hello', DONE);
        expect(states(harness).at(-1)).toBe('done');
      },
      { env: { AI_USER_PER_MIN: '1' } },
    ),
  );

  it('is the tokens sent when the model was silent for too long', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide();
      await harness.clock.advance(31_000);
      expect(only(harness).assistant.code).toBe('assistant_timeout');
      const [settled] = harness.quota.settled;
      expect(settled?.asks).toBe(0);
      expect(settled?.tokens).toBeGreaterThan(50);
      expect(settled?.tokens).toBeLessThan(500);
    }));

  it.each<[string, Part[], number, number]>([
    ['disconnected', [{ type: 'failed', code: 'assistant_unavailable' }], 50, 500],
    ['sent nothing', [{ type: 'end' }], 50, 500],
    ['used up its token limit', [{ type: 'end', isCut: true }], 1074, 1524],
    ['was told of', [{ type: 'end', usage: { tokensOut: 7 } }], 7, 7],
  ])('is the tokens sent to a model that thought and then %s', (_, parts, least, most) =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide({ type: 'thinking' }, ...parts);
      expect(states(harness)).toEqual(['failed']);
      const [settled] = harness.quota.settled;
      expect(settled?.asks).toBe(0);
      expect(settled?.tokens).toBeGreaterThanOrEqual(least);
      expect(settled?.tokens).toBeLessThanOrEqual(most);
    }),
  );

  it('counts as a question when it failed midway', () =>
    withAssistant(async (harness) => {
      harness.post('Ann', '@Assistant hello');
      await harness.provide('Once', { type: 'failed', code: 'assistant_unavailable' });
      expect(harness.quota.settled).toMatchObject([{ asks: 1 }]);
      expect(harness.asks).toBe(1);
    }));
});

it('[R100] an answer whose request cannot be built fails, and the next one starts', () =>
  withAssistant(async (harness) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    Object.defineProperty(harness, 'members', {
      get: () => {
        throw new Error('broken');
      },
      configurable: true,
    });
    harness.post('Ann', '@Assistant hello');
    expect(only(harness).assistant).toMatchObject({
      state: 'failed',
      code: 'assistant_unavailable',
    });
    Object.defineProperty(harness, 'members', { value: [] });
    harness.post('Ann', '@Assistant hello');
    await harness.provide('Hello', DONE);
    expect(states(harness)).toEqual(['failed', 'done']);
    logged.mockRestore();
  }));
