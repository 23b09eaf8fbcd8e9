import type { ErrorCode } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Recipient } from './recipient.ts';
import { unsentBytes } from './unsent-bytes.ts';

/** What leaves the room in one go: the same for everyone, and for some their own before it. */
export type Batch<R extends Recipient> = {
  readonly shared: readonly Frame[];
  readonly to: Iterable<R>;
  /** Called for a recipient that is to be disconnected, or cannot be sent to. */
  readonly end: (recipient: R, code: ErrorCode) => void;
};

/** A replay longer than this goes out in pieces, in UTF-16 units: each counts when it has come [R65]. */
const PIECE_CHARS = 16_384;
/** Below this there is nothing to gain by sending the welcome ahead. */
const WHOLE_CHARS = 4096;

/** The WebSocket messages of a replay: over a slow line the welcome must not wait for all of it. */
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

/** One WebSocket message of what is encoded already; one frame goes out as it is. */
const messageOf = (texts: readonly string[]): string =>
  texts.length === 1 ? texts.join() : `[${texts.join()}]`;

/** What is the same for everyone, encoded once; most get all of it, those who just came the end. */
class SharedFrames {
  readonly texts: readonly string[];
  readonly #joined = new Map<number, string>();
  readonly #messages = new Map<number, string>();

  constructor(frames: readonly Frame[]) {
    this.texts = frames.map((frame) => JSON.stringify(frame));
  }

  /** The WebSocket message for someone who gets what comes from a place on, and before it their own. */
  messageFrom(from: number, own: readonly string[]): string {
    if (own.length === 0)
      return madeOnce(this.#messages, from, () => messageOf(this.texts.slice(from)));
    if (from === this.texts.length) return messageOf(own);
    const rest = madeOnce(this.#joined, from, () => this.texts.slice(from).join());
    return `[${own.join()},${rest}]`;
  }
}

function madeOnce<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const known = made.get(key);
  if (known !== undefined) return known;
  const value = make();
  made.set(key, value);
  return value;
}

/**
 * The one way out for every frame. Each frame is encoded once for all who get it, and each socket
 * gets one WebSocket message; plain clients get one per frame. A socket that fails is ended, and
 * the others never notice.
 * @returns how many sends it made.
 */
export function deliver<R extends Recipient>({ shared, to, end }: Batch<R>): number {
  const everyones = new SharedFrames(shared);
  const { texts } = everyones;
  /** People who join together are shown the same page, and its messages are the same objects. */
  const encoded = new Map<Frame, string>();
  const encode = (frame: Frame) => madeOnce(encoded, frame, () => JSON.stringify(frame));

  let sends = 0;
  for (const recipient of to) {
    if (!recipient.open) continue;
    const { socket, isPlain, farewell } = recipient;
    const { own, from: live } = recipient.drain();
    const from = farewell === undefined ? live : texts.length;
    if (own.length + texts.length - from === 0) continue;
    const isReplay = own.some(({ type }) => type === 'welcome');
    if (recipient.backlog.isTooMuch(unsentBytes(socket), isReplay)) {
      end(recipient, 'too_slow');
      continue;
    }
    const mine = own.map((frame) => (isReplay ? encode(frame) : JSON.stringify(frame)));
    const all = () => [...mine, ...texts.slice(from)];
    try {
      if (isPlain) sends += send(socket, all());
      else if (isReplay) sends += send(socket, piecesOf(own, all()).map(messageOf));
      else sends += send(socket, [everyones.messageFrom(from, mine)]);
    } catch {
      // What could not be sent is never skipped: it comes back by resume [I4].
      end(recipient, 'resync');
      continue;
    }
    if (farewell !== undefined) end(recipient, farewell);
    else if (isReplay) recipient.backlog.replayed(unsentBytes(socket));
  }
  return sends;
}

function send(socket: Recipient['socket'], messages: readonly string[]): number {
  for (const message of messages) socket.send(message);
  return messages.length;
}
