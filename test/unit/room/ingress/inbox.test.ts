import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Inbox } from '../../../../src/room/ingress/inbox.ts';
import type { Turn } from '../../../../src/room/turn.ts';

/** An inbox whose timers are fired by hand, and the commands that each turn handled. */
function inbox() {
  const timers: (() => void)[] = [];
  const turns: { kind: Turn; handled: string[] }[] = [];
  const made = new Inbox({
    later: (run) => timers.push(run),
    turn(handle, kind) {
      turns.push({ kind, handled: [] });
      handle();
    },
  });
  const note = (name: string) => turns.at(-1)?.handled.push(name);
  return {
    made,
    turns,
    timers,
    push: (name: string, chars = 1) => made.push(() => note(name), chars),
    runTimer: () => timers.shift()?.(),
    sizes: () => turns.map(({ handled }) => handled.length),
  };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

it('handles in the next turn what has arrived, in order of arrival', () => {
  const { push, turns, timers, runTimer } = inbox();
  for (const name of ['a', 'b', 'c']) push(name);
  expect(turns).toEqual([]);
  runTimer();
  expect(turns).toEqual([{ kind: 'timer', handled: ['a', 'b', 'c'] }]);
  expect(timers).toEqual([]);
});

it('limits a turn to a number of messages, and handles the rest in later turns', () => {
  const { push, sizes, timers, runTimer, turns } = inbox();
  for (let n = 0; n < 600; n++) push(`${n}`);
  runTimer();
  expect(sizes()).toEqual([256]);
  expect(timers).toHaveLength(1);
  runTimer();
  runTimer();
  expect(sizes()).toEqual([256, 256, 88]);
  expect(timers).toEqual([]);
  expect(turns.flatMap(({ handled }) => handled)).toEqual(
    Array.from({ length: 600 }, (_, n) => `${n}`),
  );
});

it('limits a turn to a total length, and handles a longer message by itself', () => {
  const { push, sizes, runTimer } = inbox();
  for (const chars of [100_000, 31_072, 1, 500_000, 1]) push('x', chars);
  for (let n = 0; n < 4; n++) runTimer();
  expect(sizes()).toEqual([2, 1, 1, 1]);
});

it('handles one batch immediately when too many messages wait', () => {
  const { push, turns, timers } = inbox();
  for (let n = 0; n < 4096; n++) push('x');
  expect(turns).toEqual([]);
  push('one too many');
  expect(turns.map(({ kind, handled }) => [kind, handled.length])).toEqual([['inline', 256]]);
  expect(timers).toHaveLength(1);
});

it('handles one batch immediately when the waiting messages are too long', () => {
  const { push, sizes } = inbox();
  push('x', 4_194_304);
  expect(sizes()).toEqual([]);
  push('one too many');
  expect(sizes()).toEqual([1]);
});

it('skips the rest of a batch when one command throws', () => {
  const { made, push, turns, runTimer } = inbox();
  push('before');
  made.push(() => {
    throw new Error('on purpose');
  }, 1);
  push('after');
  runTimer();
  expect(turns).toEqual([{ kind: 'timer', handled: ['before', 'after'] }]);
});

it('returns a request’s result or throws its exception', async () => {
  const { made, runTimer } = inbox();
  const good = made.request(() => 7, 1);
  const bad = made.request(() => {
    throw new Error('on purpose');
  }, 1);
  runTimer();
  await expect(good).resolves.toBe(7);
  await expect(bad).rejects.toThrow('on purpose');
});

it('continues with waiting messages after a turn that throws', () => {
  const timers: (() => void)[] = [];
  let turns = 0;
  const made = new Inbox({
    later: (run) => timers.push(run),
    turn() {
      turns += 1;
      throw new Error('on purpose');
    },
  });
  for (let n = 0; n < 300; n++) made.push(() => {}, 1);
  expect(() => timers.shift()?.()).toThrow('on purpose');
  expect(timers).toHaveLength(1);
  expect(() => timers.shift()?.()).toThrow('on purpose');
  expect(turns).toBe(2);
});

it('handles everything immediately when something must not overtake it', () => {
  const { made, push, sizes, timers, runTimer } = inbox();
  for (let n = 0; n < 300; n++) push('x');
  made.drain();
  expect(sizes()).toEqual([256, 44]);
  // The pending timer finds nothing, and starts no turn.
  expect(timers).toHaveLength(1);
  runTimer();
  expect(sizes()).toEqual([256, 44]);
});
