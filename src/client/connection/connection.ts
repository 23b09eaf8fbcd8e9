// Runs the state machine of connection-state.ts: feeds it events, performs its effects on a socket, and
// passes frames on.
import type { Frame } from '../../protocol/frames.ts';
import { isRegistered, retryAfterClose } from '../../protocol/retry.ts';
import { PING, PONG } from '../../protocol/version.ts';
import type { Environment } from '../core/environment.ts';
import { failureIn, isRejected, type Result } from '../core/result.ts';
import { type Readable, Value } from '../core/value.ts';
import { withTimeout } from '../core/with-timeout.ts';
import { delayMs, impatientMs, outageMs, type Strategy } from './backoff.ts';
import {
  type ConnectionEvent,
  type ConnectionState,
  next,
  OFFLINE_MS,
  SLOWDOWN,
  welcomeWithin,
} from './connection-state.ts';
import { monitorLiveness } from './liveness.ts';
import { readFrames } from './read-frames.ts';
import {
  type Address,
  openReconnectingSocket,
  type ReconnectingSocket,
} from './reconnecting-socket.ts';
import type { TransportFallback } from './transport-fallback.ts';

export type ConnectionDeps = {
  readonly environment: Environment;
  readonly strategy: Strategy;
  /** Called before each connection, for a fresh token and the latest cursor. */
  readonly address: () => Promise<Result<Address>>;
  /** The server rejected the token as expired. */
  readonly renew: () => void;
  /** How many people are in the room, as far as known. */
  readonly online: () => number;
  /** Receives frames that arrived together, in order, before the state changes. */
  readonly frames: (frames: readonly Frame[]) => void;
};

/** The WebSocket standard's close code for a message that is too big. */
const TOO_LARGE = 1009;

type Refusal = { readonly message?: string; readonly retryAfterMs?: number };

