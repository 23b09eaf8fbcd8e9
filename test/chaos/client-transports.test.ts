// One suite for every transport, against the real server; then one client across all of them.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Chat, connect, type Transport } from '../../src/client/index.ts';
import { wholeHistory } from '../support/history.ts';
import { Server, START_MS } from '../support/server.ts';
import { until } from '../support/until.ts';

let server: Server;
const chats: Chat[] = [];
let rooms = 0;

beforeAll(async () => {
  server = await Server.start();
}, START_MS);
afterEach(() => {
  for (const chat of chats.splice(0)) chat.close();
});
afterAll(() => server?.stop());

/** A network that lets only some transports through. */
class Network {
  open: readonly (Transport | 'long polls')[];
  readonly #sockets = new Set<WebSocket>();
  readonly #streams = new Set<AbortController>();

  constructor(...open: Network['open']) {
    this.open = open;
  }

  /** Closes what is open, and lets only this through from now on. */
  allow(...open: Network['open']): void {
    this.open = open;
    for (const socket of this.#sockets) socket.close();
    for (const stream of this.#streams) stream.abort();
  }

  get WebSocket(): typeof WebSocket {
    const network = this;
    return class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        // The port of `discard`, on which nothing listens.
        super(network.open.includes('websocket') ? url : 'ws://127.0.0.1:9', protocols);
        network.#sockets.add(this);
      }
    } as typeof WebSocket;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(String(input));
    const way = pathname.split('/').at(-1);
    const lowest = this.open.includes('events') || this.open.includes('polling');
    const blocked =
      (way === 'events' && !this.open.includes('events')) ||
      (way === 'poll' && !this.open.includes('polling')) ||
      (way === 'frames' && !lowest) ||
      (Number(searchParams.get('wait')) > 0 && !this.open.includes('long polls'));
    if (blocked) throw new TypeError('blocked');
    const cut = new AbortController();
    this.#streams.add(cut);
    const signals = init?.signal ? [cut.signal, init.signal] : [cut.signal];
    const signal = way === 'events' || way === 'poll' ? AbortSignal.any(signals) : init?.signal;
    return fetch(input, { ...init, ...(signal && { signal }) });
  };
}

type Guest = { chat: Chat; says: (text: string) => Promise<void>; texts: () => string[] };

async function enter(
  room: string,
  name: string,
  network: Network,
  environment: Parameters<typeof connect>[0]['environment'] = {},
): Promise<Guest> {
  const { fetch, WebSocket } = network;
  const chat = connect({
    server: server.origin,
    room,
    environment: { random: () => 0.05, fetch, WebSocket, ...environment },
  });
  chats.push(chat);
  expect(await chat.setName(name)).toMatchObject({ ok: true });
  await live(chat);
  return {
    chat,
    async says(text) {
      expect(await chat.send(text)).toMatchObject({ ok: true });
    },
    texts: () => chat.messages.get().map(({ text }) => text),
  };
}

const live = (chat: Chat, transport?: Transport) =>
  until(`a connection by ${transport ?? 'anything'}`, () => {
    const current = chat.state.get();
    return (
      current.at === 'live' &&
      chat.you.get() !== null &&
      (transport ?? current.transport) === current.transport
    );
  });

const stored = async (room: string) =>
  (await wholeHistory(server.origin, room)).map(({ text }) => text);

const WAYS: Record<string, [Transport, Network]> = {
  WebSocket: ['websocket', new Network('websocket')],
  'server-sent events': ['events', new Network('events')],
  'long polls': ['polling', new Network('polling', 'long polls')],
  'short polls': ['polling', new Network('polling')],
};

