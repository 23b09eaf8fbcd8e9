// Intercepts the client's network access: counts and logs traffic, and blocks channels on request. Tokens
// travel in headers and subprotocols, which are not inspected.
import { type Signal, signal } from '@preact/signals';
import type { Chat, ConnectionState } from '../../client/index.ts';
import { eventTypes, typesIn } from './frame-types.ts';
import type { Network } from './network.ts';
import { type Channel, TrafficLog } from './traffic-log.ts';

export const SWITCHES = ['websocket', 'events', 'line'] as const;
export type Switch = (typeof SWITCHES)[number];

const LOST = 1006;
const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

export class TrafficMonitor {
  /** Counts updates of the log. */
  readonly news = signal(0);
  readonly log = new TrafficLog(Date.now, () => {
    this.news.value++;
  });
  /** Which channels are blocked; `line` stands for all. */
  readonly blocked: Readonly<Record<Switch, Signal<boolean>>> = {
    websocket: signal(false),
    events: signal(false),
    line: signal(false),
  };
  readonly #network: Network;
  #current: ConnectionState = { at: 'idle' };
  /** The transport whose commands are sent by POST. */
  #hears: Channel = 'events';

  constructor(network: Network) {
    this.#network = network;
    network.socket = (url, protocols) => this.#open(url, protocols);
    network.fetch = this.#fetch(network.fetch);
    if (network.openSocket) this.#listenTo(network.openSocket);
  }

  /** Logs the state of the connection from now on. */
  follow(state: Chat['state']): void {
    const note = (current: ConnectionState) => {
      const before = this.#current.at;
      this.#current = current;
      // What is requested and what the room says tell of each step of an attempt.
      const isTold = current.at === 'connecting' && before === 'connecting';
      if (!isTold && current.at !== 'syncing') this.log.note({ what: 'state', state: current });
    };
    const now = state.get();
    if (now.at === 'live') {
      this.log.note({ what: 'joined', way: now.transport });
      if (now.transport !== 'websocket') this.#hears = now.transport;
    }
    note(now);
    state.subscribe(note);
  }

  /** Blocks or unblocks a channel. Connections over a blocked channel break. */
  block(way: Switch, on: boolean): void {
    this.blocked[way].value = on;
    const transport = 'transport' in this.#current ? this.#current.transport : undefined;
    if (on && (way === 'line' || way === transport)) this.#network.cut();
  }

  #isBlocked(way: Channel): boolean {
    const { line, websocket, events } = this.blocked;
    return line.value || { websocket, events, polling: null, other: null }[way]?.value === true;
  }

  #open(url: string, protocols: string[]): WebSocket {
    const { log } = this;
    const way = 'websocket';
    log.note({ what: 'asked', way, of: 'socket' });
    if (this.#isBlocked(way)) {
      log.note({ what: 'refused', way, of: 'socket' });
      return new NoSocket() as unknown as WebSocket;
    }
    const socket = new WebSocket(url, protocols);
    this.#listenTo(socket);
    return socket;
  }

  #listenTo(socket: WebSocket): void {
    const { log } = this;
    const way = 'websocket';
    const send = socket.send.bind(socket);
    let pingedAt = 0;
    // Ignore what still arrives over a cut connection.
    let over = false;
    socket.send = (text: string) => {
      send(text);
      if (text === 'ping') {
        pingedAt = performance.now();
        log.note({ what: 'ping' });
      } else log.note({ what: 'sent', way, types: typesIn(text), bytes: sizeOf(text) });
    };
    socket.addEventListener('open', () => log.note({ what: 'opened', way, of: '101' }));
    socket.addEventListener('message', ({ data }) => {
      if (over) return;
      const ms = Math.round(performance.now() - pingedAt);
      if (data === 'pong') log.note({ what: 'pong', ms });
      else log.note({ what: 'received', way, types: typesIn(data), bytes: sizeOf(data) });
    });
    const close = ({ code, reason }: CloseEvent) => {
      over = true;
      log.note({ what: 'closed', way, code, reason });
    };
    socket.addEventListener('close', close, { once: true });
  }

  #fetch(fetch: Network['fetch']): Network['fetch'] {
    return async (input, init) => {
      const of = new URL(String(input)).pathname.split('/').at(-1) ?? '';
      const way = this.#wayOf(of);
      this.log.note({ what: 'asked', way, of });
      if (this.#isBlocked(way)) {
        this.log.note({ what: 'refused', way, of });
        throw new TypeError('Blocked in the panel.');
      }
      const body = typeof init?.body === 'string' ? init.body : null;
      if (body !== null) {
        const types = of === 'frames' ? typesIn(body) : [];
        this.log.note({ what: 'sent', way, types, bytes: sizeOf(body) });
      }
      try {
        const response = await fetch(input, init);
        this.log.note({ what: 'opened', way, of: `${response.status}` });
        const read = response.body?.pipeThrough(this.#reader(way, of === 'events'));
        return new Response(read ?? null, response);
      } catch (error) {
        // Given up by the client itself, or cut: that shows in what follows.
        if (!init?.signal?.aborted) this.log.note({ what: 'broken', way, of });
        throw error;
      }
    };
  }

  #wayOf(of: string): Channel {
    if (of === 'events') this.#hears = 'events';
    else if (of === 'poll') this.#hears = 'polling';
    else if (of !== 'frames') return 'other';
    return this.#hears;
  }

  /** Passes bytes through unchanged and reads the frame types in them. */
  #reader(
    way: Channel,
    isStream: boolean,
  ): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    const decoder = new TextDecoder();
    const found = eventTypes();
    let whole = '';
    const note = (types: readonly string[]) => {
      if (types.length > 0) this.log.note({ what: 'received', way, types, bytes: 0 });
    };
    return new TransformStream({
      transform: (piece, passed) => {
        passed.enqueue(piece);
        this.log.weigh(way, piece.byteLength);
        const text = decoder.decode(piece, { stream: true });
        if (isStream) note(found(text));
        else if (way !== 'other') whole += text;
      },
      flush: () => note(typesIn(whole)),
    });
  }
}

/** A WebSocket that fails to connect. */
class NoSocket extends EventTarget {
  binaryType = 'blob';
  readyState: number = WebSocket.CONNECTING;
  readonly bufferedAmount = 0;

  constructor() {
    super();
    queueMicrotask(() => this.close());
  }

  send(): void {}

  close(): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new CloseEvent('close', { code: LOST }));
  }
}
