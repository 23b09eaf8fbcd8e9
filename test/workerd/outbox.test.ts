// One contract for sending over any transport: the client with its outbox on this side, the real
// Worker and room on the other.
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it } from 'vitest';
import { type Chat, type Clock, connect, type Transport } from '../../src/client/index.ts';
import { ACK_MS } from '../../src/client/outbox/outbox.ts';
import { PersistedOutbox } from '../../src/client/outbox/persisted-storage.ts';
import { memorySession } from '../../src/client/session/session.ts';
import type { HistoryBody, SessionBody } from '../../src/protocol/rest.ts';
import type { Env } from '../../src/worker/config.ts';
import { mintToken } from '../../src/worker/identity/tokens.ts';
import { FakeBrowser } from '../support/fake-browser.ts';
import { waitFor } from '../support/wait-for.ts';
import { Network } from './support/network.ts';
import { ask, json, newRoom, TestClient } from './support/test-client.ts';

const TRANSPORTS = ['websocket', 'events', 'polling'] as const satisfies readonly Transport[];
/** Until no other timer is pending. */
const PAUSE_MS = 77_777;

const chats: Chat[] = [];
afterEach(() => {
  for (const chat of chats.splice(0)) chat.close();
});

/** A clock without deadlines; the one pause ends when the test says so. */
class HeldClock implements Clock {
  readonly now = () => Date.now();
  pass: (() => void) | undefined;

  readonly after = (ms: number, run: () => void) => {
    if (ms === PAUSE_MS) this.pass = run;
    if (ms >= ACK_MS) return () => {};
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
}

async function identity(name: string): Promise<SessionBody> {
  return (await ask('/api/session', json({ name }))).json();
}

/** A room, and how to reach it over one transport. */
class Scene {
  readonly room = newRoom();
  readonly network = new Network();
  readonly clock = new HeldClock();
  readonly browser = new FakeBrowser();
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Opens the page as this person, with the outbox that the browser keeps. */
  enter(session: SessionBody): Chat {
    const { fetch, WebSocket } = this.network;
    const store = memorySession();
    store.save(session);
    const chat = connect({
      server: 'https://chat.example',
      room: this.room,
      store,
      keepOutbox: (_room, clock, settled) =>
        new PersistedOutbox(this.browser.tab(), clock, settled),
      environment: {
        ...{ fetch, WebSocket, clock: this.clock, transports: [this.#transport] },
        random: () => 0.01,
      },
    });
    chats.push(chat);
    return chat;
  }

  /** Everything in the room: author and text. */
  async log(): Promise<string[]> {
    const history = await ask(`/api/rooms/${this.room}/messages?limit=20`);
    const { messages } = (await history.json()) as HistoryBody;
    return messages.map(({ user, text }) => `${user.name}: ${text}`);
  }

  /** The cids of this message, one for each time it was sent. */
  cids(text: string): string[] {
    return this.network.sent.filter((sent) => sent.text === text).map(({ cid }) => cid);
  }
}

const is = (what: string, look: () => boolean) => waitFor(() => expect(look(), what).toBe(true));
const live = (chat: Chat) => is('live', () => chat.state.get().at === 'live');
const empty = (chat: Chat) => is('nothing waits', () => chat.outbox.get().length === 0);
const say = (chat: Chat, ...texts: string[]) => texts.map((text) => chat.send(text));
/** Writes a message that stays undelivered while this chat lasts. */
const leave = (chat: Chat, ...texts: string[]) => void Promise.all(say(chat, ...texts));
const statuses = (chat: Chat) =>
  chat.outbox.get().map(({ command, status }) => `${'text' in command && command.text} ${status}`);

describe.each(TRANSPORTS)('the outbox over %s', (transport) => {
  it('sends what was written before the connection, and in a burst, once and in order [I3]', async () => {
    const scene = new Scene(transport);
    const early = ['early 1', 'early 2', 'early 3'];
    const burst = Array.from({ length: 16 }, (_, n) => `burst ${n}`);
    const ada = scene.enter(await identity('Ada'));
    const outcomes = say(ada, ...early);
    expect(scene.network.sent).toEqual([]);
    await live(ada);
    expect(ada.state.get()).toMatchObject({ transport });
    outcomes.push(...say(ada, ...burst));
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ ok: true });
    await empty(ada);
    const all = [...early, ...burst];
    expect(await scene.log()).toEqual(all.map((text) => `Ada: ${text}`));
    expect(ada.messages.get().map(({ text }) => text)).toEqual(all);
    expect(scene.network.overtaking).toEqual([]);
  });

  it('posts a message once that it sent twice because the reply was lost [I2]', async () => {
    const scene = new Scene(transport);
    const ada = scene.enter(await identity('Ada'));
    await live(ada);
    scene.network.once('one', 'goes unanswered');
    scene.network.once('three', 'is lost');
    const outcomes = say(ada, 'one');
    await is('one is under way', () => scene.cids('one').length === 1);
    outcomes.push(...say(ada, 'two', 'three', 'four'));
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ ok: true });
    expect(await scene.log()).toEqual(['Ada: one', 'Ada: two', 'Ada: three', 'Ada: four']);
    for (const text of ['one', 'three']) {
      const [first, ...again] = scene.cids(text);
      expect(new Set(again)).toEqual(new Set([first]));
    }
    // The room had one of them and not the other.
    const repeated = scene.network.acks.filter(({ duplicate }) => duplicate);
    expect(repeated.map(({ cid }) => cid)).toEqual([scene.cids('one')[0]]);
    await empty(ada);
  });

