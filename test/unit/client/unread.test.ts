// Unread messages: after a reconnect, across tabs, across visits.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followUnread, unreadIn } from '../../../src/client/unread.ts';
import { ADA, BEN, message } from './fakes.ts';
import { FakeRoom, FakeStorage, Tab } from './unread-tabs.ts';

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

const openTab = (user: typeof ADA | null = ADA, store = true): Tab =>
  new Tab(room, browser, user, store);

describe('unread messages', () => {
  it('are those of others after the read position, from the first of them on', () => {
    const list = [
      message(1, { user: BEN }),
      message(2, { user: BEN }),
      message(3, { user: ADA }),
      message(4, { user: BEN, deleted: true }),
      message(6, { user: BEN }),
      message(7, { user: BEN }),
    ];
    expect(unreadIn(list, 2, ADA.id)).toEqual({ count: 2, first: list[4], more: false });
    expect(unreadIn(list, 0, ADA.id)).toMatchObject({ count: 4, first: list[0], more: false });
    expect(unreadIn(list, 7, ADA.id)).toEqual({ count: 0, first: null, more: false });
    expect(unreadIn(list.slice(4), 2, ADA.id)).toMatchObject({ count: 2, more: true });
    expect(unreadIn([], 2, ADA.id)).toEqual({ count: 0, first: null, more: false });
  });

  it('are none on a first visit, and then what arrives', () => {
    room.says(BEN, 3);
    const tab = openTab().connect();
    expect(tab.count).toBe(0);
    room.says(BEN, 2);
    room.says(ADA);
    expect(tab.unread.unread.get()).toMatchObject({ count: 2, first: { seq: 4 } });
    tab.read(5);
    expect(tab.count).toBe(0);
  });

  it('are all messages in a room that was empty', () => {
    const tab = openTab().connect();
    room.says(BEN, 2);
    expect(tab.count).toBe(2);
    tab.read(2);
    tab.cut();
    room.wipe();
    tab.connect('reset');
    room.says(BEN);
    expect(tab.unread.unread.get()).toMatchObject({ count: 1, first: { id: 'e2-1' } });
  });

  it('are marked as read by a person without a name, and nothing is sent', () => {
    const marked: number[] = [];
    const { roomState, state, older } = openTab(null);
    const reader = followUnread({
      ...{ messages: roomState.messages, reads: roomState.reads, you: roomState.you, state, older },
      markRead: (seq) => marked.push(seq),
    });
    state.set({ at: 'live', attempt: 0, since: 0, transport: 'websocket' });
    roomState.messages.set([message(1, { user: BEN })]);
    expect(reader.unread.get().count).toBe(1);
    reader.read(1);
    expect(reader.unread.get().count).toBe(0);
    expect(marked).toEqual([]);
  });

  it('do not include a deleted one', () => {
    const tab = openTab().connect();
    room.says(BEN, 2);
    tab.read(1);
    room.says(BEN);
    const deleted = message(2, { user: BEN, version: 4, deleted: true, text: '' });
    room.tell({ type: 'changed', seq: 4, message: deleted });
    expect(tab.unread.unread.get()).toMatchObject({ count: 1, first: { seq: 3 } });
  });
});

describe('after a reconnect', () => {
  it.each(['resumed', 'gap'] as const)('that %s, everything missed is unread', (mode) => {
    room.says(BEN, 3);
    const tab = openTab(ADA, false).connect();
    tab.read(3);
    tab.cut();
    room.says(BEN, 4);
    tab.connect(mode);
    expect(tab.unread.unread.get()).toMatchObject({ count: 4, first: { seq: 4 }, more: false });
    tab.clock.pass(1000);
    // A room that forgot the position is told again.
    expect(room.reads[ADA.id]).toBe(3);
  });

  it('with more unread than is loaded says so, until the beginning is reached', () => {
    room.says(BEN, 3);
    const tab = openTab().connect();
    tab.read(3);
    tab.cut();
    room.says(BEN, 90);
    tab.connect('gap', 50);
    expect(tab.unread.unread.get()).toMatchObject({ count: 50, more: true });
    tab.roomState.takePage(room.messages.slice(0, 43));
    expect(tab.unread.unread.get()).toMatchObject({ count: 90, first: { seq: 4 }, more: false });
    const late = openTab().connect('fresh', 10);
    expect(late.unread.unread.get().more).toBe(true);
    late.older.set({ at: 'start' });
    expect(late.unread.unread.get().more).toBe(false);
  });

  it('into a log that was reset, the old read position is void', () => {
    room.says(BEN, 9);
    const tab = openTab().connect();
    tab.read(9);
    tab.cut();
    room.wipe();
    room.says(BEN, 2);
    tab.connect('reset');
    expect(tab.count).toBe(0);
    room.says(BEN, 2);
    expect(tab.count).toBe(2);
    tab.clock.pass(1000);
    expect(room.reads[ADA.id]).toBeUndefined();
    tab.read(4);
    expect(browser.kept.get('edgewise:read:u-ada:lobby')).toBe('e2-4');
  });

  it('messages read while disconnected count as read', () => {
    room.says(BEN, 5);
    const tab = openTab().connect();
    tab.read(2);
    tab.cut();
    tab.read(5);
    expect(tab.count).toBe(0);
    tab.connect('resumed');
    expect(room.reads[ADA.id]).toBe(5);
  });
});

