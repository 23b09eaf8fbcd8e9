import type { Frame } from '../protocol/frames.ts';
import { PING, PONG } from '../protocol/version.ts';

/** The room's end of a socket. */
export type RoomSocket = {
  readonly send: (frames: readonly Frame[]) => void;
  readonly end: (code: number, reason: string) => void;
};

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/**
 * Creates a class with the interface of a WebSocket that connects to the scripted room.
 * @param onConnect called for each connection; returns the handler of frames from the client.
 */
export const fakeSocketClass = (
  onConnect: (socket: RoomSocket) => (frames: unknown[]) => void,
): typeof WebSocket =>
  class extends EventTarget {
    binaryType = 'blob';
    bufferedAmount = 0;
    readyState: number = CONNECTING;
    #onFrames: (frames: unknown[]) => void = () => {};

    constructor() {
      super();
      queueMicrotask(() => {
        this.#onFrames = onConnect({
          send: (frames) => this.#receive(frames),
          end: (code, reason) => this.#end(code, reason),
        });
      });
    }

    send(text: string): void {
      if (text === PING) this.#dispatch(PONG);
      else queueMicrotask(() => this.#onFrames([JSON.parse(text)].flat()));
    }

    close(): void {
      this.readyState = CLOSED;
    }

    #receive(frames: readonly Frame[]): void {
      if (this.readyState === CONNECTING) {
        this.readyState = OPEN;
        this.dispatchEvent(new Event('open'));
      }
      if (frames.length > 0) this.#dispatch(JSON.stringify(frames));
    }

    #dispatch(data: string): void {
      if (this.readyState === OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
    }

    #end(code: number, reason: string): void {
      this.readyState = CLOSED;
      this.dispatchEvent(new CloseEvent('close', { code, reason }));
    }
  } as unknown as typeof WebSocket;
