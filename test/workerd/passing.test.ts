// Presence, typing and read positions in several tabs and after a reconnect: the client on this side,
// the real Worker and room on the other, over each transport.
import { afterEach, describe, expect, it } from 'vitest';
import { type Chat, connect, type SessionBody, type Transport } from '../../src/client/index.ts';
import { memorySession } from '../../src/client/session/session.ts';
import { followUnread } from '../../src/client/unread.ts';
import { waitFor } from '../support/wait-for.ts';
import { Network } from './support/network.ts';
import { ask, json, newRoom, TestClient } from './support/test-client.ts';

const TRANSPORTS = ['websocket', 'events', 'polling'] as const satisfies readonly Transport[];

const chats: Chat[] = [];
afterEach(() => {
  for (const chat of chats.splice(0)) chat.close();
});

async function identity(name: string): Promise<SessionBody> {
  return (await ask('/api/session', json({ name }))).json();
}

/** Opens one more tab as this person. */
async function enter(
  room: string,
  transport: Transport,
  session: SessionBody,
  { fetch, WebSocket } = new Network(),
): Promise<Chat> {
  const store = memorySession();
  store.save(session);
  const chat = connect({
    ...{ server: 'https://chat.example', room, store },
    environment: { fetch, WebSocket, transports: [transport], random: () => 0.01 },
  });
  chats.push(chat);
  await live(chat);
  return chat;
}

const soon = (look: () => void) => waitFor(look);
const live = (chat: Chat) => soon(() => expect(chat.state.get().at).toBe('live'));
const texts = (chat: Chat) => chat.messages.get().map(({ text }) => text);
const typingUsers = (chat: Chat) => chat.typingUsers.get().map(({ name }) => name);
const names = (people: readonly { name: string }[] | null | undefined) =>
  people?.map(({ name }) => name).sort();

/** The connection breaks, and can be opened again. */
async function breaks(chat: Chat, network: Network, meanwhile = async () => {}): Promise<void> {
  network.shut();
  await soon(() => expect(chat.state.get().at).not.toBe('live'));
  await meanwhile();
  network.reopen();
  chat.reconnect();
  await live(chat);
}

describe.each(TRANSPORTS)('over %s', (transport) => {
  it('two tabs are one person, who stays when one of them closes [I9]', async () => {
    const room = newRoom();
    const ann = await identity('Ann');
    const bob = await TestClient.join(room, 'Bob');
    const one = await enter(room, transport, ann);
    const two = await enter(room, transport, ann);
    await bob.waitForFrame('presence', ({ joined }) => names(joined)?.includes('Ann') ?? false);
    // The first poll returns at once and does not count as a connection; the ones after it do.
    if (transport === 'polling') await bob.post('hello');
    for (const tab of [one, two])
      await soon(() => expect(names(tab.presence.get().members)).toEqual(['Ann', 'Bob']));
    expect(two.presence.get().online).toBe(2);
    one.close();
    await bob.post('still here?');
    await soon(() => expect(texts(two)).toContain('still here?'));
    const from = bob.received.length;
    bob.send({ type: 'who' });
    const told = await bob.waitForFrameAfter(from, ({ type }) => type === 'presence');
    expect(told).toMatchObject({ online: 2 });
    expect(bob.received.some((frame) => frame.type === 'presence' && frame.left)).toBe(false);
  });

  it('a person who came or went during a disconnect is known right after it [I9]', async () => {
    const room = newRoom();
    const network = new Network();
    const ann = await enter(room, transport, await identity('Ann'), network);
    await breaks(ann, network, async () => {
      await TestClient.join(room, 'Bob');
    });
    expect(names(ann.presence.get().members)).toEqual(['Ann', 'Bob']);
    expect(ann.presence.get().online).toBe(2);
  });

  it('what is read in one tab is not unread in the other, nor after a reconnect [R45]', async () => {
    const room = newRoom();
    const network = new Network();
    const session = await identity('Ann');
    const bob = await TestClient.join(room, 'Bob');
    const [one, two] = [
      await enter(room, transport, session),
      await enter(room, transport, session, network),
    ];
    const [here, there] = [followUnread(one), followUnread(two)];
    const counts = () => [here, there].map(({ unread }) => unread.get().count);
    await bob.post('read me');
    const last = await bob.post('me too');
    await soon(() => expect(counts()).toEqual([2, 2]));
    here.read(last.seq);
    await bob.waitForFrame(
      'read',
      ({ user, seq }) => user.id === session.user.id && seq === last.seq,
    );
    // A poll waits for durable frames, and returns the others along with them.
    if (transport === 'polling')
      await bob.command({ type: 'react', id: last.id, emoji: '👍', on: true });
    await soon(() => expect(counts()).toEqual([0, 0]));
    await breaks(two, network, async () => {
      await bob.post('and more');
      await soon(() => expect(counts()).toEqual([1, 0]));
    });
    await soon(() => expect(counts()).toEqual([1, 1]));
  });

  it('typing is shown to others, not in one’s own other tab, and not after a reconnect [R44]', async () => {
    const room = newRoom();
    const ann = await identity('Ann');
    const network = new Network();
    const [one, two] = [await enter(room, transport, ann), await enter(room, transport, ann)];
    // Polling is too slow to send it: pollers receive typing, but do not send it.
    const ear = transport === 'polling' ? 'websocket' : transport;
    const bob = await enter(room, ear, await identity('Bob'), network);
    const seen: string[] = [];
    two.typingUsers.subscribe(() => seen.push(...typingUsers(two)));
    one.typing();
    await soon(() => expect(typingUsers(bob)).toEqual(['Ann']));
    await breaks(bob, network);
    expect(typingUsers(bob)).toEqual([]);
    await one.send('done');
    await soon(() => expect(texts(two)).toEqual(['done']));
    expect(seen).toEqual([]);
  });
});