describe.each(Object.entries(WAYS))('by %s', (_, [transport, network]) => {
  const only = { transports: [transport] };
  const pair = async () => {
    const room = `by-${transport}-${++rooms}`;
    const ada = await enter(room, 'Ada', network, only);
    const ben = await enter(room, 'Ben', new Network('websocket'));
    return { room, ada, ben };
  };

  it('receives and sends, in one order, each once [I3] [I7]', async () => {
    const { room, ada, ben } = await pair();
    expect(ada.chat.state.get()).toMatchObject({ at: 'live', transport });
    const saying: Promise<void>[] = [];
    for (let n = 0; n < 10; n++) saying.push(ada.says(`ada ${n}`), ben.says(`ben ${n}`));
    await Promise.all(saying);
    const all = await stored(room);
    expect(all).toHaveLength(20);
    for (const guest of [ada, ben]) {
      await until('everything is there', () => guest.texts().length >= 20);
      expect(guest.texts()).toEqual(all);
      await until('nothing waits', () => guest.chat.outbox.get().length === 0);
    }
    expect(all.filter((text) => text.startsWith('ada'))).toEqual(
      Array.from({ length: 10 }, (_, n) => `ada ${n}`),
    );
  });

  it('changes messages, and sees others’ changes', async () => {
    const { ada, ben } = await pair();
    await ada.says('frist');
    const sent = await until('it is heard', () => ben.chat.messages.get()[0]);
    expect(await ada.chat.edit(sent.id, 'first')).toMatchObject({ ok: true });
    expect(await ben.chat.react(sent.id, '👍', true)).toMatchObject({ ok: true });
    for (const { chat } of [ada, ben])
      await until('both changes', () => {
        const [message] = chat.messages.get();
        return message?.text === 'first' && message.reactions?.['👍']?.count === 1;
      });
    expect(await ada.chat.edit('nonsense', 'x')).toMatchObject({ ok: false });
  });

  it('resumes after a crash of the server, and loses and duplicates nothing [I1] [I4]', async () => {
    const { room, ada, ben } = await pair();
    await ada.says('before');
    await server.kill();
    const late = ada.says('written without a server');
    await server.start();
    await ben.says('after');
    await late;
    await until('everything is there', () => ada.texts().length >= 3);
    expect(ada.texts()).toEqual(await stored(room));
    expect(ada.chat.state.get()).toMatchObject({ transport });
  });

  it('reports permanent errors as permanent', async () => {
    const { fetch, WebSocket } = network;
    const environment = { fetch, WebSocket, ...only };
    const refused = (tokenProvider: () => Promise<string>) => {
      const room = 'lobby';
      const chat = connect({ server: server.origin, room, environment, tokenProvider });
      chats.push(chat);
      return until('a refusal', () => {
        const current = chat.state.get();
        return current.at === 'refused' ? current.reason.code : undefined;
      });
    };
    expect(await refused(async () => 'nonsense')).toBe('unauthorized');
    // What no server would accept is reported at once.
    const room = 'No Such Name';
    expect(() => connect({ server: server.origin, room, environment })).toThrow('room');
  });
});

describe('one client over a network that changes', () => {
  it('[I7] falls back and upgrades again without losing or repeating a message', async () => {
    const room = `fallback-${++rooms}`;
    const network = new Network('websocket', 'events', 'polling', 'long polls');
    let wake = () => {};
    const ada = await enter(room, 'Ada', network, {
      onWake(call) {
        wake = call;
        return () => {};
      },
    });
    const ben = await enter(room, 'Ben', new Network('websocket'));
    let said = 0;
    const talk = async () => {
      const saying: Promise<void>[] = [];
      for (let n = 0; n < 3; n++) saying.push(ada.says(`ada ${++said}`), ben.says(`ben ${said}`));
      await Promise.all(saying);
    };
    await talk();
    for (const [transport, ...open] of [
      ['events', 'events', 'polling', 'long polls'],
      ['polling', 'polling', 'long polls'],
    ] as const) {
      const during = talk();
      network.allow(...open);
      await live(ada.chat, transport);
      await during;
      await talk();
    }
    const during = talk();
    // Nothing is closed: a better transport is found beside the one in use.
    network.open = ['websocket', 'events', 'polling', 'long polls'];
    wake();
    await live(ada.chat, 'websocket');
    await during;
    await talk();
    const all = await stored(room);
    expect(all).toHaveLength(7 * 6);
    for (const guest of [ada, ben]) {
      await until('everything is there', () => guest.texts().length >= all.length);
      expect(guest.texts()).toEqual(all);
    }
  });

  it('reconnects to a server that was down', async () => {
    const room = `fallback-${++rooms}`;
    const network = new Network('websocket', 'events', 'polling', 'long polls');
    const ada = await enter(room, 'Ada', network);
    await server.kill();
    await until('it tried for a while', () => {
      const current = ada.chat.state.get();
      return current.at !== 'live' && 'attempt' in current && current.attempt > 5;
    });
    await server.start();
    await live(ada.chat);
    await ada.says('back');
  });
});
