// A connection that dies silently over plain HTTP: requests are sent, and nothing comes back [I9].
import '../../../../src/client/connection/transport-fallback.ts';
import '../../../../src/client/transports/events.ts';
import '../../../../src/client/transports/polling.ts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Chat, connect } from '../../../../src/client/index.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { ADA, live, welcome } from '../fakes.ts';

let chat: Chat;
let isDead: boolean;
/** How long a proxy lets a request wait before it cuts it off. */
let longestMs: number;
/** How far the clock is off. */
let shiftedMs: number;

beforeEach(() => {
  // Lazy code takes real turns of the event loop.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
  [isDead, longestMs, shiftedMs] = [false, Number.POSITIVE_INFINITY, 0];
});
afterEach(() => {
  chat.close();
  vi.useRealTimers();
});

let now: number;
const pass = async (ms: number) => {
  for (let passed = 0; passed < ms; passed += 500) {
    await vi.advanceTimersByTimeAsync(500);
    now += 500;
  }
};

const answer = () => {
  const frames = [welcome({ mode: 'resumed' }), live('e1.7')];
  return Response.json({ cursor: 'e1.7', mode: 'resumed', frames });
};

const poll: typeof fetch = (url, init) =>
  new Promise((resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    const waitMs = Number(/wait=(\d+)/.exec(String(url))?.[1]) * 1000 + 50;
    if (waitMs > longestMs) setTimeout(() => isDead || reject(new Error('cut')), longestMs);
    else setTimeout(() => isDead || resolve(answer()), waitMs);
  });

/** A stream with a welcome, and a comment every 15 s while the connection works. */
const stream: typeof fetch = async (_, init) => {
  const text = (frame: { type: string }) =>
    `event: ${frame.type}\nid: e1.7\ndata: ${JSON.stringify(frame)}\n\n`;
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (words: string) => isDead || controller.enqueue(encoder.encode(words));
      say(text(welcome()) + text(live('e1.7')));
      const beat = setInterval(() => say(': hb\n\n'), 15_000);
      init?.signal?.addEventListener('abort', () => {
        clearInterval(beat);
        controller.error(new Error('aborted'));
      });
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
};

async function enterLive(transport: 'polling' | 'events' = 'polling'): Promise<void> {
  now = 1_000_000;
  const session = { token: 'tok', user: { ...ADA, role: 'guest' as const }, expiresAt: 1e12 };
  chat = connect({
    server: 'https://chat.example',
    room: 'lobby',
    store: { load: () => session, save() {} },
    environment: {
      clock: {
        now: () => now + shiftedMs,
        after(ms, run) {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
      ...{ fetch: transport === 'polling' ? poll : stream, transports: [transport], isPage: false },
      ...{ onWake: () => () => {}, hidden: () => false, random: () => 1 },
    },
  });
  await waitFor(async () => {
    await pass(500);
    expect(chat.state.get().at).toBe('live');
  });
}

const cases = [0, 5, 12, 20, 25, 31, 44].flatMap((diesAfter) =>
  [
    ['as long as they will', Number.POSITIVE_INFINITY],
    ['for 10 s', 10_000],
    ['not at all', 1000],
  ].map(([wait, longest]) => [diesAfter, wait, longest] as [number, string, number]),
);

it.each(cases)(
  'that dies after %i s, when polls may wait %s, is detected within 45 s',
  async (diesAfter, _, longest) => {
    longestMs = longest;
    await enterLive();
    await pass(60_000 + diesAfter * 1000);
    expect(chat.state.get().at).toBe('live');
    isDead = true;
    await pass(45_000);
    expect(chat.state.get().at).not.toBe('live');
  },
);

const shifts = (['polling', 'events'] as const).flatMap((transport) =>
  [-3_600_000, 0, 3_600_000].map((shift) => [transport, shift] as [typeof transport, number]),
);

it.each(shifts)(
  'over %s is detected as soon when the clock was set by %i ms',
  async (transport, shift) => {
    await enterLive(transport);
    await pass(30_000);
    shiftedMs = shift;
    await pass(1000);
    isDead = true;
    await pass(45_000);
    expect(chat.state.get().at).not.toBe('live');
  },
);
