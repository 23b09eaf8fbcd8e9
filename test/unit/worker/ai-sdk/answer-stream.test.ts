import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_UNREAD_BYTES } from '../../../../src/protocol/backlog.ts';
import type { Frame } from '../../../../src/protocol/frames.ts';
import { PING } from '../../../../src/protocol/version.ts';
import { answerStream } from '../../../../src/worker/ai-sdk/answer-stream.ts';
import { answer, chunksIn } from './answer-fixtures.ts';

/** The socket to a room, and what the room's end of it receives. */
class Line extends EventTarget {
  readonly sent: string[] = [];
  isClosed = false;

  accept(): void {}
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.isClosed = true;
  }
  tells(...frames: Frame[]): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frames) }));
  }
  breaks(): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code: 1006 }));
  }
}

function followed(first = answer('running')) {
  const line = new Line();
  const leaving = new AbortController();
  const run = { answer: first, since: 'e.2' };
  const stream = answerStream(line as unknown as WebSocket, run, leaving.signal);
  return { line, leaving, stream };
}
const words = (text: string): Frame => ({
  ...{ type: 'assistant.snapshot', id: 'e-2', attempt: 1, text },
});
const done: Frame = { type: 'changed', seq: 9, message: answer('done') };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a follower of an answer [R120]', () => {
  it('gets it to its end, and then leaves the room', async () => {
    const { line, stream } = followed();
    line.tells(words('Who'));
    expect(line.isClosed).toBe(false);
    line.tells(done);
    expect(line.isClosed).toBe(true);
    const { text, types } = chunksIn(await new Response(stream).text());
    expect([text, types.at(-1)]).toEqual(['Whole.', '[DONE]']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stays in the room no longer than needed when the answer has already ended', async () => {
    const { line, stream } = followed(answer('done'));
    expect(chunksIn(await new Response(stream).text()).text).toBe('Whole.');
    expect(line.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('keeps its connection and its place in the room while nothing is sent', async () => {
    const { line, stream } = followed();
    vi.advanceTimersByTime(45_000);
    expect(line.sent).toEqual([PING, PING, PING, PING]);
    line.tells(done);
    expect((await new Response(stream).text()).match(/^:$/gm)).toHaveLength(3);
  });

  it('leaves the room by disconnecting, in either way', async () => {
    const reader = followed();
    await reader.stream.cancel();
    const request = followed();
    request.leaving.abort();
    for (const { line } of [reader, request]) expect(line.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is told that the answer is incomplete when the connection breaks', async () => {
    const { line, stream } = followed();
    line.tells(words('Who'));
    line.breaks();
    const { text, types } = chunksIn(await new Response(stream).text());
    expect([text, ...types.slice(-2)]).toEqual(['Who', 'error', '[DONE]']);
  });

  it('is disconnected with too much unread, and told that the answer is incomplete', async () => {
    const { line, stream } = followed();
    const long = 'x'.repeat(MOST_UNREAD_BYTES);
    line.tells(words(long));
    expect(line.isClosed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    const { text, types } = chunksIn(await new Response(stream).text());
    expect([text.length, ...types.slice(-2)]).toEqual([long.length, 'error', '[DONE]']);
  });
});
