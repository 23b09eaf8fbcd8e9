import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Value } from '../../../../src/client/core/value.ts';
import { Unread } from '../../../../src/ui/room/unread.ts';
import { ADA, BEN } from '../../client/fakes.ts';
import { FakeRoom, FakeStorage, Tab } from '../../client/unread-tabs.ts';

let room: FakeRoom;
let browser: FakeStorage;

beforeEach(() => {
  room = new FakeRoom();
  browser = new FakeStorage();
  vi.stubGlobal('addEventListener', browser.listen);
  vi.stubGlobal('removeEventListener', browser.forget);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** The state that a tab's views show before it connects. */
function show(tab = new Tab(room, browser)) {
  const one = new Unread(tab);
  const end = one.follow(tab.unread);
  return { tab, one, end };
}

/** Sets a stored read position. */
function hasRead(count: number): void {
  room.says(BEN, count);
  const tab = new Tab(room, browser).connect();
  tab.read(count);
  tab.close();
}

describe('unread messages', () => {
  it('are as many as counted, once counting is done', () => {
    hasRead(1);
    room.says(BEN, 2);
    const tab = new Tab(room, browser).connect();
    const one = new Unread(tab);
    expect(one.count.value).toBe(0);
    one.follow(tab.unread);
    expect(one.count.value).toBe(2);
    one.seen(3);
    expect(one.count.value).toBe(0);
  });

  it('are reported once for each position', () => {
    const { tab, one } = show();
    tab.connect();
    room.says(BEN, 3);
    const read = vi.spyOn(tab.unread, 'read');
    for (const seq of [1, 1, 2, 1, 2]) one.seen(seq);
    expect(read.mock.calls).toEqual([[1], [2]]);
  });

  it('need no count if everything was seen, and need one if something may be new', () => {
    const { tab, one } = show();
    expect(one.hasSeen(0)).toBe(false);
    tab.connect();
    one.seen(0);
    expect(one.hasSeen(0)).toBe(true);
    room.says(BEN, 2);
    expect(one.hasSeen(2)).toBe(false);
    one.seen(1);
    expect(one.hasSeen(1)).toBe(false);
    one.seen(2);
    expect([1, 2, 3].map((seq) => one.hasSeen(seq))).toEqual([true, true, false]);
    one.left();
    expect(one.hasSeen(2)).toBe(false);
  });

  it('do not include what was seen before counting', () => {
    room.says(BEN, 2);
    const tab = new Tab(room, browser).connect();
    const one = new Unread(tab);
    one.seen(2);
    one.follow(tab.unread);
    expect(tab.unread.unread.get().after?.seq).toBe(2);
    expect(one.isFresh).toBe(false);
  });

  it('stay unread when seen before their line was there', () => {
    hasRead(1);
    room.says(BEN, 1);
    const tab = new Tab(room, browser).connect();
    const one = new Unread(tab);
    one.seen(2);
    one.follow(tab.unread);
    expect([one.count.value, one.line.value]).toEqual([1, 1]);
    one.seen(2);
    expect(one.count.value).toBe(0);
  });

  it('do not include what one saw before logging out', () => {
    room.says(BEN, 10);
    const { tab, one } = show();
    tab.connect();
    room.says(BEN, 20);
    one.seen(30);
    tab.logout();
    expect(one.count.value).toBe(20);
    one.seen(30);
    expect(one.count.value).toBe(0);
  });

  it('are not counted any more once that is ended', () => {
    const { tab, one, end } = show();
    tab.connect();
    end();
    room.says(BEN, 2);
    expect(one.count.value).toBe(0);
  });
});

describe('the unread line', () => {
  it('is at one’s read position as soon as one returns', () => {
    hasRead(2);
    room.says(BEN, 2);
    const { tab, one } = show();
    tab.connect();
    expect(one.line.value).toBe(2);
    expect(one.isFresh).toBe(true);
    one.seen(4);
    expect([one.line.value, one.isFresh]).toEqual([2, false]);
    one.clear();
    expect(one.line.value).toBeNull();
  });

  it('is there too when its messages are still to be loaded', () => {
    hasRead(10);
    room.says(ADA);
    room.says(BEN, 200);
    const { tab, one } = show();
    tab.connect('fresh', 50);
    expect([one.count.value, one.line.value]).toEqual([50, 10]);
  });

  it('is drawn for a present user only on request, and then stays', () => {
    const { tab, one } = show();
    tab.connect();
    one.seen(0);
    room.says(BEN);
    expect(one.line.value).toBeNull();
    one.draw();
    one.seen(1);
    room.says(BEN);
    one.draw();
    expect(one.line.value).toBe(0);
  });

  it('is above what was missed while disconnected', () => {
    room.says(BEN, 3);
    const { tab, one } = show();
    tab.connect();
    one.seen(3);
    tab.cut();
    room.says(BEN, 2);
    tab.connect('resumed');
    one.seen(3);
    expect([one.line.value, one.isFresh]).toEqual([3, true]);
    one.seen(5);
    expect(one.isFresh).toBe(false);
  });

  it('is not drawn for what arrives after a lossless reconnect', () => {
    room.says(BEN, 3);
    const { tab, one } = show();
    tab.connect();
    one.seen(3);
    tab.cut();
    tab.connect('resumed');
    one.seen(3);
    room.says(BEN);
    expect(one.line.value).toBeNull();
  });

  it('does not return after a user has reached it, even if the connection breaks', () => {
    hasRead(1);
    room.says(BEN, 2);
    const { tab, one } = show();
    tab.connect();
    one.begun();
    tab.cut();
    expect([one.line.value, one.isFresh]).toEqual([1, false]);
  });

  it('is new after closing and reopening the chat', () => {
    hasRead(1);
    room.says(BEN, 2);
    const { tab, one } = show();
    tab.connect();
    one.seen(3);
    expect(one.line.value).toBe(1);
    one.left();
    expect([one.line.value, one.isFresh]).toEqual([null, true]);
    room.says(BEN, 2);
    expect(one.line.value).toBe(3);
  });

  it('disappears with a log reset, however much is said in the new one', () => {
    hasRead(10);
    room.says(BEN, 5);
    const { tab, one } = show();
    tab.connect();
    one.seen(15);
    expect(one.line.value).toBe(10);
    tab.cut();
    room.wipe();
    room.says(BEN, 40);
    tab.connect('reset');
    expect(one.line.value).toBeNull();
    room.says(BEN);
    expect(one.count.value).toBe(1);
    one.seen(41);
    expect(one.count.value).toBe(0);
  });
});

it('works without a counter', () => {
  const one = new Unread({ state: new Value({ at: 'idle' } as const) });
  one.draw();
  one.seen(4);
  one.clear();
  expect([one.count.value, one.line.value]).toEqual([0, null]);
});
