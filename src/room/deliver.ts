import type { ErrorCode } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frames.ts';
import type { Connection } from './connection.ts';

/** What leaves the room in one go: the same for everyone, and for some their own before it. */
export type Batch = {
  readonly shared: readonly Frame[];
  readonly to: Iterable<Connection>;
  /** Called for a connection that is to be closed, or cannot be served. */
  readonly end: (connection: Connection, code: ErrorCode) => void;
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

/**
 * The one way out for every frame. Each frame is encoded once for all who get it, and each socket
 * gets one WebSocket message; plain clients get one per frame. A socket that fails is ended, and
 * the others never notice.
 * @returns how many sends it made.
 */
export function deliver({ shared, to, end }: Batch): number {
  const texts = shared.map((frame) => JSON.stringify(frame));
  const joined: string[] = [];
  const tail = (from: number): string => {
    joined[from] ??= texts.slice(from).join();
    return joined[from];
  };

  let sends = 0;
  for (const connection of to) {
    if (!connection.open) continue;
    const { socket, visitor, farewell } = connection;
    const { own, from: live } = connection.drain();
    const from = farewell === undefined ? live : texts.length;
    const count = own.length + texts.length - from;
    if (count === 0) continue;
    const isReplay = own.some(({ type }) => type === 'welcome');
    if (connection.backlog.isTooMuch(unread(socket), isReplay)) {
      end(connection, 'too_slow');
      continue;
    }
    const mine = own.map((frame) => JSON.stringify(frame));
    try {
      if (visitor.plain) {
        for (const text of [...mine, ...texts.slice(from)]) socket.send(text);
        sends += count;
      } else {
        const all = () => [...mine, ...texts.slice(from)];
        const pieces = isReplay ? piecesOf(own, all()) : [mine.length === 0 ? [tail(from)] : all()];
        for (const piece of pieces) socket.send(count === 1 ? piece.join() : `[${piece.join()}]`);
        sends += pieces.length;
      }
    } catch {
      // What could not be sent is never skipped: it comes back by resume [I4].
      end(connection, 'resync');
      continue;
    }
    if (farewell !== undefined) end(connection, farewell);
    else if (isReplay) connection.backlog.replayed(unread(socket));
  }
  return sends;
}

// Runtimes before 1.20261117 do not know it; package.json asks for one that does.
const unread = (socket: WebSocket): number => socket.bufferedAmount ?? 0;
