import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eventStream } from '../../src/worker/transports/event-stream.ts';
import { SseClient } from './support/sse-client.ts';

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setInterval', 'setTimeout', 'clearInterval', 'clearTimeout'] }),
);
afterEach(() => vi.useRealTimers());

/** A bridge whose room is the test. */
function bridge(signal = new AbortController().signal) {
  const { 0: worker, 1: room } = new WebSocketPair();
  const heard: string[] = [];
  let closed: number | undefined;
  room.addEventListener('message', ({ data }) => {
    heard.push(String(data));
  });
  room.addEventListener('close', ({ code }) => {
    closed = code;
  });
  room.accept();
  const stream = eventStream(worker, signal, () => 0.5);
  return { room, stream, heard, closed: () => closed };
}

it('sends keep-alives, and pings the room while it is open', async () => {
  const { stream, heard } = bridge();
  const follower = new SseClient(stream);
  await vi.advanceTimersByTimeAsync(60_000);
  const comments = follower.events.filter(({ comment }) => comment !== undefined);
  expect(comments.length).toBeGreaterThanOrEqual(3);
  expect(heard.filter((text) => text === 'ping').length).toBeGreaterThanOrEqual(3);
});

it('ends within 5 minutes with a retry time, and leaves the room [I9] [R82]', async () => {
  const timers = vi.getTimerCount();
  const { stream, closed } = bridge();
  const follower = new SseClient(stream);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(follower.ended).toBe(true);
  expect(follower.events.at(-1)).toEqual({
    retry: '1000',
    event: 'bye',
    data: '{"type":"bye","code":4200,"retryAfterMs":1000}',
  });
  expect(closed()).toBe(1000);
  expect(vi.getTimerCount()).toBe(timers);
});

it('leaves the room when its reader cancels, and when the request is aborted', async () => {
  const timers = vi.getTimerCount();
  const cancelled = bridge();
  await cancelled.stream.cancel();
  await vi.advanceTimersByTimeAsync(0);
  const leaving = new AbortController();
  const aborted = bridge(leaving.signal);
  leaving.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect([cancelled.closed(), aborted.closed()]).toEqual([1000, 1000]);
  expect(vi.getTimerCount()).toBe(timers);
});

it('ends for a reader with more than 1 MiB unread, who then resumes [I10]', async () => {
  const { room, stream, closed } = bridge();
  const text = 'x'.repeat(100_000);
  for (let seq = 1; seq <= 12; seq++) room.send(JSON.stringify({ type: 'message', seq, text }));
  await vi.advanceTimersByTimeAsync(0);
  expect(closed()).toBe(1000);
  const follower = new SseClient(stream);
  await vi.advanceTimersByTimeAsync(0);
  expect(follower.ended).toBe(true);
  expect(follower.events.length).toBeLessThan(13);
  expect(follower.events.at(-1)?.data).toContain('4103');
});

it('does not mistake a long replay for a slow reader', async () => {
  const { room, stream, closed } = bridge();
  const replay = Array.from({ length: 20 }, (_, i) => ({
    type: 'message',
    seq: i + 1,
    text: 'x'.repeat(100_000),
  }));
  room.send(JSON.stringify([{ type: 'welcome', epoch: 'e' }, ...replay]));
  room.send('{"type":"system","text":"while it drains"}');
  await vi.advanceTimersByTimeAsync(0);
  expect(closed()).toBeUndefined();
  const follower = new SseClient(stream);
  await vi.advanceTimersByTimeAsync(0);
  expect(follower.frames).toHaveLength(22);
  expect(follower.events[0]).toMatchObject({ retry: '2000', event: 'welcome' });
});

it('gives the reason once when the room ends it, and when to reconnect', async () => {
  const { room, stream } = bridge();
  const follower = new SseClient(stream);
  room.send('{"type":"bye","code":4101,"retryAfterMs":7000}');
  room.close(4101, 'rate_limited');
  await vi.advanceTimersByTimeAsync(0);
  expect(follower.ended).toBe(true);
  expect(follower.frames).toEqual([{ type: 'bye', code: 4101, retryAfterMs: 7000 }]);
});
