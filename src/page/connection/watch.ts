// Stands between the client and the network: counts and notes what passes, and lets nothing pass
// where a switch says so. The token travels in headers and subprotocols, which nobody looks at here.
import { type Signal, signal } from '@preact/signals';
import type { Chat, ConnectionState } from '../../client/index.ts';
import type { Outlets } from '../outlets.ts';
import { eventTypes, typesIn } from './frame-types.ts';
import { Journal, type Way } from './journal.ts';

export const SWITCHES = ['websocket', 'events', 'line'] as const;
export type Switch = (typeof SWITCHES)[number];

const LOST = 1006;
const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

export class Watch {
  /** Counts the times that there was something new in the journal. */
  readonly news = signal(0);
  readonly journal = new Journal(Date.now, () => {
    this.news.value++;
  });
  /** Which of the ways are blocked; `line` is all of them. */
  readonly blocked: Readonly<Record<Switch, Signal<boolean>>> = {
    websocket: signal(false),
    events: signal(false),
    line: signal(false),
  };
  readonly #outlets: Outlets;
  #current: ConnectionState = { at: 'idle' };
  /** What carries the frames that are posted. */
  #hears: Way = 'events';

  constructor(outlets: Outlets) {
    this.#outlets = outlets;
    outlets.socket = (url, protocols) => this.#open(url, protocols);
    outlets.fetch = this.#fetch(outlets.fetch);
    if (outlets.openSocket) this.#listenTo(outlets.openSocket);
  }

  /** Writes down where the connection is, from now on. */
  follow(state: Chat['state']): void {
    const note = (current: ConnectionState) => {
      const before = this.#current.at;
      this.#current = current;
      // What is requested and what the room says tell of each step of an attempt.
      const isTold = current.at === 'connecting' && before === 'connecting';
      if (!isTold && current.at !== 'syncing') this.journal.note({ what: 'state', state: current });
    };
    const now = state.get();
    if (now.at === 'live') {
      this.journal.note({ what: 'joined', way: now.transport });
      if (now.transport !== 'websocket') this.#hears = now.transport;
    }
    note(now);
    state.subscribe(note);
  }

  /** Blocks a way, or opens it again; what is connected by it breaks. */
  block(way: Switch, on: boolean): void {
    this.blocked[way].value = on;
    const transport = 'transport' in this.#current ? this.#current.transport : undefined;
    if (on && (way === 'line' || way === transport)) this.#outlets.cut();
  }

  #isBlocked(way: Way): boolean {
    const { line, websocket, events } = this.blocked;
    return line.value || { websocket, events, polling: null, other: null }[way]?.value === true;
  }

  #open(url: string, protocols: string[]): WebSocket {
    const { journal } = this;
    const way = 'websocket';
    journal.note({ what: 'asked', way, of: 'socket' });
    if (this.#isBlocked(way)) {
      journal.note({ what: 'refused', way, of: 'socket' });
      return new NoSocket() as unknown as WebSocket;
    }
    const socket = new WebSocket(url, protocols);
    this.#listenTo(socket);
    return socket;
  }

  #listenTo(socket: WebSocket): void {
    const { journal } = this;
    const way = 'websocket';
    const send = socket.send.bind(socket);
    let pingedAt = 0;
    // A line that is cut may bring something yet: nobody hears it any more.
    let over = false;
    socket.send = (text: string) => {
      send(text);
      if (text === 'ping') {
        pingedAt = performance.now();
        journal.note({ what: 'ping' });
      } else journal.note({ what: 'sent', way, types: typesIn(text), bytes: sizeOf(text) });
    };
    socket.addEventListener('open', () => journal.note({ what: 'opened', way, of: '101' }));
    socket.addEventListener('message', ({ data }) => {
      if (over) return;
      const ms = Math.round(performance.now() - pingedAt);
      if (data === 'pong') journal.note({ what: 'pong', ms });
      else journal.note({ what: 'received', way, types: typesIn(data), bytes: sizeOf(data) });
    });
    const close = ({ code, reason }: CloseEvent) => {
      over = true;
      journal.note({ what: 'closed', way, code, reason });
    };
    socket.addEventListener('close', close, { once: true });
  }

  #fetch(fetch: Outlets['fetch']): Outlets['fetch'] {
    return async (input, init) => {
      const of = new URL(String(input)).pathname.split('/').at(-1) ?? '';
      const way = this.#wayOf(of);
      this.journal.note({ what: 'asked', way, of });
      if (this.#isBlocked(way)) {
        this.journal.note({ what: 'refused', way, of });
        throw new TypeError('Blocked in the panel.');
      }
      const body = typeof init?.body === 'string' ? init.body : null;
      if (body !== null) {
        const types = of === 'frames' ? typesIn(body) : [];
        this.journal.note({ what: 'sent', way, types, bytes: sizeOf(body) });
      }
      try {
        const response = await fetch(input, init);
        this.journal.note({ what: 'opened', way, of: `${response.status}` });
        const read = response.body?.pipeThrough(this.#reader(way, of === 'events'));
        return new Response(read ?? null, response);
      } catch (error) {
        // Given up by the client itself, or cut: that shows in what follows.
        if (!init?.signal?.aborted) this.journal.note({ what: 'broken', way, of });
        throw error;
      }
    };
  }

  #wayOf(of: string): Way {
    if (of === 'events') this.#hears = 'events';
    else if (of === 'poll') this.#hears = 'polling';
    else if (of !== 'frames') return 'other';
    return this.#hears;
  }

  /** Lets bytes through as they are, and makes out the frames in them. */
  #reader(
    way: Way,
    isStream: boolean,
  ): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    const decoder = new TextDecoder();
    const found = eventTypes();
    let whole = '';
    const note = (types: readonly string[]) => {
      if (types.length > 0) this.journal.note({ what: 'received', way, types, bytes: 0 });
    };
    return new TransformStream({
      transform: (piece, passed) => {
        passed.enqueue(piece);
        this.journal.weigh(way, piece.byteLength);
        const text = decoder.decode(piece, { stream: true });
        if (isStream) note(found(text));
        else if (way !== 'other') whole += text;
      },
      flush: () => note(typesIn(whole)),
    });
  }
}

/** A WebSocket that does not get through. */
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
