// Typing, presence and read positions right after every reconnect: the whole client over partysocket,
// with a fake socket.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Chat, connect, type SessionBody } from '../../../src/client/index.ts';
import { ADA, BEN, FakeSocket, live, said, welcome } from './fakes.ts';

const CEM = { id: 'u-cem', name: 'Cem' };
const typing = (user: typeof ADA, on = true) => ({ type: 'typing', user, on });

let chat: Chat;
let session: SessionBody | null;
let changed: () => void;

beforeEach(async () => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  session = { token: 'tok', user: { ...ADA, role: 'guest' }, expiresAt: Date.now() + 86_400_000 };
  chat = connect({
    server: 'https://chat.example',
    room: 'lobby',
    store: {
      load: () => session,
      save(next) {
        session = next;
      },
      watch(call) {
        changed = call;
        return () => {};
      },
    },
    environment: {
      random: () => 1,
      WebSocket: FakeSocket as unknown as typeof WebSocket,
      transports: [],
      hidden: () => false,
      onWake: () => () => {},
    },
  });
  await settle();
});

afterEach(() => {
  chat.close();
  vi.useRealTimers();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** The connection breaks, and the longest wait before the next socket has passed. */
async function reconnect(): Promise<FakeSocket> {
  FakeSocket.latest.drop();
  await settle(2000);
  return FakeSocket.latest;
}

it('typing is cleared by a reconnect and set by the welcome [R44]', async () => {
  FakeSocket.latest.accept(welcome(), live());
  FakeSocket.latest.say(typing(BEN));
  expect(chat.typingUsers.get()).toEqual([BEN]);
  const socket = await reconnect();
  expect(chat.typingUsers.get()).toEqual([]);
  socket.accept(welcome({ mode: 'resumed' }), live(), typing(CEM));
  expect(chat.typingUsers.get()).toEqual([CEM]);
  // Over a stream the next welcome may arrive without a visible interruption.
  socket.say(typing(BEN));
  socket.say(welcome({ mode: 'resumed' }), live());
  expect(chat.typingUsers.get()).toEqual([]);
});

it('a message ends its sender’s typing, and nobody else’s [R44]', () => {
  FakeSocket.latest.accept(welcome(), live());
  FakeSocket.latest.say(typing(BEN), typing(CEM));
  FakeSocket.latest.say(said(1, { user: BEN }));
  expect(chat.typingUsers.get()).toEqual([CEM]);
});

it('typing in one’s own other tab is not shown', () => {
  FakeSocket.latest.accept(welcome(), live());
  FakeSocket.latest.say(typing(ADA));
  expect(chat.typingUsers.get()).toEqual([]);
});

it('the welcome replaces the known members', async () => {
  const both = { online: 2, members: [ADA, BEN] };
  FakeSocket.latest.accept(welcome({ presence: both }), live());
  const socket = await reconnect();
  socket.accept(welcome({ mode: 'resumed', presence: { online: 2, members: [ADA, CEM] } }), live());
  expect(chat.presence.get()).toEqual({ online: 2, members: [ADA, CEM] });
  const crowd = await reconnect();
  crowd.accept(welcome({ mode: 'resumed', presence: { online: 300, countOnly: true } }), live());
  expect(chat.presence.get()).toEqual({ online: 300, members: null });
});

it('read positions come from the welcome and one’s other tab, and are sent again', async () => {
  const both = { online: 2, members: [ADA, BEN] };
  const reads = { [ADA.id]: 2, [BEN.id]: 4 };
  const socket = FakeSocket.latest;
  socket.accept(welcome({ presence: both, reads }), ...[1, 2, 3, 4, 5].map((n) => said(n)), live());
  const read = () => [ADA, BEN].map(({ id }) => chat.reads.get().get(id)?.seq);
  expect(read()).toEqual([2, 4]);
  socket.say({ type: 'read', user: ADA, seq: 5 });
  expect(read()).toEqual([5, 4]);
  chat.markRead(5);
  await settle(1000);
  expect(socket.frames).toEqual([{ type: 'read', seq: 5 }]);
  const next = await reconnect();
  next.accept(welcome({ mode: 'resumed', presence: both, reads: { [BEN.id]: 3 } }), live());
  // It never goes back [R45].
  expect(read()).toEqual([5, 4]);
  expect(next.frames).toEqual([{ type: 'read', seq: 5 }]);
});

it('a reader sends no read position, and with a first name sends what was read so far', async () => {
  session = null;
  changed();
  await settle();
  const reader = { id: 'r1', name: '', role: 'reader' };
  FakeSocket.latest.accept(welcome({ you: reader }), said(1), said(2), live('e1.2'));
  chat.markRead(2);
  chat.typing();
  await settle(1000);
  expect(FakeSocket.latest.frames).toEqual([]);
  session = { token: 'tok', user: { ...BEN, role: 'guest' }, expiresAt: Date.now() + 86_400_000 };
  changed();
  await settle();
  FakeSocket.latest.accept(welcome({ you: { ...BEN, role: 'guest' }, mode: 'resumed' }), live());
  expect(FakeSocket.latest.frames).toEqual([{ type: 'read', seq: 2 }]);
});

it('another person on the same page does not send what the first one read', async () => {
  FakeSocket.latest.accept(welcome(), said(1), live('e1.1'));
  chat.markRead(1);
  await settle(1000);
  session = { token: 'other', user: { ...BEN, role: 'guest' }, expiresAt: Date.now() + 86_400_000 };
  changed();
  await settle();
  FakeSocket.latest.accept(welcome({ you: { ...BEN, role: 'guest' }, mode: 'resumed' }), live());
  expect(FakeSocket.latest.frames).toEqual([]);
});
