// How the tabs of one browser share its six connections to a host.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventsSocket } from '../../../../src/client/transports/events.ts';
import type { HttpSocket } from '../../../../src/client/transports/http-socket.ts';
import {
  type AcquireSlot,
  LONG_REQUESTS,
  longRequestSlots,
} from '../../../../src/client/transports/long-requests.ts';
import { PollingSocket } from '../../../../src/client/transports/polling.ts';
import { FakeClock, live, welcome } from '../fakes.ts';

const ORIGIN = 'https://chat.example';

/** A browser's locks: a tab gets one only if nobody holds it. */
class Locks {
  readonly held = new Set<string>();
  denied = false;

  readonly request = (async (
    name: string,
    _options: object,
    run: (lock: object | null) => unknown,
  ) => {
    if (this.denied) throw new DOMException('denied', 'SecurityError');
    const isFree = !this.held.has(name);
    this.held.add(name);
    await run(isFree ? { name } : null);
    if (isFree) this.held.delete(name);
  }) as unknown as LockManager['request'];
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

let locks: Locks;
let take: AcquireSlot;
beforeEach(() => {
  locks = new Locks();
  take = longRequestSlots({ locks, loaded: () => [] });
});

const takeAll = async (from = take) => {
  const places: ((() => void) | null)[] = [];
  for (let tab = 0; tab <= LONG_REQUESTS; tab++) places.push(await from(ORIGIN));
  return places;
};

describe('slots for waiting requests', () => {
  it('leave some of the six connections to short requests', async () => {
    expect(LONG_REQUESTS).toBeLessThan(6 - 1);
    const places = await takeAll();
    expect(places.map((place) => place !== null)).toEqual([true, true, true, true, false]);
    expect(await take('https://other.example')).not.toBeNull();
  });

  it('are free again once released', async () => {
    const [first] = await takeAll();
    first?.();
    await settle();
    expect(await take(ORIGIN)).not.toBeNull();
    expect(await take(ORIGIN)).toBeNull();
  });

  it('are not counted when one connection carries all requests', async () => {
    const loaded = (nextHopProtocol: string) => () => [
      { name: `${ORIGIN}/api/health`, nextHopProtocol },
    ];
    for (const protocol of ['h2', 'h3'])
      expect(await takeAll(longRequestSlots({ locks, loaded: loaded(protocol) }))).not.toContain(
        null,
      );
    expect(await takeAll(longRequestSlots({ locks, loaded: loaded('http/1.1') }))).toContain(null);
  });

  it('are not counted when tabs cannot be told apart', async () => {
    expect(await takeAll(longRequestSlots({ locks: undefined, loaded: () => [] }))).not.toContain(
      null,
    );
    locks.denied = true;
    expect(await takeAll()).not.toContain(null);
  });
});

describe('a tab', () => {
  let asked: string[];
  let answer: (response: Response) => void;
  let clock: FakeClock;
  let socket: HttpSocket;

  const open = async (Kind: typeof EventsSocket | typeof PollingSocket) => {
    asked = [];
    clock = new FakeClock();
    const fetch = (input: RequestInfo | URL, { signal }: RequestInit = {}) =>
      new Promise<Response>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
        asked.push(String(input).replace(/^.*\//, ''));
        answer = resolve;
      });
    const url = 'wss://chat.example/api/rooms/lobby/socket';
    socket = new Kind(url, ['edgewise.v1', 'tok'], { fetch, clock, acquireSlot: take });
    await settle();
  };
  const answerPoll = async () => {
    answer(Response.json({ cursor: 'e1.7', mode: 'fresh', frames: [welcome(), live('e1.7')] }));
    await settle();
  };
  afterEach(() => socket.close());

  it('opens no stream when too many requests wait, and reports the transport as closed', async () => {
    await takeAll();
    await open(EventsSocket);
    expect(asked).toEqual([]);
    expect(socket.readyState).toBe(3);
  });

  it('polls without waiting meanwhile, and waits once there is a slot', async () => {
    const [first] = await takeAll();
    await open(PollingSocket);
    await answerPoll();
    expect(asked).toEqual(['poll?wait=0']);
    clock.pass(3000);
    await settle();
    expect(asked).toEqual(['poll?wait=0', 'poll?wait=0&since=e1.7']);
    first?.();
    await answerPoll();
    expect(asked.at(-1)).toBe('poll?wait=25&since=e1.7');
  });

  it('releases its slot when it leaves, however it leaves', async () => {
    await open(EventsSocket);
    expect(locks.held.size).toBe(1);
    socket.close();
    await settle();
    expect(locks.held.size).toBe(0);

    await open(EventsSocket);
    answer(new Response(null, { status: 502 }));
    await settle();
    await settle();
    expect(socket.readyState).toBe(3);
    expect(locks.held.size).toBe(0);
  });
});
