import { describe, expect, it } from 'vitest';
import {
  type CountedAnswer,
  deploymentRefusal,
} from '../../../../src/room/assistant/quota/deployment-budgets.ts';
import { roomRefusal } from '../../../../src/room/assistant/room-quota.ts';
import { assistantNumbers } from '../../../../src/room/assistant/settings.ts';

const NOW = 1e9;
const MINUTE = 60_000;
const DAY = 24 * 3600 * 1000;
const limited = (retryAt: number) => ({ code: 'assistant_limit', retryAt });

describe('the room’s limits on questions [R107]', () => {
  const numbers = assistantNumbers({});
  const asked = (user: string, at: number, tokens = 0) => ({ user, at, tokens });
  const waits = (user: string, address = '') => ({ user, address });
  const refusal = (
    past: ReturnType<typeof asked>[],
    { now = NOW, waiting = [] as ReturnType<typeof waits>[], address = '' } = {},
  ) => roomRefusal({ numbers }, waiting, past, { user: 'ann', address }, now);

  it('count the questions of a person per minute', () => {
    const five = [5, 4, 3, 2, 1].map((s) => asked('ann', NOW - s * 1000)).reverse();
    expect(refusal(five)).toEqual(limited(NOW - 5000 + MINUTE));
    expect(refusal(five, { now: NOW - 5000 + MINUTE })).toBeUndefined();
    expect(refusal(five.map(({ at }) => asked('bob', at)))).toBeUndefined();
  });

  it('count the questions and tokens of the room per day', () => {
    const many = Array.from({ length: 200 }, (_, i) => asked('bob', NOW - i * 1000));
    expect(refusal(many)).toEqual(limited(NOW - 199_000 + DAY));
    expect(refusal(many.slice(1))).toBeUndefined();
    const dear = [asked('bob', NOW - 1000, 400_000), asked('bob', NOW - 2000, 600_000)];
    expect(refusal(dear)).toEqual(limited(NOW - 2000 + DAY));
    expect(refusal(dear.slice(1))).toBeUndefined();
  });

  it('do not count a question that was given back, but count its tokens [R114]', () => {
    const failed = Array.from({ length: 300 }, (_, i) => asked('', NOW - i, 10));
    expect(refusal(failed)).toBeUndefined();
    expect(refusal([asked('', NOW, 1_000_000)])).toEqual(limited(NOW + DAY));
  });

  it('give a person one place in the queue, and an address not all of them', () => {
    const busy = { code: 'assistant_busy' };
    expect(refusal([], { waiting: [waits('ann')] })).toEqual(busy);
    const three = ['bob', 'cid', 'dan'].map((user) => waits(user));
    expect(refusal([], { waiting: three })).toEqual(busy);
    expect(refusal([], { waiting: three.slice(1) })).toBeUndefined();
    const near = [waits('bob', '192.0.2.1'), waits('cid', '192.0.2.1')];
    expect(refusal([], { waiting: near, address: '192.0.2.1' })).toEqual(busy);
    expect(refusal([], { waiting: near, address: '192.0.2.2' })).toBeUndefined();
    expect(refusal([], { waiting: near })).toBeUndefined();
  });
});

