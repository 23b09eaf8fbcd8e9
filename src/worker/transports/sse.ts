import { isDurable } from '../../protocol/durable.ts';
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import { cursorOf } from '../../protocol/place.ts';

/** One delivery as server-sent events. */
export type EncodedEvents = {
  /** Their UTF-8; empty where the delivery has nothing but `bye`. */
  readonly bytes: Uint8Array;
  /** The epoch that their ids begin with. */
  readonly epoch: string;
  readonly hasWelcome: boolean;
  readonly hasLive: boolean;
  /** `bye` is sent at the end of the stream; this is the delay that it asks for. */
  readonly retryAfterMs: number | undefined;
};

const encoder = new TextEncoder();
/** Many streams of one isolate get the same delivery, which is encoded once. */
const known = new WeakMap<readonly Frame[], EncodedEvents>();

/**
 * Encodes frames as server-sent events.
 * @param epoch of the stream so far; `welcome` brings another [R80].
 */
export function encodeEvents(frames: readonly Frame[], epoch: string): EncodedEvents {
  const before = known.get(frames);
  if (before !== undefined && (before.epoch === epoch || before.hasWelcome)) return before;
  const welcome = frames.find((frame) => frame.type === 'welcome');
  const bye = frames.find((frame) => frame.type === 'bye');
  const ids = welcome?.epoch ?? epoch;
  const texts = frames.filter(({ type }) => type !== 'bye').map((frame) => eventOf(frame, ids));
  const encoded = {
    bytes: encoder.encode(texts.join('')),
    epoch: ids,
    hasWelcome: welcome !== undefined,
    hasLive: frames.some(({ type }) => type === 'live'),
    retryAfterMs: bye?.retryAfterMs,
  };
  known.set(frames, encoded);
  return encoded;
}

/** JSON contains no line breaks, so `data:` is one line. */
function eventOf(frame: Frame, epoch: string): string {
  // "error" is an event of EventSource itself.
  const name = frame.type === 'error' ? 'fault' : frame.type;
  return `event: ${name}\n${idOf(frame, epoch)}data: ${JSON.stringify(frame)}\n\n`;
}

/** Only frames that move the cursor have an id: browsers resend the last one [I8]. */
function idOf(frame: Frame, epoch: string): string {
  if (frame.type === 'live') return `id: ${frame.cursor}\n`;
  return isDurable(frame) ? `id: ${cursorOf({ epoch, seq: frame.seq })}\n` : '';
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
