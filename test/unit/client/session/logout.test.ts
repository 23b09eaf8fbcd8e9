// Logging out leaves nothing behind.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Chat, connect, type SessionBody } from '../../../../src/client/index.ts';
import { PersistedOutbox } from '../../../../src/client/outbox/persisted-storage.ts';
import { FakeBrowser, stored } from '../../../support/fake-browser.ts';
import { ADA, BEN, FakeClock, FakeSocket, live, welcome } from '../fakes.ts';

let browser: FakeBrowser;
let session: SessionBody | null;
let changed: (() => void)[];
let chats: Chat[];
let transport: string | null;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  browser = new FakeBrowser();
  session = { token: 'tok', user: { ...ADA, role: 'guest' }, expiresAt: Date.now() + 86_400_000 };
  changed = [];
  chats = [];
  transport = null;
});

afterEach(() => {
  for (const chat of chats) chat.close();
  vi.useRealTimers();
});

async function openTab(): Promise<Chat> {
  const chat = connect({
    server: 'https://chat.example',
    room: 'lobby',
    keepOutbox: (_room, _clock, settled) =>
      new PersistedOutbox(browser.tab(), new FakeClock(), settled),
    store: {
      load: () => session,
      save(next) {
        session = next;
        for (const call of changed) call();
      },
      watch(call) {
        changed.push(call);
        return () => {
          changed = changed.filter((other) => other !== call);
        };
      },
    },
    environment: {
      WebSocket: FakeSocket as unknown as typeof WebSocket,
      hidden: () => false,
      onWake: () => () => {},
      // A lazy import would not follow this test's fake clock.
      transports: [],
      transportStore: {
        load: () => null,
        save(next) {
          transport = next;
        },
      },
    },
  });
  chats.push(chat);
  await vi.advanceTimersByTimeAsync(0);
  FakeSocket.latest.accept(welcome(), live());
  await stored();
  return chat;
}

const readers = { id: 'r1', name: '', role: 'reader' };

it('deletes the token, the outbox, the read position and the remembered transport', async () => {
  const chat = await openTab();
  browser.stored = [
    {
      ...{ cid: 'b', userId: BEN.id, queuedAt: 0, status: 'pending' },
      command: { type: 'message', cid: 'b', text: 'of Ben' },
    },
  ];
  const done = chat.send('of Ada');
  chat.markRead(7);
  await stored();
  chat.logout();
  await stored();
  expect(await done).toMatchObject({ ok: false, fault: { code: 'discarded' } });
  expect(session).toBeNull();
  expect(chat.you.get()).toBeNull();
  expect(transport).toBe('websocket');
  expect(browser.stored.map(({ cid }) => cid)).toEqual(['b']);
  await vi.advanceTimersByTimeAsync(2000);
  const socket = FakeSocket.latest;
  expect(socket.protocols).toEqual(['edgewise.v1']);
  socket.accept(welcome({ you: readers }), live());
  await vi.advanceTimersByTimeAsync(2000);
  expect(socket.frames).toEqual([]);
});

it('logs out every tab', async () => {
  const [one, two] = [await openTab(), await openTab()];
  one.logout();
  await vi.advanceTimersByTimeAsync(0);
  expect(two.you.get()).toBeNull();
  expect(FakeSocket.all).toHaveLength(4);
  expect(FakeSocket.all.slice(2).map(({ protocols }) => protocols)).toEqual([
    ['edgewise.v1'],
    ['edgewise.v1'],
  ]);
});
