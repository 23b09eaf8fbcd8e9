// The whole client over partysocket, with a fake socket.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Chat,
  type ConnectOptions,
  connect,
  type SessionBody,
} from '../../../src/client/index.ts';
import '../../../src/client/session/provided-token.ts';
import { storedReads, storedSession, storedTransport } from '../../../src/client/storage.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ADA, BEN, FakeSocket, live, message, said, welcome } from './fakes.ts';

let chat: Chat;
let wake: (afresh?: boolean) => void;
let session: SessionBody | null;
let hidden = false;
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockReturnValue();
  fetched.mockReset();
  FakeSocket.all = [];
  hidden = false;
  session = { token: 'tok', user: { ...ADA, role: 'guest' }, expiresAt: Date.now() + 86_400_000 };
});

afterEach(() => {
  chat.close();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

async function begin(options: Partial<ConnectOptions> = {}): Promise<void> {
  let cids = 0;
  chat = connect({
    server: 'https://chat.example',
    room: 'lobby',
    store: {
      load: () => session,
      save(next) {
        session = next;
      },
    },
    ...options,
    environment: {
      random: () => 1,
      newId: () => `cid-${++cids}`,
      fetch: fetched,
      WebSocket: FakeSocket as unknown as typeof WebSocket,
      transports: [],
      hidden: () => hidden,
      onWake: (call) => {
        wake = call;
        return () => {};
      },
    },
  });
  await settle();
}

async function enter(options: Partial<ConnectOptions> = {}): Promise<FakeSocket> {
  await begin(options);
  return FakeSocket.latest;
}

async function enterLive(...frames: object[]): Promise<FakeSocket> {
  const socket = await enter();
  socket.accept(welcome(), ...frames, live('e1.10'));
  return socket;
}

describe('connecting', () => {
  it('sends the token as a subprotocol, never in the URL', async () => {
    const socket = await enter();
    expect(socket.url).toBe('wss://chat.example/api/rooms/lobby/socket');
    expect(socket.protocols).toEqual(['edgewise.v1', 'tok']);
  });

  it('lets a client read without a name', async () => {
    session = null;
    const socket = await enter();
    expect(socket.protocols).toEqual(['edgewise.v1']);
    socket.accept(welcome({ you: { id: 'r1', name: '', role: 'reader' } }), said(3), live('e1.3'));
    expect(chat.state.get().at).toBe('live');
    expect(chat.you.get()).toBeNull();
    expect(chat.messages.get()).toHaveLength(1);
  });

  it('opens a new connection with an identity and fetches only what was missed', async () => {
    session = null;
    const socket = await enter();
    socket.accept(welcome({ you: { id: 'r1', name: '', role: 'reader' } }), said(3), live('e1.3'));
    const body = { token: 'new', user: { ...BEN, role: 'guest' }, expiresAt: Date.now() + 1e9 };
    fetched.mockResolvedValueOnce(Response.json(body, { status: 201 }));
    expect(await chat.setName('Ben')).toMatchObject({ ok: true });
    await settle();
    expect(FakeSocket.all).toHaveLength(2);
    expect(FakeSocket.latest.protocols).toEqual(['edgewise.v1', 'new']);
    expect(FakeSocket.latest.url).toMatch(/\?since=e1\.3$/);
    expect(session).toEqual(body);
  });

  it('is complete at the welcome, not when the socket opens', async () => {
    const socket = await enter();
    socket.accept();
    await settle(3999);
    expect(chat.state.get().at).toBe('connecting');
    await settle(1);
    expect(chat.state.get()).toMatchObject({ at: 'waiting', attempt: 1 });
    await settle(1001);
    expect(FakeSocket.all).toHaveLength(2);
  });
});

describe('a token from the site', () => {
  it.each([
    ['that has expired and is returned again', 'tok', 'token_expired'],
    ['that is not a token', 'abc==', 'unauthorized'],
  ])('%s fails at once and permanently', async (_, token, code) => {
    await begin({ tokenProvider: async () => token });
    await vi.dynamicImportSettled();
    await settle(100);
    FakeSocket.all.at(-1)?.drop(4105, 'token_expired');
    await vi.dynamicImportSettled();
    await settle(100);
    expect(chat.state.get()).toMatchObject({ at: 'refused', reason: { code } });
    const tried = FakeSocket.all.length;
    await settle(300_000);
    expect(FakeSocket.all).toHaveLength(tried);
    expect(tried).toBeLessThanOrEqual(1);
  });

  it('that is not available now is requested again, and is told apart from a dead connection', async () => {
    const provide = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error('signed out'))
      .mockResolvedValue('tok');
    await begin({ tokenProvider: provide });
    await vi.dynamicImportSettled();
    await settle();
    expect(chat.state.get()).toMatchObject({
      at: 'waiting',
      reason: { code: 'no_token', message: expect.stringContaining('signed out') },
    });
    for (let turn = 0; FakeSocket.all.length === 0 && turn < 100; turn++) {
      await settle(100);
      await vi.dynamicImportSettled();
    }
    FakeSocket.latest.accept(welcome(), live('e1.10'));
    expect(chat.state.get().at).toBe('live');
  });
});

describe('options', () => {
  const open = (options: object | null | undefined) => () => connect(options as ConnectOptions);
  const good = { server: 'https://c.example', room: 'lobby' };
  const secrets = { 'edgewise:session': 'a token' };

  it.each([
    ['nothing', undefined, /"server" must be an address/],
    ['nothing at all', null, /"server" must be an address/],
    ['no server', { room: 'lobby' }, /"server" must be an address/],
    ['an undefined store', { ...good, store: () => {} }, /"store".*not a function/],
    ['an invalid outbox', { ...good, keepOutbox: {} }, /"keepOutbox" must be a function/],
    ['a server that is not an address', { server: 'chat', room: 'lobby' }, /"server".*not "chat"/],
    ['a server without a scheme', { server: 'localhost:8787', room: 'lobby' }, /"server"/],
    ['an origin of a file', { server: 'null', room: 'lobby' }, /"server"/],
    ['no room', { server: 'https://chat.example' }, /"room" must be 1 to 64/],
    ['an invalid room name', { server: 'https://c.example', room: 'A b' }, /not "A b"/],
    [
      'a room name that is too long',
      { server: 'https://c.example', room: 'x'.repeat(65) },
      /"room"/,
    ],
    ['an address with a space', { server: 'https://a b', room: 'lobby' }, /"server".*not "https/],
    ['an incomplete address', { server: 'https://%', room: 'lobby' }, /"server"/],
    ['an unknown strategy', { ...good, strategy: 'expo' }, /"strategy" must be expo.*"expo"/],
    ['no strategy', { ...good, strategy: null }, /"strategy".*not null/],
    ['a strategy of every object', { ...good, strategy: 'toString' }, /"strategy"/],
    [
      'an option of another function',
      { ...good, token: 'abc' },
      /there is no option "token", only .*tokenProvider/,
    ],
    ['an option with a misspelt name', { ...good, stratgy: 'fixed' }, /no option "stratgy"/],
    [
      'a token instead of a token provider',
      { ...good, tokenProvider: 'abc' },
      /"tokenProvider".*function/,
    ],
  ])('that are invalid are named: %s', (_, options, words) => {
    expect(open(options)).toThrow(TypeError);
    expect(open(options)).toThrow(words);
  });

  it.each([
    ['send', () => chat.send('hello', { replyto: 'e1-1' } as object), /^send: .* "replyto"/],
    ['send', () => chat.send('hello', 'e1-1' as never), /^send: there is no option/],
    ['history', () => chat.history({ arround: 'e1-1' } as object), /^history: .* "arround"/],
  ])('of %s that it does not know are named', async (_, call, words) => {
    (await enter()).accept(welcome(), live('e1.10'));
    expect(call).toThrow(TypeError);
    expect(call).toThrow(words);
    expect(chat.outbox.get()).toEqual([]);
  });

  it.each([
    ['storedSession', () => storedSession(secrets as never)],
    ['storedTransport', () => storedTransport(secrets as never)],
    ['storedReads', () => storedReads('lobby', secrets as never)],
  ])('of %s: a storage that is not in a function is named, but not shown', (name, call) => {
    expect(call).toThrow(
      `${name}: "storage" must be a function like () => localStorage, not an object.`,
    );
  });

  it('that are not set may have any name', () => {
    expect(open({ ...good, server: 'chat', token: undefined })).toThrow(/"server"/);
  });

  it('use the page’s own origin as the server by default', async () => {
    vi.stubGlobal('location', { origin: 'https://site.example' });
    const { server: _, ...options } = { server: undefined };
    const socket = await enter({ ...options, server: undefined as never });
    vi.unstubAllGlobals();
    expect(socket.url).toMatch(/^wss:\/\/site\.example\//);
  });

  it('may be null for a call that accepts options', async () => {
    const socket = await enter();
    socket.accept(welcome(), live('e1.10'));
    void chat.send('hello', null);
    await waitFor(() =>
      expect(chat.outbox.get().map(({ command }) => command)).toMatchObject([{ text: 'hello' }]),
    );
    expect(await chat.history(null)).toMatchObject({ ok: false });
  });

  it('allow a WebSocket implementation to be passed in where there is none', async () => {
    vi.stubGlobal('WebSocket', undefined);
    const socket = await enter();
    vi.unstubAllGlobals();
    socket.accept(welcome(), live('e1.10'));
    expect(chat.state.get().at).toBe('live');
  });

  it('keep a session on a server that renders a page, without other tabs', () => {
    expect('addEventListener' in globalThis).toBe(false);
    const store = storedSession(() => {
      throw new Error('no storage');
    });
    store.watch?.(() => {})();
    storedReads('lobby').watch?.(() => {})();
    expect(store.load()).toBeNull();
  });

  it('keep a session for the page when storage is full, whatever it holds', () => {
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    } as unknown as Storage;
    const store = storedSession(() => full);
    expect(store.load()).toBeNull();
    store.save(session);
    expect(store.load()).toEqual(session);
  });

  it('keep one identity for all chats of a page, whatever their rooms and stores', async () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    } as Storage;
    const storeOf = () => storedSession(() => storage);
    await begin({ store: storeOf() });
    const here = chat;
    await begin({ store: storeOf(), room: 'other' });
    fetched.mockResolvedValueOnce(Response.json(session));
    await here.setName('Ada');
    await settle();
    expect(chat.you.get()).toMatchObject(ADA);
    chat.logout();
    expect(here.you.get()).toBeNull();
    here.close();
  });
});

