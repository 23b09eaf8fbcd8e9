// The budgets of a deployment: the object that keeps them, and answers that wait for it.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { Part } from '../../src/room/assistant/providers/provider.ts';
import type { AnswerQuota } from '../../src/room/assistant/quota/answer-quota.ts';
import { answersBecome, answersTo, ended, only, states } from './support/answers.ts';
import { ask, json, newRoom, Person, session } from './support/people.ts';
import { onStage, type Stage } from './support/stage.ts';

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
  const rooms = await Promise.all(Array.from({ length: 8 }, () => Person.join(newRoom(), who)));
  for (const ann of rooms) await ann.says('@assistant help');
  const all = await Promise.all(rooms.map((ann) => answersBecome(ann, ended)));
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
  const bob = await Person.join(room, 'Bob');
  await answersBecome(bob, ended);
  const quota = ANSWER_QUOTA.get(ANSWER_QUOTA.idFromName('deployment'));
  const counted = await runInDurableObject(quota, (_: AnswerQuota, { storage }) =>
    storage.sql.exec('SELECT address, room FROM answers WHERE user = ?', user.id).toArray(),
  );
  expect(counted).toEqual([{ address: '192.0.2.77', room }]);
});

describe.concurrent('an answer that waits for the quota [R112]', () => {
  it('takes its place at once, blocks nothing, and is not requested before it is granted', () =>
    onStage(async (stage) => {
      stage.quota.isHeld = true;
      stage.says('Ann', '@Assistant hello');
      stage.says('Bob', '@Assistant hello');
      stage.says('Cid', 'nobody waits for that');
      await stage.hears();
      expect(states(stage)).toEqual(['running', 'queued']);
      expect(stage.puppet.requests).toEqual([]);
      expect(stage.assistant.snapshots()).toMatchObject([{ text: '' }]);
      await stage.quota.answers(null);
      await stage.hears('Once', DONE);
      expect(states(stage)).toEqual(['done', 'running']);
      await stage.quota.answers(null);
      await stage.hears('Twice', DONE);
      expect(answersTo(stage).map(({ text }) => text)).toEqual(['Once', 'Twice']);
    }));

  it('requests its estimated cost, and reports its actual cost', () =>
    onStage(async (stage) => {
      stage.address = '192.0.2.1';
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once', DONE);
      const { id } = only(stage);
      const [ask] = stage.quota.asked;
      expect(ask).toMatchObject({ id: `${id}#1`, user: 'u_Ann', address: '192.0.2.1' });
      expect(ask?.tokens).toBeGreaterThan(1024);
      expect(stage.quota.settled).toEqual([{ id: `${id}#1`, asks: 1, tokens: 42 }]);
      stage.performs('Ann', { type: 'assistant.regenerate', id });
      await stage.hears();
      expect(stage.quota.asked[1]).toMatchObject({ id: `${id}#2` });
    }));

  it('fails when the quota rejects it, with a time to ask again, and the next one starts', () =>
    onStage(async (stage) => {
      stage.quota.isHeld = true;
      stage.says('Ann', '@Assistant hello');
      stage.says('Bob', '@Assistant hello');
      await stage.hears();
      await stage.quota.answers({ code: 'assistant_limit', retryAt: 99 });
      await stage.quota.answers(null);
      await stage.hears('Hello', DONE);
      const [refused, answered] = answersTo(stage);
      expect(refused?.assistant).toMatchObject({ code: 'assistant_limit', retryAt: 99 });
      expect(answered?.text).toBe('Hello');
      expect(stage.puppet.requests).toHaveLength(1);
      expect(stage.asks).toBe(1);
    }));

  it.each([
    ['breaks', (stage: Stage) => stage.quota.answers(new Error('away'))],
    ['does not respond', (stage: Stage) => stage.clock.turn(11_000)],
  ])('fails when the quota %s: nothing is requested, and nothing counts', (_, happens) =>
    onStage(async (stage) => {
      const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
      stage.quota.isHeld = true;
      stage.says('Ann', '@Assistant hello');
      await stage.hears();
      await happens(stage);
      expect(only(stage).assistant).toMatchObject({
        ...{ state: 'failed', code: 'assistant_unavailable' },
      });
      await stage.quota.answers(null);
      expect(stage.puppet.requests).toEqual([]);
      expect(stage.asks).toBe(0);
      expect(stage.clock.pending).toBe(0);
      logged.mockRestore();
    }),
  );

  it('is stopped at once; a grant that comes too late is returned', () =>
    onStage(async (stage) => {
      stage.quota.isHeld = true;
      stage.says('Ann', '@Assistant hello');
      await stage.hears();
      const { id } = only(stage);
      stage.performs('Ann', { type: 'assistant.stop', id });
      expect(states(stage)).toEqual(['stopped']);
      expect(stage.quota.settled).toEqual([]);
      await stage.quota.answers(null);
      expect(stage.quota.settled).toEqual([{ id: `${id}#1`, asks: 1, tokens: 0 }]);
      expect(stage.puppet.requests).toEqual([]);
      expect(stage.clock.pending).toBe(0);
    }));

  it('continues after its room crashed meanwhile, and is counted once', () =>
    onStage(async (stage) => {
      stage.quota.isHeld = true;
      stage.says('Ann', '@Assistant hello');
      await stage.hears();
      stage.crash();
      await stage.quota.answers(null);
      await stage.quota.answers(null);
      await stage.hears('Hello', DONE);
      expect(only(stage)).toMatchObject({
        text: 'Hello',
        assistant: { state: 'done', attempt: 1 },
      });
      expect(new Set(stage.quota.asked.map(({ id }) => id)).size).toBe(1);
      expect(stage.puppet.requests).toHaveLength(1);
    }));

  it('is interrupted when its room crashes after the grant, and costs its estimate', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once');
      const before = stage.puppet;
      stage.crash();
      await stage.hears();
      expect(states(stage)).toEqual(['interrupted']);
      expect([before.requests.length, stage.puppet.requests.length]).toEqual([1, 0]);
      expect(stage.quota.settled).toEqual([]);
      expect(stage.spent).toBe(stage.quota.asked[0]?.tokens);
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
    onStage(
      async (stage) => {
        for (let i = 1; i <= 5; i++) {
          stage.says('Ann', '@Assistant hello');
          await stage.hears(part);
          expect(states(stage)).toEqual(Array(i).fill('failed'));
        }
        expect(stage.quota.settled.map(({ asks, tokens }) => ({ asks, tokens }))).toEqual(
          Array(5).fill(cost),
        );
        stage.says('Ann', '@Assistant hello');
        await stage.hears('Hello', DONE);
        expect(states(stage).at(-1)).toBe('done');
      },
      { env: { AI_USER_PER_MIN: '1' } },
    ),
  );

  it('is the tokens sent when the model was silent for too long', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears();
      await stage.clock.turn(31_000);
      expect(only(stage).assistant.code).toBe('assistant_timeout');
      const [settled] = stage.quota.settled;
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
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears({ type: 'thinking' }, ...parts);
      expect(states(stage)).toEqual(['failed']);
      const [settled] = stage.quota.settled;
      expect(settled?.asks).toBe(0);
      expect(settled?.tokens).toBeGreaterThanOrEqual(least);
      expect(settled?.tokens).toBeLessThanOrEqual(most);
    }),
  );

  it('counts as a question when it failed midway', () =>
    onStage(async (stage) => {
      stage.says('Ann', '@Assistant hello');
      await stage.hears('Once', { type: 'failed', code: 'assistant_unavailable' });
      expect(stage.quota.settled).toMatchObject([{ asks: 1 }]);
      expect(stage.asks).toBe(1);
    }));
});

it('[R100] an answer whose request cannot be built fails, and the next one starts', () =>
  onStage(async (stage) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    Object.defineProperty(stage, 'members', {
      get: () => {
        throw new Error('broken');
      },
      configurable: true,
    });
    stage.says('Ann', '@Assistant hello');
    expect(only(stage).assistant).toMatchObject({ state: 'failed', code: 'assistant_unavailable' });
    Object.defineProperty(stage, 'members', { value: [] });
    stage.says('Ann', '@Assistant hello');
    await stage.hears('Hello', DONE);
    expect(states(stage)).toEqual(['failed', 'done']);
    logged.mockRestore();
  }));
