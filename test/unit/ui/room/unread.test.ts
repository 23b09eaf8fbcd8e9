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

/** What the views of a tab show; the tab has yet to connect. */
function show(tab = new Tab(room, browser)) {
  const one = new Unread(tab);
  const end = one.follow(tab.unread);
  return { tab, one, end };
}

/** Somebody has read so much here before. */
function hasRead(count: number): void {
  room.says(BEN, count);
  const tab = new Tab(room, browser).connect();
  tab.read(count);
  tab.close();
}

describe('what is unread', () => {
  it('is as much as is counted, once that is done', () => {
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

  it('is told of each place once', () => {
    const { tab, one } = show();
    tab.connect();
    room.says(BEN, 3);
    const read = vi.spyOn(tab.unread, 'read');
    for (const seq of [1, 1, 2, 1, 2]) one.seen(seq);
    expect(read.mock.calls).toEqual([[1], [2]]);
  });

  it('need not be looked for where all was seen, and must be where something may be news', () => {
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

  it('is not what was seen before anybody counted', () => {
    room.says(BEN, 2);
    const tab = new Tab(room, browser).connect();
    const one = new Unread(tab);
    one.seen(2);
    one.follow(tab.unread);
    expect(tab.unread.unread.get().after?.seq).toBe(2);
    expect(one.isFresh).toBe(false);
  });

  it('is left unread by a look before its line was there', () => {
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

  it('is nothing of what one saw before one logged out', () => {
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

  it('is counted no longer once that is ended', () => {
    const { tab, one, end } = show();
    tab.connect();
    end();
    room.says(BEN, 2);
    expect(one.count.value).toBe(0);
  });
});

describe('the line', () => {
  it('stands where one left off, as soon as one comes back', () => {
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

  it('stands there too where that is yet to be loaded', () => {
    hasRead(10);
    room.says(ADA);
    room.says(BEN, 200);
    const { tab, one } = show();
    tab.connect('fresh', 50);
    expect([one.count.value, one.line.value]).toEqual([50, 10]);
  });

  it('is drawn for whoever is there only when asked for, and then stays', () => {
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

  it('stands above what was missed while there was no connection', () => {
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

  it('is not drawn for what comes after a connection that lost nothing', () => {
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

  it('calls nobody back to it who has been there, though the connection breaks', () => {
    hasRead(1);
    room.says(BEN, 2);
    const { tab, one } = show();
    tab.connect();
    one.begun();
    tab.cut();
    expect([one.line.value, one.isFresh]).toEqual([1, false]);
  });

  it('is another one for who closes the chat and opens it again', () => {
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

  it('goes with a log that began anew, however much is said in that', () => {
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

it('needs nobody who counts', () => {
  const one = new Unread({ state: new Value({ at: 'idle' } as const) });
  one.draw();
  one.seen(4);
  one.clear();
  expect([one.count.value, one.line.value]).toEqual([0, null]);
});