describe('a slow connection', () => {
  /** Each transport takes as long as `roundTrip` delays a welcome. */
  async function livesAfter(welcomeTakesMs: number, withinMs: number): Promise<number> {
    const began = Date.now();
    await enter();
    const opened = new Map<FakeSocket, number>();
    while (chat.state.get().at !== 'live' && Date.now() - began < withinMs) {
      for (const socket of FakeSocket.all) {
        if (!opened.has(socket)) opened.set(socket, Date.now());
        const age = Date.now() - (opened.get(socket) ?? 0);
        if (socket.readyState === 0 && age >= welcomeTakesMs)
          socket.accept(welcome({ mode: 'resumed' }), live('e1.10'));
      }
      await settle(100);
    }
    return Date.now() - began;
  }

  it.each([4500, 9000, 13_000, 25_000])('whose welcome takes %i ms goes live', async (takesMs) => {
    await livesAfter(takesMs, 180_000);
    expect(chat.state.get().at).toBe('live');
  });

  it('gets the longer timeout again on its next attempt', async () => {
    await livesAfter(13_000, 180_000);
    await settle(2000);
    FakeSocket.latest.drop();
    await settle(1000);
    const again = FakeSocket.latest;
    await settle(13_000);
    expect(again.readyState).toBe(0);
    again.accept(welcome({ mode: 'resumed' }), live('e1.10'));
    expect(chat.state.get().at).toBe('live');
  });

  it('counts each piece of a replay as it arrives [R65]', async () => {
    const socket = await enter();
    socket.accept(welcome({ mode: 'fresh' }));
    socket.say(said(7), said(8));
    socket.drop();
    await settle(1000);
    expect(FakeSocket.latest.url).toMatch(/since=e1\.8$/);
    FakeSocket.latest.accept(welcome({ mode: 'resumed' }), said(9), live('e1.10'));
    expect(chat.messages.get().map(({ seq }) => seq)).toEqual([7, 8, 9]);
  });
});

