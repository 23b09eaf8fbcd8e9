import { connect, type Socket } from 'node:net';

const END_OF_EVENT = Buffer.from('\n\n');

type Options = {
  readonly port: number;
  readonly path: string;
  /** Receives one or more whole events: the bytes of `text` between two offsets. */
  readonly onText: (text: Buffer, from: number, to: number) => void;
  readonly onEnd: () => void;
};

/**
 * An SSE client for load generation. It only splits the stream into events and parses no fields.
 */
export class SseClient {
  readonly #socket: Socket;
  readonly #options: Options;
  readonly #opened = Promise.withResolvers<void>();
  #rest: Buffer = Buffer.alloc(0);

  constructor(options: Options) {
    this.#options = options;
    this.#socket = connect({ host: '127.0.0.1', port: options.port, noDelay: true });
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', this.#opened.reject);
    this.#socket.on('close', () => {
      this.#opened.reject(new Error('closed before it was open'));
      options.onEnd();
    });
    this.#socket.write(
      `GET ${options.path} HTTP/1.1\r\nHost: 127.0.0.1:${options.port}\r\nAccept: text/event-stream\r\n\r\n`,
    );
  }

  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  send(): void {
    throw new Error('server-sent events go one way');
  }

  end(): void {
    this.#socket.destroy();
  }

  /** Does not decode HTTP's chunked encoding: chunk sizes only appear between events. */
  #take(chunk: Buffer): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = data.lastIndexOf(END_OF_EVENT);
    if (end === -1) {
      this.#rest = data;
      return;
    }
    this.#opened.resolve();
    this.#rest = Buffer.from(data.subarray(end + END_OF_EVENT.length));
    this.#options.onText(data, 0, end);
  }
}