describe('across tabs', () => {
  it.each([
    ['by the room', false],
    ['by the browser', true],
  ])('what is read in one is read in the other, sent by %s', (_, store) => {
    room.says(BEN);
    const [one, two] = [openTab(ADA, store).connect(), openTab(ADA, store).connect()];
    room.says(BEN, 3);
    expect([one.count, two.count]).toEqual([3, 3]);
    if (store) two.cut(false);
    one.read(3);
    expect([one.count, two.count]).toEqual([1, 1]);
    two.read(4);
    expect([one.count, two.count]).toEqual([0, 0]);
  });

  it('a tab that is behind never moves the position back', () => {
    room.says(BEN, 9);
    const [one, two] = [openTab().connect(), openTab().connect()];
    browser.listeners.clear();
    one.cut(false);
    two.read(8);
    one.read(3);
    expect(browser.kept.get('edgewise:read:u-ada:lobby')).toBe('e1-8');
    expect(one.count).toBe(1);
  });
});

describe('across visits', () => {
  it('a returning person finds what arrived since', () => {
    room.says(BEN, 3);
    const before = openTab().connect();
    before.read(3);
    before.close();
    room.says(BEN, 5);
    const after = openTab().connect();
    expect(after.unread.unread.get()).toMatchObject({ count: 5, first: { seq: 4 } });
    after.clock.pass(1000);
    expect(room.reads[ADA.id]).toBe(3);
  });

  it('another person has read nothing of it', () => {
    room.says(BEN, 3);
    const tab = openTab().connect();
    room.says(BEN);
    tab.read(4);
    tab.close();
    expect(openTab(BEN).connect().count).toBe(0);
    expect([...browser.kept.keys()]).toEqual(['edgewise:read:u-ada:lobby']);
  });

  it('a reader who takes a name keeps their position', () => {
    room.says(BEN, 2);
    const tab = openTab(null).connect();
    tab.roomState.you.set(null);
    room.says(BEN, 2);
    tab.read(3);
    tab.roomState.you.set({ ...ADA, role: 'guest' });
    expect(tab.count).toBe(1);
    expect(browser.kept.get('edgewise:read:u-ada:lobby')).toBe('e1-3');
  });

  it('logout deletes it in every room, for that person only', () => {
    browser.kept.set('edgewise:read:u-ada:garden', 'e9-9');
    browser.kept.set('edgewise:read:u-ben:lobby', 'e1-1');
    room.says(BEN, 3);
    const [one, two] = [openTab().connect(), openTab().connect()];
    one.read(3);
    // The session is deleted first, and the other tab learns of that first.
    two.logout();
    one.logout();
    expect([...browser.kept.keys()]).toEqual(['edgewise:read:u-ben:lobby']);
  });

  it.each(['before', 'meanwhile'])(
    'with storage denied %s, it lasts as long as the page',
    (when) => {
      browser.denied = when === 'before';
      room.says(BEN, 3);
      const tab = openTab().connect();
      browser.denied = true;
      tab.read(3);
      tab.cut();
      room.says(BEN, 2);
      tab.connect('gap');
      expect(tab.count).toBe(2);
      expect(browser.kept.size).toBe(0);
    },
  );

  it('with storage full, it lasts as long as the page, and an older stored one is ignored', () => {
    room.says(BEN, 3);
    const tab = openTab().connect();
    tab.read(2);
    browser.full = true;
    tab.read(3);
    tab.cut();
    room.says(BEN, 2);
    tab.connect('gap');
    expect(tab.count).toBe(2);
    browser.full = false;
    tab.read(5);
    expect([...browser.kept.values()]).toEqual(['e1-5']);
  });
});