describe('an outage', () => {
  it.each([
    ['that is visible', false, 10, 10_000],
    ['of a room with many people', false, 8000, 20_000],
    ['in a tab that noPresence sees', true, 10, 30_000],
  ])('%s: the longest wait until the next attempt [R62]', async (_, hides, online, most) => {
    hidden = hides;
    const socket = await enterLive();
    socket.say({ type: 'presence', online, countOnly: true });
    socket.drop();
    let longest = 0;
    for (let tried = Date.now(); Date.now() - tried < 70_000; ) {
      const known = FakeSocket.all.length;
      await settle(100);
      if (FakeSocket.all.length === known) continue;
      longest = Math.max(longest, Date.now() - tried);
      tried = Date.now();
      FakeSocket.latest.drop();
      if (FakeSocket.all.length > 14) break;
    }
    expect(longest).toBeLessThanOrEqual(most + 200);
    expect(longest).toBeGreaterThan(most / 2);
  });
});

describe('a lost connection', () => {
  it('is reopened at once when the loss is detected, and fetches what was missed', async () => {
    await enterLive(said(3));
    wake(true);
    await settle();
    expect(FakeSocket.all).toHaveLength(2);
    expect(FakeSocket.latest.url).toMatch(/\?since=e1\.10$/);
  });

  it('resumes with its cursor, and shows each message once', async () => {
    const socket = await enterLive(said(9), said(10));
    socket.say(said(11));
    socket.drop();
    expect(chat.state.get()).toMatchObject({ at: 'waiting' });
    await settle(1000);
    expect(FakeSocket.latest.url).toMatch(/\?since=e1\.11$/);
    FakeSocket.latest.accept(welcome({ mode: 'resumed' }), said(11), said(12), live('e1.12'));
    expect(chat.messages.get().map(({ seq }) => seq)).toEqual([9, 10, 11, 12]);
  });

  it('gives a large room time to take everyone back [R62]', async () => {
    const socket = await enterLive();
    socket.say({ type: 'presence', online: 2400, countOnly: true });
    socket.drop();
    expect(chat.state.get()).toMatchObject({ at: 'waiting', until: Date.now() + 6000 });
    await settle(6000);
    FakeSocket.latest.drop();
    expect(chat.state.get()).toMatchObject({ at: 'waiting', until: Date.now() + 2000 });
  });

  it('waits longer each time, and not at all when woken', async () => {
    const socket = await enter();
    socket.drop();
    await settle(1000);
    FakeSocket.latest.drop();
    await settle(1999);
    expect(FakeSocket.all).toHaveLength(2);
    wake();
    await settle();
    expect(FakeSocket.all).toHaveLength(3);
  });

  it('is detected within 35 s when it dies silently', async () => {
    const socket = await enterLive();
    await settle(25_000);
    expect(socket.sent).toEqual(['ping']);
    socket.hear('pong');
    await settle(25_000 + 10_000);
    expect(chat.state.get().at).toBe('waiting');
    expect(socket.readyState).toBe(3);
  });

  it('stops at a permanent close code, and gives the reason', async () => {
    const socket = await enter();
    socket.accept({ type: 'error', code: 'banned', message: 'You are banned.' });
    socket.drop(4004, 'banned');
    await settle(120_000);
    expect(chat.state.get()).toEqual({
      at: 'refused',
      reason: { code: 'banned', message: 'You are banned.' },
    });
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('handles an unknown close code by its range, and keeps its reason', async () => {
    const socket = await enter();
    const error = { type: 'error', code: 'moved', message: 'The room has moved.' };
    socket.accept(error, { type: 'bye', code: 4150, retryAfterMs: 9000 });
    socket.drop(4150, 'moved');
    expect(chat.state.get()).toMatchObject({
      at: 'waiting',
      until: Date.now() + 9000,
      reason: { code: 'moved', message: 'The room has moved.', retryAfterMs: 9000 },
    });
  });

  it('renews an expired token first, then resumes', async () => {
    const socket = await enterLive();
    await settle(6000);
    const user = { ...ADA, role: 'guest' };
    fetched.mockResolvedValueOnce(
      Response.json({ token: 'fresh', user, expiresAt: Date.now() + 1e9 }, { status: 201 }),
    );
    socket.drop(4105, 'token_expired');
    await settle();
    const [, init] = fetched.mock.calls[0] ?? [];
    expect(init?.headers).toMatchObject({ Authorization: 'Bearer tok' });
    expect(FakeSocket.latest.protocols).toEqual(['edgewise.v1', 'fresh']);
    expect(FakeSocket.latest.url).toMatch(/since=e1\.10$/);
  });

  it('waits as long as a bye frame requests', async () => {
    const socket = await enterLive();
    await settle(6000);
    socket.say({ type: 'bye', code: 4200, retryAfterMs: 5000 });
    socket.drop(4200, 'restart');
    expect(chat.state.get()).toMatchObject({ at: 'waiting', until: Date.now() + 5000 });
  });
});

describe('an outgoing message', () => {
  it('is sent when live, and moves to the timeline when confirmed', async () => {
    const socket = await enter();
    void chat.send('hello', { replyTo: 'e1-3' });
    expect(chat.outbox.get()).toMatchObject([{ status: 'pending' }]);
    socket.accept(welcome(), live('e1.10'));
    expect(socket.frames).toEqual([
      { type: 'message', text: 'hello', replyTo: 'e1-3', cid: 'cid-1' },
    ]);
    socket.say({ type: 'ack', cid: 'cid-1', seq: 11, id: 'e1-11', timestamp: 1 });
    expect(chat.outbox.get()).toMatchObject([{ status: 'sent' }]);
    socket.say(said(11, { text: 'hello' }));
    expect(chat.outbox.get()).toEqual([]);
    expect(chat.messages.get()).toMatchObject([{ text: 'hello' }]);
  });

  it('is sent again with the same cid after a disconnect, after the replay', async () => {
    const socket = await enterLive();
    void chat.send('hello');
    socket.drop();
    await settle(1000);
    const again = FakeSocket.latest;
    again.accept(welcome({ mode: 'resumed' }), said(11, { text: 'hello' }));
    expect(again.frames).toEqual([]);
    again.say(live('e1.11'));
    expect(again.frames).toMatchObject([{ text: 'hello', cid: 'cid-1' }]);
    again.say({ type: 'ack', cid: 'cid-1', seq: 11, id: 'e1-11', timestamp: 1, duplicate: true });
    expect(chat.outbox.get()).toEqual([]);
    expect(chat.messages.get()).toHaveLength(1);
  });

  it.each(['gap', 'reset', 'fresh'])('survives a %s, which the timeline does not', async (mode) => {
    const socket = await enterLive(said(9), said(10));
    void chat.send('hello');
    socket.drop();
    await settle(1000);
    const epoch = mode === 'reset' ? 'e2' : 'e1';
    FakeSocket.latest.accept(welcome({ mode, epoch, cursor: `${epoch}.900` }));
    expect(chat.messages.get()).toHaveLength(2); // the old one stays until the new one is whole
    FakeSocket.latest.say(said(900, { id: `${epoch}-900` }), live(`${epoch}.900`));
    expect(chat.messages.get().map(({ seq }) => seq)).toEqual([900]);
    expect(FakeSocket.latest.frames).toMatchObject([{ text: 'hello' }]);
  });

  it('opens a new connection when a live one does not reply', async () => {
    await enterLive();
    void chat.send('hello');
    await settle(10_000);
    expect(chat.state.get().at).toBe('waiting');
    await settle(1000);
    FakeSocket.latest.accept(welcome({ mode: 'resumed' }), live('e1.10'));
    expect(FakeSocket.latest.frames).toMatchObject([{ cid: 'cid-1' }]);
  });
});

describe('an invalid text', () => {
  it.each([undefined, null, 42, {}, 10n, Symbol('s'), () => 'text'])(
    'fails with an explanation, and what follows it is sent: %s',
    async (text) => {
      const socket = await enterLive();
      const done = chat.send(text as string);
      void chat.send('after');
      expect(await done).toMatchObject({ ok: false, fault: { code: 'bad_request' } });
      expect(chat.outbox.get()).toMatchObject([{ command: { text: 'after' } }]);
      expect(socket.frames).toMatchObject([{ text: 'after' }]);
    },
  );

  it('is rejected as an edit and as a reaction too', async () => {
    const socket = await enterLive();
    const nothing = undefined as unknown as string;
    for (const done of [
      chat.edit('e1-1', nothing),
      chat.remove(nothing),
      chat.react('e1-1', nothing, true),
    ])
      expect(await done).toMatchObject({ ok: false, fault: { code: 'bad_request' } });
    expect(socket.frames).toEqual([]);
  });
});

describe('a response over HTTP that is not the server’s', () => {
  it.each([
    [200, 'null'],
    [200, '{"login":"required"}'],
    [201, '[]'],
    [200, '<html>'],
    [502, '{"status":502,"error":"Bad Gateway"}'],
    [503, '{"error":{"code":503,"message":"x"}}'],
    [403, '{"error":{"message":"x"}}'],
    [404, 'null'],
  ])('counts as an unreachable server, with an explanation: %s %s', async (status, answer) => {
    session = null;
    await enterLive();
    fetched.mockImplementation(async () => new Response(answer, { status }));
    const unreachable = { ok: false, fault: { code: 'unreachable', message: expect.any(String) } };
    expect(await chat.setName('Ann')).toEqual(unreachable);
    expect(session).toBeNull();
    expect(await chat.history()).toEqual(unreachable);
  });
});

describe('a text that is too long', () => {
  it('fails with an explanation before it is sent, and what follows it is sent', async () => {
    const socket = await enterLive();
    const done = chat.send('x'.repeat(20_000));
    void chat.send('after');
    expect(await done).toMatchObject({ ok: false, fault: { code: 'too_large' } });
    expect(chat.outbox.get()).toMatchObject([{ status: 'failed' }, { status: 'pending' }]);
    expect(socket.frames).toMatchObject([{ text: 'after' }]);
  });

  it('fails when a proxy closes the connection over it', async () => {
    const socket = await enterLive();
    const done = chat.send('long for a proxy');
    void chat.send('after');
    socket.drop(1009, '');
    expect(await done).toMatchObject({ ok: false, fault: { code: 'too_large' } });
    await settle(1000);
    FakeSocket.latest.accept(welcome({ mode: 'resumed' }), live('e1.10'));
    expect(FakeSocket.latest.frames).toMatchObject([{ text: 'after' }]);
  });
});

describe('a client that may not write', () => {
  it('is told how to, and its messages are sent then', async () => {
    session = null;
    const socket = await enter();
    socket.accept(welcome({ you: { id: 'r1', name: '', role: 'reader' } }), live('e1.3'));
    expect(await chat.send('hello')).toMatchObject({ ok: false, fault: { code: 'unnamed' } });
    expect(chat.outbox.get()).toMatchObject([{ status: 'pending', command: { text: 'hello' } }]);
    const body = { token: 'new', user: { ...BEN, role: 'guest' }, expiresAt: Date.now() + 1e9 };
    fetched.mockResolvedValueOnce(Response.json(body, { status: 201 }));
    await chat.setName('Ben');
    await settle();
    FakeSocket.latest.accept(welcome({ you: { ...BEN, role: 'guest' } }), live('e1.3'));
    expect(FakeSocket.latest.frames).toMatchObject([{ text: 'hello' }]);
  });

  it('can write right after its first name, while still on the nameless connection', async () => {
    session = null;
    const socket = await enter();
    socket.accept(welcome({ you: { id: 'r1', name: '', role: 'reader' } }), live('e1.3'));
    const body = { token: 'new', user: { ...BEN, role: 'guest' }, expiresAt: Date.now() + 1e9 };
    fetched.mockResolvedValueOnce(Response.json(body, { status: 201 }));
    await chat.setName('Ben');
    let outcome: unknown;
    void chat.send('hello').then((result) => {
      outcome = result;
    });
    await settle();
    expect(outcome).toBeUndefined();
    FakeSocket.latest.accept(welcome({ you: { ...BEN, role: 'guest' } }), live('e1.3'));
    expect(FakeSocket.latest.frames).toMatchObject([{ text: 'hello' }]);
  });

  it('is told the reason by a room that rejects it', async () => {
    const socket = await enter();
    socket.accept({ type: 'error', code: 'banned', message: 'You are banned.' });
    socket.drop(4004, 'banned');
    const fault = { code: 'banned', message: 'You are banned.' };
    expect(await chat.send('hello')).toEqual({ ok: false, fault });
  });
});

describe('the rest of the room', () => {
  it('shows who is here and who types, without oneself', async () => {
    const socket = await enterLive();
    socket.say(
      { type: 'presence', online: 2, joined: [BEN] },
      { type: 'typing', user: BEN, on: true },
      { type: 'typing', user: ADA, on: true },
    );
    expect(chat.presence.get()).toEqual({ online: 2, members: [ADA, BEN] });
    expect(chat.typingUsers.get()).toEqual([BEN]);
    socket.drop();
    expect(chat.typingUsers.get()).toEqual([]);
  });

  it('hides a message that the room has pruned [R37]', async () => {
    const socket = await enter();
    socket.say(welcome(), said(1), said(2), said(3), live('e1.3'));
    socket.say({ type: 'pruned', before: 3 });
    expect(chat.messages.get().map(({ seq }) => seq)).toEqual([3]);
  });

  it('reads a page around a message without adding it to the timeline [R74]', async () => {
    await enterLive(said(9), said(10));
    const body = { messages: [message(2), message(3)], before: 'e1-2', after: 'e1-3' };
    fetched.mockResolvedValueOnce(Response.json(body));
    expect(await chat.history({ around: 'e1-3' })).toEqual({ ok: true, value: body });
    expect(String(fetched.mock.lastCall?.[0])).toContain('/messages?around=e1-3');
    expect(chat.messages.get().map(({ seq }) => seq)).toEqual([9, 10]);
    chat.close();
    expect(await chat.history()).toMatchObject({ ok: false, fault: { code: 'closed' } });
  });

  it('loads older messages, and none of another log', async () => {
    await enterLive(said(9), said(10));
    const page = [said(7, { id: 'e0-7' }), said(8)];
    fetched.mockResolvedValueOnce(Response.json({ messages: page, before: null }));
    await chat.loadOlder();
    expect(chat.messages.get().map(({ id }) => id)).toEqual(['e1-8', 'e1-9', 'e1-10']);
    expect(chat.older.get()).toEqual({ at: 'start' });
  });

  it('leaves nothing behind when closed', async () => {
    const socket = await enterLive();
    chat.typing();
    chat.close();
    expect(socket.readyState).toBe(3);
    await settle(120_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
