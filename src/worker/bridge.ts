import { decodeFrames } from '../protocol/codec.ts';
import type { Frame } from '../protocol/frames.ts';
import { PING, PONG } from '../protocol/version.ts';

/** The Worker's end of a socket to a room, for someone who cannot have one. */
export class RoomBridge {
  readonly #socket: WebSocket;
  #closed = false;

  /**
   * @param onFrames gets the frames of one delivery.
   * @param onEnd gets the close code, once, when the room or the line ended it.
   */
  constructor(
    socket: WebSocket,
    onFrames: (frames: Frame[]) => void,
    onEnd: (closeCode: number) => void,
  ) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (!this.#closed && typeof data === 'string' && data !== PONG) onFrames(decodeFrames(data));
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

  /** Says that someone is still there. */
  ping(): void {
    if (!this.#closed) this.#socket.send(PING);
  }

  /** Leaves the room. Without it the room would go on counting a ghost [I9]. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#socket.close(1000, 'left');
    } catch {
      // The room was first.
    }
  }
}