export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #state = new Value<ConnectionState>({ at: 'idle' });
  readonly #liveness;
  #current: ConnectionState = { at: 'idle' };
  #socket: ReconnectingSocket | null = null;
  /** `null` until its code is loaded; the first transport is used until then. */
  #fallback: TransportFallback | null = null;
  #loadingFallback: Promise<void> | null = null;
  #cancelDue = () => {};
  #forgetWakes: (() => void) | null = null;
  #dials = 0;
  #dialedAt = 0;
  /** When the current outage began. */
  #lostAt = 0;
  /** How long the last welcome took. */
  #welcomeMs = 0;
  /** What the room said before closing, by the close code or error code that it explains. */
  readonly #refusals = new Map<number | string, Refusal>();

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
    const { transports, transportStore } = deps.environment;
    if (transports?.length || transportStore?.load()) this.#loadFallback();
    this.#liveness = monitorLiveness(deps.environment.clock, {
      ping: () => this.#socket?.send(PING),
      dead: () => this.silent(),
      answerTimeoutMs: () => this.answerTimeoutMs,
    });
  }

  get state(): Readable<ConnectionState> {
    return this.#state;
  }

  start(): void {
    this.#forgetWakes ??= this.#deps.environment.onWake((afresh) =>
      afresh ? this.restart() : this.wake(),
    );
    this.#on({ on: 'start' });
  }

  /**
   * Retries at once if waiting. If connected, pings the room and probes for a better transport.
   */
  wake(): void {
    this.#liveness.probe();
    void this.#fallback?.probe();
    this.#on({ on: 'wake' });
  }

  /** Reconnects with a new address. */
  restart(): void {
    this.#on({ on: 'restart' });
  }

  /** How long an answer may take, judged by how long the welcome took. */
  get answerTimeoutMs(): number {
    return this.#welcomeMs * SLOWDOWN;
  }

  /** The connection is dead, though its socket has not closed. */
  silent(): void {
    this.#on({ on: 'silence' });
  }

  stop(): void {
    this.#forgetWakes?.();
    this.#forgetWakes = null;
    this.#fallback?.stop();
    this.#on({ on: 'stop' });
  }

  /** Sends a frame, or some of them together. @returns whether it was sent; nothing is queued here. */
  send(frame: object): boolean {
    return this.#current.at === 'live' && (this.#socket?.send(JSON.stringify(frame)) ?? false);
  }

  #on(happened: ConnectionEvent): void {
    const { environment, online, strategy } = this.#deps;
    const event = this.#applyFallback(happened);
    const { clock, hidden, random } = environment;
    const offlineMs = hidden() ? OFFLINE_MS : impatientMs(online());
    const now = clock.now();
    const delay = (attempt: number) => {
      if (attempt === 1) this.#lostAt = now;
      const patienceMs = Math.min(offlineMs, outageMs(now - this.#lostAt));
      return delayMs(strategy, attempt, random(), online(), patienceMs);
    };
    const [current, effects] = next(this.#current, event, now, delay, offlineMs);
    if (current === this.#current && effects.length === 0) return;
    this.#current = current;
    if (current.at !== 'live' && current.at !== 'syncing') this.#liveness.stop();
    this.#cancelDue();
    if ('until' in current) this.#armDue(current.until);
    for (const effect of effects) this.#effects[effect]();
    this.#state.set(current);
  }

  readonly #effects = {
    dial: () => void this.#dial(),
    cut: () => {
      this.#dials++;
      this.#socket?.end();
      this.#socket = null;
    },
    renew: () => this.#deps.renew(),
  };

  get #withinMs(): number {
    return welcomeWithin('attempt' in this.#current ? this.#current.attempt : 0, this.#welcomeMs);
  }

  /** The end of an attempt may become a fallback to the next transport. */
  #applyFallback(event: ConnectionEvent): ConnectionEvent {
    const current = this.#current;
    if (current.at !== 'connecting' || !current.transport) return event;
    if (this.#fallback) return this.#fallback.handle(event);
    if (!this.#deps.environment.transports) this.#loadFallback(event);
    return event;
  }

  /** Few clients need a fallback, so its code is loaded after the first attempt to connect. */
  #loadFallback(first?: ConnectionEvent): void {
    this.#loadingFallback = import('./transport-fallback.ts').then(
      ({ TransportFallback }) => {
        this.#fallback ??= new TransportFallback(this.#deps, () => this.restart());
        if (first) this.#fallback.handle(first);
      },
      // Most likely offline: it is tried again later.
      () => {},
    );
  }

  #armDue(until: number): void {
    const { clock, hidden } = this.#deps.environment;
    this.#cancelDue = clock.after(until - clock.now(), () =>
      this.#on({ on: 'due', hidden: hidden() }),
    );
  }

  async #dial(): Promise<void> {
    const dial = ++this.#dials;
    const { address: ask, environment } = this.#deps;
    const loading = this.#loadingFallback && withTimeout(this.#loadingFallback, environment.clock);
    const [address] = await Promise.all([ask(), loading]);
    const fallback = this.#fallback;
    const Socket = fallback ? await fallback.socket() : environment.WebSocket;
    // The socket was cut, closed or dialed again meanwhile.
    if (dial !== this.#dials) return;
    if (!address.ok) {
      const { fault: reason } = address;
      return this.#on({ on: 'lost', retry: isRejected(reason.code) ? 'never' : 'later', reason });
    }
    this.#refusals.clear();
    this.#dialedAt = environment.clock.now();
    this.#on({
      on: 'dialed',
      transport: fallback?.transport ?? 'websocket',
      withinMs: this.#withinMs,
    });
    if (!Socket) return this.#lost(0, '');
    this.#socket ??= openReconnectingSocket({
      text: (text) => this.#hear(text),
      closed: (code, reason) => this.#lost(code, reason),
    });
    this.#socket.offer(address.value, Socket);
  }

  #hear(text: string): void {
    const socket = this.#socket;
    this.#liveness.heard(text === PONG);
    if (text === PONG) {
      this.#on({ on: 'heard', withinMs: this.#withinMs });
      return;
    }
    const frames = readFrames(text);
    // Frames before the state: a subscriber that sees `live` has every frame before it.
    this.#deps.frames(frames);
    for (const frame of frames) if (socket === this.#socket) this.#note(frame);
  }

  #note(frame: Frame): void {
    if (frame.type === 'welcome') {
      this.#liveness.start();
      if (this.#current.at === 'connecting')
        this.#welcomeMs = Math.abs(this.#deps.environment.clock.now() - this.#dialedAt);
      this.#on({ on: 'welcome' });
    } else if (frame.type === 'live') this.#on({ on: 'live' });
    else if (frame.type === 'bye' || (frame.type === 'error' && frame.cid === undefined))
      this.#refusals.set(frame.code, frame);
  }

  /** A close by the room names its error code as the reason; a network failure has none. */
  #lost(close: number, reason: string): void {
    // A proxy rejected the message for its size; resending it would fail forever.
    if (close === TOO_LARGE)
      this.#deps.frames([{ type: 'error', code: 'too_large', message: 'Too long to be sent.' }]);
    const failure = failureIn({
      message: 'The connection was lost.',
      ...this.#refusals.get(reason),
      ...this.#refusals.get(close),
      code: (isRegistered(close) && reason) || 'unreachable',
    });
    this.#on({ on: 'lost', retry: retryAfterClose(close), reason: failure });
  }
}
