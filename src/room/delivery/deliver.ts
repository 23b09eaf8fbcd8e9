import type { ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Recipient } from './recipient.ts';
import { unsentBytes } from './unsent-bytes.ts';

/** One flush: the shared frames, and the recipients, which may have frames of their own. */
export type Batch<R extends Recipient> = {
  readonly shared: readonly Frame[];
  readonly to: Iterable<R>;
  /** Disconnects a recipient: after its last frames, or because sending to it failed. */
  readonly end: (recipient: R, code: ErrorCode) => void;
};

/**
 * A longer replay is split into pieces of this length, in UTF-16 units. The client can use each
 * piece as soon as it arrives [R65].
 */
const PIECE_CHARS = 16_384;
/** A replay up to this length is sent as one message; splitting it would gain nothing. */
const WHOLE_CHARS = 4096;

/**
 * Splits a replay into WebSocket messages, so that over a slow network the welcome does not wait
 * for the whole replay.
 */
function piecesOf(frames: readonly Frame[], texts: readonly string[]): string[][] {
  const pieces: string[][] = [[]];
  const isLong = texts.reduce((sum, text) => sum + text.length, 0) > WHOLE_CHARS;
  let chars = 0;
  for (const [at, text] of texts.entries()) {
    const isFull = chars > 0 && chars + text.length > PIECE_CHARS;
    if (isLong && (isFull || frames[at - 1]?.type === 'welcome')) {
      pieces.push([]);
      chars = 0;
    }
    pieces.at(-1)?.push(text);
    chars += text.length;
  }
  return pieces;
}

/**
 * Joins encoded frames to one WebSocket message: an array, or the frame itself if it is only one.
 */
const messageOf = (texts: readonly string[]): string =>
  texts.length === 1 ? texts.join() : `[${texts.join()}]`;

/**
 * The frames that all recipients share, each encoded once. Most recipients get all of them; those
 * who went live after the first ones were queued get only the rest.
 */
class SharedFrames {
  readonly texts: readonly string[];
  readonly #joined = new Map<number, string>();
  readonly #messages = new Map<number, string>();

  constructor(frames: readonly Frame[]) {
    this.texts = frames.map((frame) => JSON.stringify(frame));
  }

  /**
   * Builds the WebSocket message of a recipient.
   * @param from the index of the first shared frame that it gets.
   * @param own its own encoded frames, which come first.
   */
  messageFrom(from: number, own: readonly string[]): string {
    if (own.length === 0)
      return memoized(this.#messages, from, () => messageOf(this.texts.slice(from)));
    if (from === this.texts.length) return messageOf(own);
    const rest = memoized(this.#joined, from, () => this.texts.slice(from).join());
    return `[${own.join()},${rest}]`;
  }
}

function memoized<K, V>(cache: Map<K, V>, key: K, make: () => V): V {
  const cached = cache.get(key);
  if (cached !== undefined) return cached;
  const value = make();
  cache.set(key, value);
  return value;
}

/**
 * Sends frames to sockets; every frame that the room sends passes through here. It encodes each
 * shared frame once. Each socket gets one WebSocket message, or a few for a long replay; plain
 * clients get one per frame. If sending to a socket fails, that socket is closed; the others are
 * not affected.
 * @returns how many WebSocket messages it sent.
 */
export function deliver<R extends Recipient>({ shared, to, end }: Batch<R>): number {
  const sharedFrames = new SharedFrames(shared);
  const { texts } = sharedFrames;
  // Connections that join at the same time get the same page, whose frames are the same objects.
  const encoded = new Map<Frame, string>();
  const encode = (frame: Frame) => memoized(encoded, frame, () => JSON.stringify(frame));

  let sends = 0;
  for (const recipient of to) {
    if (!recipient.open) continue;
    const { socket, isPlain, closeReason } = recipient;
    const { own, from: live } = recipient.drain();
    const from = closeReason === undefined ? live : texts.length;
    if (own.length + texts.length - from === 0) continue;
    const isReplay = own.some(({ type }) => type === 'welcome');
    if (recipient.backlog.isTooMuch(unsentBytes(socket), isReplay)) {
      end(recipient, 'too_slow');
      continue;
    }
    const ownTexts = own.map((frame) => (isReplay ? encode(frame) : JSON.stringify(frame)));
    const all = () => [...ownTexts, ...texts.slice(from)];
    try {
      if (isPlain) sends += send(socket, all());
      else if (isReplay) sends += send(socket, piecesOf(own, all()).map(messageOf));
      else sends += send(socket, [sharedFrames.messageFrom(from, ownTexts)]);
    } catch {
      // Frames that could not be sent are not lost: the client gets them when it resumes [I4].
      end(recipient, 'resync');
      continue;
    }
    if (closeReason !== undefined) end(recipient, closeReason);
    else if (isReplay) recipient.backlog.replayed(unsentBytes(socket));
  }
  return sends;
}

function send(socket: Recipient['socket'], messages: readonly string[]): number {
  for (const message of messages) socket.send(message);
  return messages.length;
}