describe('the deployment’s limits on questions across rooms [R112]', () => {
  const refusal = (
    past: (Partial<CountedAnswer> & { at: number })[],
    ask: { user?: string; address?: string; room?: string } = {},
    env: Record<`AI_${string}`, string> = {},
    now = NOW,
  ) =>
    deploymentRefusal(
      assistantNumbers(env),
      past.map((more, i) => ({
        ...{ id: `${i}`, room: `room-${i}`, user: `u_${i}`, address: '', asks: 1, tokens: 0 },
        ...more,
      })),
      { user: 'ann', address: '', room: 'here', ...ask },
      now,
    );
  const times = (n: number, more: Partial<CountedAnswer>, step = 100_000) =>
    Array.from({ length: n }, (_, i) => ({ at: NOW - (i + 1) * step, ...more }));

  it('count the questions of a person per minute across rooms', () => {
    expect(refusal(times(5, { user: 'ann' }, 1000))).toEqual(limited(NOW - 5000 + MINUTE));
    expect(refusal(times(4, { user: 'ann' }, 1000))).toBeUndefined();
    expect(refusal(times(5, { user: 'bob' }, 1000))).toBeUndefined();
  });

  it('count the questions of a person per day', () => {
    expect(refusal(times(100, { user: 'ann' }))).toEqual(limited(NOW - 100 * 100_000 + DAY));
    expect(refusal(times(99, { user: 'ann' }))).toBeUndefined();
    expect(refusal(times(3, { user: 'ann' }), {}, { AI_USER_PER_DAY: '3' })).toBeDefined();
  });

  it('count the questions of an address, however many people ask from it', () => {
    const env = { AI_ADDRESS_PER_DAY: '10' };
    const past = times(10, { address: '192.0.2.1' });
    expect(refusal(past, { address: '192.0.2.1' }, env)).toEqual(limited(NOW - 1_000_000 + DAY));
    expect(refusal(past, { address: '192.0.2.2' }, env)).toBeUndefined();
    // Principals without a known address do not share one.
    expect(refusal(times(10, { address: '' }), {}, env)).toBeUndefined();
  });

  it('count the answers and tokens of the deployment', () => {
    const few = { AI_ANSWERS_PER_DAY: '4', AI_TOKENS_PER_DAY: '4000' };
    expect(refusal(times(4, {}), {}, few)).toEqual(limited(NOW - 400_000 + DAY));
    expect(refusal(times(3, {}), {}, few)).toBeUndefined();
    expect(refusal(times(2, { tokens: 2000 }), {}, few)).toEqual(limited(NOW - 200_000 + DAY));
    expect(refusal(times(2, { tokens: 1999 }), {}, few)).toBeUndefined();
  });

  it('reserve a quarter of the deployment’s and the room’s day for other people', () => {
    const env = { AI_TOKENS_PER_DAY: '1000', AI_ROOM_PER_DAY: '8', AI_USER_PER_MIN: '1000' };
    for (const who of [{ user: 'ann' }, { address: '192.0.2.1' }]) {
      const dear = [{ at: NOW - 1000, tokens: 750, ...who }];
      expect(refusal(dear, who, env)).toEqual(limited(NOW - 1000 + DAY));
      expect(refusal(dear, {}, { ...env, AI_NAME: 'x' }) === undefined).toBe(who.user !== 'ann');
      expect(refusal(dear, { user: 'bob', address: '192.0.2.2' }, env)).toBeUndefined();
      const often = times(6, { room: 'here', ...who });
      expect(refusal(often, who, env)).toBeDefined();
      expect(refusal(often, { ...who, room: 'there' }, env)).toBeUndefined();
      expect(refusal(often, { user: 'bob', address: '192.0.2.2' }, env)).toBeUndefined();
      expect(refusal(often.slice(1), who, env)).toBeUndefined();
    }
  });

  it('let one person use a budget that is too small to be shared', () => {
    const env = { AI_ROOM_PER_DAY: '3', AI_ANSWERS_PER_DAY: '3' };
    expect(refusal(times(2, { user: 'ann', room: 'here' }), {}, env)).toBeUndefined();
  });

  it('say when all of them have capacity again', () => {
    const env = { AI_USER_PER_DAY: '2', AI_ANSWERS_PER_DAY: '3' };
    const past = [
      { at: NOW - 1000, user: 'ann' },
      { at: NOW - 2000, user: 'ann' },
      { at: NOW - 3000 },
    ];
    expect(refusal(past, {}, env)).toEqual(limited(NOW - 2000 + DAY));
    expect(refusal(past, {}, env, NOW - 2000 + DAY)).toBeUndefined();
  });
});
