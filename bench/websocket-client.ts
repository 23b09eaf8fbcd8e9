import { connect, type Socket } from 'node:net';

// One buffer for all sockets: the callback runs before Node reads from the next socket.
const incoming = Buffer.allocUnsafe(1 << 18);
const nothing = Buffer.alloc(0);

type Options = {
  readonly port: number;
  readonly path: string;
  readonly protocols: readonly string[];
  /** Receives one text message: the bytes of `text` between two offsets. */
  readonly onText: (text: Buffer, from: number, to: number) => void;
  readonly onEnd: () => void;
};

/**
 * A WebSocket client for load generation. It creates no event, string or copy for each message,
 * because the generator must be faster than the server that it measures.
 */
export class WebSocketClient {
  readonly #socket: Socket;
  readonly #options: Options;
  readonly #opened = Promise.withResolvers<void>();
  #open = false;
  #rest = nothing;
  #corked = false;

  constructor(options: Options) {
    this.#options = options;
    this.#socket = connect({
      host: '127.0.0.1',
      port: options.port,
      noDelay: true,
      onread: {
        buffer: incoming,
        callback: (size) => {
          this.#take(incoming.subarray(0, size));
          return true;
        },
      },
    });
    this.#socket.on('error', this.#opened.reject);
    this.#socket.on('close', () => {
      this.#opened.reject(new Error('closed before it was open'));
      options.onEnd();
    });
    this.#socket.write(handshake(options));
  }

  get opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Sends a text of at most 65,535 bytes. All texts of one turn leave in one write. */
  send(text: string): void {
    const body = Buffer.from(text);
    const head = Buffer.alloc(8);
    head[0] = 0x81;
    // Clients must mask. A mask of zeros leaves the text unchanged.
    head[1] = 0x80 | 126;
    head.writeUInt16BE(body.length, 2);
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(Buffer.concat([head, body]));
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    if (!this.#open) data = this.#takeHead(data);
    let at = 0;
    while (this.#open) {
      const size = frameSize(data, at);
      if (size === undefined || at + size.head + size.body > data.length) break;
      const from = at + size.head;
      at = from + size.body;
      if (((data[at - size.body - size.head] ?? 0) & 0x0f) === 1)
        this.#options.onText(data, from, at);
    }
    this.#rest = at === data.length ? nothing : Buffer.from(data.subarray(at));
  }

  #takeHead(data: Buffer): Buffer {
    const end = data.indexOf('\r\n\r\n');
    if (end === -1) return data;
    const status = data.toString('latin1', 0, data.indexOf('\r\n'));
    if (!status.includes(' 101 ')) {
      this.#opened.reject(new Error(`no WebSocket: ${status}`));
      this.end();
      return nothing;
    }
    this.#open = true;
    this.#opened.resolve();
    return data.subarray(end + 4);
  }
}

const handshake = ({ port, path, protocols }: Options): string =>
  [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...(protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`] : []),
    '\r\n',
  ].join('\r\n');

function frameSize(data: Buffer, at: number): { head: number; body: number } | undefined {
  if (data.length < at + 2) return undefined;
  const short = (data[at + 1] ?? 0) & 0x7f;
  if (short < 126) return { head: 2, body: short };
  if (short === 126)
    return data.length < at + 4 ? undefined : { head: 4, body: data.readUInt16BE(at + 2) };
  // Frames are shorter than 4 GB here, so the upper half of the length is 0.
  return data.length < at + 10 ? undefined : { head: 10, body: data.readUInt32BE(at + 6) };
}
