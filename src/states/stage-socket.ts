import type { Frame } from '../protocol/frames.ts';
import { PING, PONG } from '../protocol/version.ts';

/** The room's end of a socket. */
export type StageLine = {
  readonly say: (frames: readonly Frame[]) => void;
  readonly end: (code: number, reason: string) => void;
};

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 3;

/**
 * A class with a WebSocket's shape whose other end is `knock`.
 * @param knock called when one opens. @returns what is called with the frames that it sends.
 */
export const stageSocket = (
  knock: (line: StageLine) => (frames: unknown[]) => void,
): typeof WebSocket =>
  class extends EventTarget {
    binaryType = 'blob';
    bufferedAmount = 0;
    readyState: number = CONNECTING;
    #tell: (frames: unknown[]) => void = () => {};

    constructor() {
      super();
      queueMicrotask(() => {
        this.#tell = knock({
          say: (frames) => this.#say(frames),
          end: (code, reason) => this.#end(code, reason),
        });
      });
    }

    send(text: string): void {
      if (text === PING) this.#hear(PONG);
      else queueMicrotask(() => this.#tell([JSON.parse(text)].flat()));
    }

    close(): void {
      this.readyState = CLOSED;
    }

    #say(frames: readonly Frame[]): void {
      if (this.readyState === CONNECTING) {
        this.readyState = OPEN;
        this.dispatchEvent(new Event('open'));
      }
      if (frames.length > 0) this.#hear(JSON.stringify(frames));
    }

    #hear(data: string): void {
      if (this.readyState === OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
    }

    #end(code: number, reason: string): void {
      this.readyState = CLOSED;
      this.dispatchEvent(new CloseEvent('close', { code, reason }));
    }
  } as unknown as typeof WebSocket;
