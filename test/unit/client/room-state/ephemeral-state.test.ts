import { describe, expect, it } from 'vitest';
import { applyPresence, noPresence } from '../../../../src/client/room-state/presence.ts';
import { advanceReads } from '../../../../src/client/room-state/read-positions.ts';
import { Signals } from '../../../../src/client/room-state/signals.ts';
import { TypingUsers } from '../../../../src/client/room-state/typing-users.ts';
import { ADA, BEN, FakeClock } from '../fakes.ts';

describe('presence', () => {
  it('follows joins and leaves', () => {
    const one = applyPresence(noPresence, { online: 1, members: [ADA] });
    const two = applyPresence(one, { online: 2, joined: [BEN] });
    expect(two).toEqual({ online: 2, members: [ADA, BEN] });
    expect(applyPresence(two, { online: 1, left: [ADA] })).toEqual({ online: 1, members: [BEN] });
  });

  it('lists a person once, under the newest name', () => {
    const one = applyPresence(noPresence, { online: 1, members: [ADA] });
    expect(
      applyPresence(one, { online: 1, joined: [{ ...ADA, name: 'Augusta' }] }).members,
    ).toEqual([{ ...ADA, name: 'Augusta' }]);
  });

  it('names nobody if the room names nobody', () => {
    expect(
      applyPresence(applyPresence(noPresence, { online: 300 }), { online: 301, joined: [BEN] }),
    ).toEqual({
      ...{ online: 301, members: null },
    });
  });
});

describe('read positions', () => {
  it('only move forward', () => {
    const reads = advanceReads(advanceReads(new Map(), ADA, 5), ADA, 3);
    expect(reads.get(ADA.id)?.seq).toBe(5);
  });
});

describe('typing', () => {
  it('ends when reported, and by itself after 6 s', () => {
    const clock = new FakeClock();
    const typingUsers = new TypingUsers(clock);
    typingUsers.typing(ADA, true);
    typingUsers.typing(BEN, true);
    typingUsers.typing(ADA, false);
    expect(typingUsers.users.get()).toEqual([BEN]);
    clock.pass(5000);
    typingUsers.typing(BEN, true);
    clock.pass(5999);
    expect(typingUsers.users.get()).toEqual([BEN]);
    clock.pass(1);
    expect(typingUsers.users.get()).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('keeps the order of people, and causes no update when renewed', () => {
    const typingUsers = new TypingUsers(new FakeClock());
    let changes = 0;
    typingUsers.users.subscribe(() => changes++);
    for (const user of [ADA, BEN, ADA, BEN, ADA]) typingUsers.typing(user, true);
    expect(typingUsers.users.get()).toEqual([ADA, BEN]);
    expect(changes).toBe(2);
    typingUsers.typing({ ...ADA, name: 'Ada L.' }, true);
    expect(typingUsers.users.get().map(({ name }) => name)).toEqual(['Ada L.', BEN.name]);
  });

  it('lasts and is renewed as the room says [R44]', () => {
    const clock = new FakeClock();
    const typingUsers = new TypingUsers(clock);
    typingUsers.typing(BEN, true, 2000);
    clock.pass(1999);
    expect(typingUsers.users.get()).toEqual([BEN]);
    clock.pass(1);
    expect(typingUsers.users.get()).toEqual([]);
    const told: object[] = [];
    const signals = new Signals(
      clock,
      (frame) => told.push(frame) > 0,
      () => 2000,
    );
    for (let key = 0; key < 30; key++) {
      signals.typing();
      clock.pass(100);
    }
    expect(told).toEqual(Array(3).fill({ type: 'typing', on: true }));
    clock.pass(2000);
    expect(told).toHaveLength(4);
    expect(told.at(-1)).toEqual({ type: 'typing', on: false });
    expect(clock.waiting).toBe(0);
  });

  it('is renewed even if the clock was set back', () => {
    const clock = new FakeClock();
    let ahead = 3_600_000;
    const told: object[] = [];
    const signals = new Signals(
      { ...clock, now: () => clock.now() + ahead, after: (ms, run) => clock.after(ms, run) },
      (frame) => told.push(frame) > 0,
    );
    signals.typing();
    ahead = 0;
    clock.pass(3000);
    signals.typing();
    expect(told).toHaveLength(2);
  });

  it('is sent at most once in three seconds of typing, and cleared when the person pauses', () => {
    const clock = new FakeClock();
    const told: object[] = [];
    const signals = new Signals(clock, (frame) => told.push(frame) > 0);
    for (let i = 0; i < 10; i++) {
      signals.typing();
      clock.pass(400);
    }
    expect(told).toEqual([
      { type: 'typing', on: true },
      { type: 'typing', on: true },
    ]);
    clock.pass(5000);
    expect(told.at(-1)).toEqual({ type: 'typing', on: false });
  });
});

describe('the own read position', () => {
  it('is sent once a second, only forward, and again on a new connection', () => {
    const clock = new FakeClock();
    const told: object[] = [];
    const signals = new Signals(clock, (frame) => told.push(frame) > 0);
    for (const seq of [3, 5, 4]) signals.markRead(seq);
    clock.pass(1000);
    expect(told).toEqual([{ type: 'read', seq: 5 }]);
    signals.reconnected();
    expect(told).toHaveLength(2);
  });

  it('is ignored if it is not a whole number', () => {
    const clock = new FakeClock();
    const told: object[] = [];
    const signals = new Signals(clock, (frame) => told.push(frame) > 0);
    for (const odd of [Number.NaN, undefined, '7', 1.5, Number.POSITIVE_INFINITY] as number[])
      signals.markRead(odd);
    clock.pass(1000);
    expect(told).toEqual([]);
    signals.markRead(2);
    clock.pass(1000);
    expect(told).toEqual([{ type: 'read', seq: 2 }]);
  });
});
