import { decodeFrames } from '../../protocol/codec.ts';
import type { Frame } from '../../protocol/frames.ts';
import { PING, PONG } from '../../protocol/version.ts';

/** The delivery that was decoded last. Many streams of one isolate get the same one after another. */
let latest: { readonly text: string; readonly frames: readonly Frame[] } | undefined;

/** @returns the frames of a delivery, the same array for the same text where it comes repeatedly. */
function decodeOnce(text: string): readonly Frame[] {
  if (latest?.text !== text) latest = { text, frames: decodeFrames(text) };
  return latest.frames;
}

/** The Worker's end of a WebSocket to a room, on behalf of a client that uses another transport. */
export class RoomSocket {
  readonly #socket: WebSocket;
  #closed = false;

  /**
   * @param onFrames called with the frames of one delivery.
   * @param onEnd called once with the close code when the room closes the socket or the connection breaks.
   */
  constructor(
    socket: WebSocket,
    onFrames: (frames: readonly Frame[]) => void,
    onEnd: (closeCode: number) => void,
  ) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (!this.#closed && typeof data === 'string' && data !== PONG) onFrames(decodeOnce(data));
    });
    const end = (code: number) => {
      if (this.#closed) return;
      this.close();
      onEnd(code);
    };
    socket.addEventListener('close', ({ code }) => end(code));
    socket.addEventListener('error', () => end(1006));
    socket.accept();
  }

  /** Signals that the client is still connected. */
  ping(): void {
    if (!this.#closed) this.#socket.send(PING);
  }

  /** Leaves the room. Without it the room would keep counting the client as present [I9]. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#socket.close(1000, 'left');
    } catch {
      // The room has already closed it.
    }
  }
}
