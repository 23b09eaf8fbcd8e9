// Several components of one page in one room: one connection, one person, one outbox.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Chat,
  type ConnectionState,
  type ConnectOptions,
  connect,
  type SessionBody,
} from '../../../src/client/index.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ADA, FakeSocket, live, said, welcome } from './fakes.ts';

let chats: Chat[];
let environment: NonNullable<ConnectOptions['environment']>;
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  fetched.mockReset();
  FakeSocket.all = [];
  chats = [];
  environment = page();
});

afterEach(() => {
  for (const chat of chats) chat.close();
  vi.useRealTimers();
});

const page = () => ({
  random: () => 1,
  fetch: fetched,
  WebSocket: FakeSocket as unknown as typeof WebSocket,
  transports: [],
  isPage: true,
  hidden: () => false,
  onWake: () => () => {},
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

async function enter(options: Partial<ConnectOptions> = {}): Promise<Chat> {
  const chat = connect({ server: 'https://chat.example', room: 'lobby', environment, ...options });
  chats.push(chat);
  await settle();
  return chat;
}

/** Two components, and the socket they share. */
async function enterTwice(): Promise<[Chat, Chat, FakeSocket]> {
  const one = await enter({ store });
  const socket = FakeSocket.latest;
  socket.accept(welcome(), said(3), live('e1.3'));
  const two = await enter({ store });
  return [one, two, socket];
}

const session: SessionBody = {
  token: 'tok',
  user: { ...ADA, role: 'guest' },
  expiresAt: Date.now() + 1e12,
};
const store = { load: () => session, save: () => {} };

describe('two chats of one page', () => {
  it('share a connection, and what it has received already', async () => {
    const [one, two, socket] = await enterTwice();
    expect(FakeSocket.all).toHaveLength(1);
    expect(two.state.get()).toEqual(one.state.get());
    expect(two.messages.get().map(({ seq }) => seq)).toEqual([3]);
    socket.say(said(4));
    for (const chat of [one, two])
      expect(chat.messages.get().map(({ seq }) => seq)).toEqual([3, 4]);
  });

  it('share an outbox: a message is sent once, and both show it as pending', async () => {
    const [one, two, socket] = await enterTwice();
    const done = one.send('Hello');
    expect(two.outbox.get()).toMatchObject([{ command: { text: 'Hello' }, status: 'pending' }]);
    const [frame] = socket.frames;
    socket.say({ type: 'ack', cid: frame?.cid, id: 'e1-4', seq: 4, timestamp: 1 }, said(4));
    expect(await done).toMatchObject({ ok: true });
    expect(socket.frames).toHaveLength(1);
    for (const chat of [one, two]) expect(chat.outbox.get()).toEqual([]);
  });

  it('share a person: both take the name, and both log out', async () => {
    const [one, two] = [await enter(), await enter()];
    FakeSocket.latest.accept(welcome({ you: { id: 'r1', name: '', role: 'reader' } }), live());
    fetched.mockResolvedValueOnce(Response.json(session, { status: 201 }));
    expect(await one.setName('Ada')).toMatchObject({ ok: true });
    expect(two.you.get()).toMatchObject(ADA);
    await settle();
    expect(FakeSocket.all).toHaveLength(2);
    two.logout();
    expect(one.you.get()).toBeNull();
  });

  it('keep the connection open until the last of them closes', async () => {
    const [one, two, socket] = await enterTwice();
    const heard: string[] = [];
    one.state.subscribe((link: ConnectionState) => heard.push(link.at));
    one.messages.subscribe(() => heard.push('messages'));
    one.close();
    one.close();
    expect([one.state.get().at, two.state.get().at]).toEqual(['closed', 'live']);
    socket.say(said(4));
    expect(heard).toEqual(['closed']);
    expect(one.messages.get()).toHaveLength(1);
    expect(two.messages.get()).toHaveLength(2);
    two.close();
    expect(socket.readyState).toBe(3);
    await settle(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('do nothing more through a closed one', async () => {
    const [one, two, socket] = await enterTwice();
    const before = one.send('on its way');
    one.close();
    const after = await one.send('too late');
    expect(after).toMatchObject({ ok: false, fault: { code: 'closed' } });
    expect(await one.setName('Eve')).toMatchObject({ ok: false, fault: { code: 'closed' } });
    one.logout();
    one.typing();
    one.reconnect();
    await one.loadOlder();
    expect(fetched).not.toHaveBeenCalled();
    expect(two.you.get()).toMatchObject(ADA);
    // What was written before is safe.
    expect(socket.frames.map(({ text }) => text)).toEqual(['on its way']);
    const [frame] = socket.frames;
    socket.say({ type: 'ack', cid: frame?.cid, id: 'e1-4', seq: 4, timestamp: 1 });
    expect(await before).toMatchObject({ ok: true });
  });

  it('start afresh once all were closed', async () => {
    const [one, two, socket] = await enterTwice();
    one.close();
    two.close();
    const three = await enter({ store });
    expect(FakeSocket.all).toHaveLength(2);
    expect(FakeSocket.latest).not.toBe(socket);
    expect(three.messages.get()).toEqual([]);
    expect(FakeSocket.latest.url).not.toContain('since');
  });

  it('ask again after the room rejected them', async () => {
    const one = await enter();
    FakeSocket.latest.drop(4003, 'not_allowed');
    expect(one.state.get().at).toBe('refused');
    await enter();
    expect(FakeSocket.all).toHaveLength(2);
    expect(one.state.get().at).toBe('connecting');
  });
});

describe('two chats share nothing', () => {
  it.each<[string, () => Partial<ConnectOptions>]>([
    ['in another room', () => ({ room: 'attic' })],
    ['at another server', () => ({ server: 'https://talk.example' })],
    ['as another person', () => ({ store: { load: () => null, save: () => {} } })],
    ["by the site's own tokens", () => ({ tokenProvider: async () => 'token' })],
    ['with another strategy', () => ({ strategy: 'fixed' })],
    ['in another world', () => ({ environment: page() })],
  ])('%s', async (_, other) => {
    await enter();
    await enter(other());
    // Rarely used code is lazy.
    await vi.dynamicImportSettled();
    await waitFor(() => expect(FakeSocket.all).toHaveLength(2));
  });

  it('on a server, where they may belong to two people', async () => {
    environment = { ...page(), isPage: false };
    await enter();
    await enter();
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('except if the addresses differ only by a trailing slash or an explicit default', async () => {
    await enter();
    await enter({ server: 'https://chat.example/', strategy: 'exponential' });
    expect(FakeSocket.all).toHaveLength(1);
  });
});

it('an invalid address is reported at once', () => {
  expect(() => connect({ server: 'chat', room: 'lobby' })).toThrow(TypeError);
});
