import { ERRORS, type ErrorCode } from '../protocol/errors.ts';
import { type Frame, isDurable } from '../protocol/frames.ts';
import { cursorOf } from '../protocol/place.ts';

/** Writes frames as server-sent events; knows the epoch once `welcome` has passed [R80]. */
export class EventWriter {
  #epoch = '';

  /** @returns the text of one event. JSON holds no line break, so `data:` is one line. */
  write(frame: Frame): string {
    if (frame.type === 'welcome') this.#epoch = frame.epoch;
    // "error" is EventSource's own event.
    const name = frame.type === 'error' ? 'fault' : frame.type;
    return `event: ${name}\n${this.#id(frame)}data: ${JSON.stringify(frame)}\n\n`;
  }

  /** Only what moves a cursor carries an id: a browser resends the last one [I8]. */
  #id(frame: Frame): string {
    if (frame.type === 'live') return `id: ${frame.cursor}\n`;
    return isDurable(frame) ? `id: ${cursorOf({ epoch: this.#epoch, seq: frame.seq })}\n` : '';
  }
}

/** Sent while nothing happens, so that whoever stands between does not take the stream for dead. */
export const HEARTBEAT = ':\n\n';

/** The end of a stream: when to come back, and why it ends. */
export const farewell = (closeCode: number, retryAfterMs: number): string => {
  const bye: Frame = { type: 'bye', code: closeCode, retryAfterMs };
  return `retry: ${retryAfterMs}\nevent: bye\ndata: ${JSON.stringify(bye)}\n\n`;
};

/** The stream as a whole for someone who is to come back later, and got nothing. */
export const refusedStream = (code: ErrorCode, retryAfterMs: number): string =>
  farewell(ERRORS[code].close, retryAfterMs);

export const SSE_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // Compressed events sit in a compressor's buffer.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const;
