import { isDurable } from '../../protocol/durable.ts';
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import { cursorOf } from '../../protocol/place.ts';

/** Encodes frames as server-sent events. It takes the epoch from `welcome` [R80]. */
export class EventWriter {
  #epoch = '';

  /** @returns the text of one event. JSON contains no line breaks, so `data:` is one line. */
  write(frame: Frame): string {
    if (frame.type === 'welcome') this.#epoch = frame.epoch;
    // "error" is an event of EventSource itself.
    const name = frame.type === 'error' ? 'fault' : frame.type;
    return `event: ${name}\n${this.#id(frame)}data: ${JSON.stringify(frame)}\n\n`;
  }

  /** Only frames that move the cursor have an id: browsers resend the last one [I8]. */
  #id(frame: Frame): string {
    if (frame.type === 'live') return `id: ${frame.cursor}\n`;
    return isDurable(frame) ? `id: ${cursorOf({ epoch: this.#epoch, seq: frame.seq })}\n` : '';
  }
}

/** Sent while nothing happens, so that proxies do not take the stream for dead. */
export const HEARTBEAT = ':\n\n';

/** The last event of a stream: the reconnect delay, and why it ends. */
export const endOfStream = (closeCode: number, retryAfterMs: number): string => {
  const bye: Frame = { type: 'bye', code: closeCode, retryAfterMs };
  return `retry: ${retryAfterMs}\nevent: bye\ndata: ${JSON.stringify(bye)}\n\n`;
};

/** A complete stream for a rejected client that should reconnect later. */
export const refusedStream = (code: ErrorCode, retryAfterMs: number): string =>
  endOfStream(ERRORS[code].close, retryAfterMs);

export const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // A compressor would buffer events.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;