  it('gives up only a message that can never be accepted', async () => {
    const scene = new Scene(transport);
    const ada = scene.enter(await identity('Ada'));
    const long = 'x'.repeat(5000);
    const [first, second, third] = say(ada, 'one', long, 'three');
    expect(await first).toMatchObject({ ok: true });
    expect(await second).toMatchObject({ ok: false, fault: { code: 'too_large' } });
    expect(await third).toMatchObject({ ok: true });
    expect(await scene.log()).toEqual(['Ada: one', 'Ada: three']);
    await is('it is kept for its author', () => `${statuses(ada)}` === `${long} failed`);
    // The client knows the limit, and need not ask.
    expect(scene.cids(long)).toEqual([]);
  });

  it('holds back everything after a rate-limited message, and continues by itself', async () => {
    const scene = new Scene(transport);
    const ben = await TestClient.join(scene.room, 'Ben');
    const ada = scene.enter(await identity('Ada'));
    await live(ada);
    scene.network.once('one', {
      ...{ type: 'error', code: 'rate_limited', message: 'Too fast.' },
      retryAfterMs: PAUSE_MS,
    });
    const outcomes = say(ada, 'one', 'two');
    await is('it pauses', () => ada.pause.get() !== null);
    // The connection still works.
    await ben.post('between');
    await is('it hears', () => ada.messages.get().some(({ text }) => text === 'between'));
    expect(statuses(ada)).toEqual(['one pending', 'two pending']);
    expect(scene.network.sent.map(({ text }) => text)).toEqual(['one', 'two']);
    scene.clock.pass?.();
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ ok: true });
    expect(await scene.log()).toEqual(['Ben: between', 'Ada: one', 'Ada: two']);
    expect(new Set(scene.cids('one')).size).toBe(1);
    ben.leave();
  });

  it('renews a token that expired meanwhile, and loses nothing', async () => {
    const scene = new Scene(transport);
    const session = await identity('Ada');
    const { EDGEWISE_SECRET } = env as unknown as Env;
    const expiresAt = Date.now() + 2000;
    const secret = new TextEncoder().encode(EDGEWISE_SECRET);
    const token = await mintToken({ user: session.user, expiresAt }, secret);
    // By its own clock, which is wrong, the client’s token is valid.
    const ada = scene.enter({ ...session, token });
    await live(ada);
    const outcomes = say(ada, 'in time');
    expect(await outcomes[0]).toMatchObject({ ok: true });
    await is('it has expired', () => Date.now() > expiresAt);
    outcomes.push(...say(ada, 'too late', 'and more'));
    for (const outcome of outcomes) expect(await outcome).toMatchObject({ ok: true });
    expect(await scene.log()).toEqual(['Ada: in time', 'Ada: too late', 'Ada: and more']);
    expect(scene.network.asked.filter((path) => path === '/api/session')).toHaveLength(1);
    expect(ada.state.get(), 'reconnected at the first attempt').toMatchObject({
      at: 'live',
      attempt: 1,
    });
    expect(ada.you.get()).toMatchObject({ id: session.user.id });
  });

  it('never sends one person’s messages as another', async () => {
    const scene = new Scene(transport);
    const session = await identity('Ada');
    const before = scene.enter(session);
    await live(before);
    scene.network.shut();
    leave(before, 'hers 1', 'hers 2');
    await is('it is stored', () => scene.browser.stored.length === 2);
    before.close();

    scene.network.reopen();
    const ben = scene.enter(await identity('Ben'));
    expect(await ben.send('his')).toMatchObject({ ok: true });
    expect(ben.outbox.get().slice(0, 2)).toMatchObject([
      { status: 'failed', reason: { code: 'other_identity' } },
      { status: 'failed', reason: { code: 'other_identity' } },
    ]);
    ben.close();
    expect(await scene.log()).toEqual(['Ben: his']);
    expect(scene.network.sent.map(({ text }) => text)).toEqual(['his']);

    expect(await scene.enter(session).send('hers 3')).toMatchObject({ ok: true });
    const hers = ['Ada: hers 1', 'Ada: hers 2', 'Ada: hers 3'];
    expect(await scene.log()).toEqual(['Ben: his', ...hers]);
  });

  it('continues after a reload with messages that were in flight or waiting [I1] [I2]', async () => {
    const scene = new Scene(transport);
    const session = await identity('Ada');
    const before = scene.enter(session);
    await live(before);
    scene.network.once('one', 'arrives last');
    leave(before, 'one');
    await is('one is under way', () => scene.cids('one').length === 1);
    leave(before, 'two', 'three');
    await waitFor(async () => expect(await scene.log()).toEqual(['Ada: one']));
    await is('the others wait', () => scene.browser.stored.length === 3);
    before.close();
    expect(scene.browser.stored.map(({ status }) => status)).toEqual(Array(3).fill('pending'));
    const kept = scene.browser.stored.map(({ cid }) => cid);

    scene.network.reopen();
    const after = scene.enter(session);
    const late = after.send('four');
    expect(await late).toMatchObject({ ok: true });
    await empty(after);
    expect(await scene.log()).toEqual(['Ada: one', 'Ada: two', 'Ada: three', 'Ada: four']);
    expect(scene.network.acks.slice(0, 3).map(({ cid }) => cid)).toEqual(kept);
  });
});
