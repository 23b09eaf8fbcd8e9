// Runs link.ts: performs its effects on a line, feeds it what happens, and hands frames up.
import type { Frame } from '../../protocol/frames.ts';
import { isRegistered, retryAfterClose } from '../../protocol/retry.ts';
import { PING, PONG } from '../../protocol/version.ts';
import type { Environment } from '../core/environment.ts';
import { failureIn, isRejected, type Result } from '../core/result.ts';
import { type Readable, Value } from '../core/value.ts';
import { inTime } from '../core/with-timeout.ts';
import { delayMs, impatientMs, outageMs, type Strategy } from './backoff.ts';
import {
  type Link,
  type LinkEvent,
  next,
  OFFLINE_MS,
  SLOWER,
  welcomeWithin,
} from './connection-state.ts';
import { makePulse } from './liveness.ts';
import { readFrames } from './read-frames.ts';
import { type Address, type Line, openLine } from './reconnecting-socket.ts';
import type { Stairs } from './transport-fallback.ts';

export type ConnectionWorld = {
  readonly environment: Environment;
  readonly strategy: Strategy;
  /** Asked before each connection: a fresh token, the newest cursor. */
  readonly address: () => Promise<Result<Address>>;
  /** The token was called expired. */
  readonly renew: () => void;
  /** How many are in the room, as far as it has told. */
  readonly online: () => number;
  /** What arrived together, in order, before the state follows it. */
  readonly frames: (frames: readonly Frame[]) => void;
};

/** The WebSocket standard's close code for a message that is too big. */
const TOO_LARGE = 1009;

type Words = { readonly message?: string; readonly retryAfterMs?: number };

export class Connection {
  readonly #world: ConnectionWorld;
  readonly #state = new Value<Link>({ at: 'idle' });
  readonly #pulse;
  #link: Link = { at: 'idle' };
  #line: Line | null = null;
  /** The ladder; until it is loaded there is its first rung. */
  #stairs: Stairs | null = null;
  #loading: Promise<void> | null = null;
  #cancelDue = () => {};
  #forgetWakes: (() => void) | null = null;
  #dials = 0;
  #dialedAt = 0;
  /** When the outage began that its tries are counted from. */
  #lostAt = 0;
  /** How long the last welcome took. */
  #paceMs = 0;
  /** What the room said before closing, by the code of the close or of the error that it explains. */
  readonly #lastWords = new Map<number | string, Words>();

  constructor(world: ConnectionWorld) {
    this.#world = world;
    const { rungs, rungStore } = world.environment;
    if (rungs?.length || rungStore?.load()) this.#loadStairs();
    this.#pulse = makePulse(world.environment.clock, {
      ping: () => this.#line?.send(PING),
      dead: () => this.#on({ on: 'silence' }),
      answerMs: () => this.patienceMs,
    });
  }

  get state(): Readable<Link> {
    return this.#state;
  }

  start(): void {
    this.#forgetWakes ??= this.#world.environment.onWake((afresh) =>
      afresh ? this.restart() : this.wake(),
    );
    this.#on({ on: 'start' });
  }

  /**
   * Tries at once where it waits; where it seems connected it asks for a sign of life, and whether
   * a better way is open by now.
   */
  wake(): void {
    this.#pulse.probe();
    void this.#stairs?.climb();
    this.#on({ on: 'wake' });
  }

  /** Connects anew, with whatever the address is now. */
  restart(): void {
    this.#on({ on: 'restart' });
  }

  /** How long an answer may take on this line, by how long its welcome took. */
  get patienceMs(): number {
    return this.#paceMs * SLOWER;
  }

  /** The connection answers no more, though its socket says nothing. */
  silent(): void {
    this.#on({ on: 'silence' });
  }

  stop(): void {
    this.#forgetWakes?.();
    this.#forgetWakes = null;
    this.#stairs?.rest();
    this.#on({ on: 'stop' });
  }

  /** Sends a frame, or some of them together. @returns whether it went out; nothing is ever kept here. */
  send(frame: object): boolean {
    return this.#link.at === 'live' && (this.#line?.send(JSON.stringify(frame)) ?? false);
  }

  #on(happened: LinkEvent): void {
    const { environment, online, strategy } = this.#world;
    const event = this.#judge(happened);
    const { clock, hidden, random } = environment;
    const most = hidden() ? OFFLINE_MS : impatientMs(online());
    const now = clock.now();
    const delay = (attempt: number) => {
      if (attempt === 1) this.#lostAt = now;
      const patienceMs = Math.min(most, outageMs(now - this.#lostAt));
      return delayMs(strategy, attempt, random(), online(), patienceMs);
    };
    const [link, effects] = next(this.#link, event, now, delay, most);
    if (link === this.#link && effects.length === 0) return;
    this.#link = link;
    if (link.at !== 'live' && link.at !== 'syncing') this.#pulse.stop();
    this.#cancelDue();
    if ('until' in link) this.#armDue(link.until);
    for (const effect of effects) this.#effects[effect]();
    this.#state.set(link);
  }

  readonly #effects = {
    dial: () => void this.#dial(),
    cut: () => {
      this.#dials++;
      this.#line?.end();
      this.#line = null;
    },
    renew: () => this.#world.renew(),
  };

  get #withinMs(): number {
    return welcomeWithin('attempt' in this.#link ? this.#link.attempt : 0, this.#paceMs);
  }

  /** Where it ends how a rung was tried, the ladder may turn it into a step to the next one. */
  #judge(event: LinkEvent): LinkEvent {
    const link = this.#link;
    if (link.at !== 'connecting' || !link.rung) return event;
    if (this.#stairs) return this.#stairs.judge(event);
    if (!this.#world.environment.rungs) this.#loadStairs(event);
    return event;
  }

  /** Few need the ladder, so it comes behind the first connection, or the first that failed. */
  #loadStairs(first?: LinkEvent): void {
    this.#loading = import('./transport-fallback.ts').then(
      ({ Stairs }) => {
        this.#stairs ??= new Stairs(this.#world, () => this.restart());
        if (first) this.#stairs.judge(first);
      },
      // Offline, most likely. There will be another time.
      () => {},
    );
  }

  #armDue(until: number): void {
    const { clock, hidden } = this.#world.environment;
    this.#cancelDue = clock.after(until - clock.now(), () =>
      this.#on({ on: 'due', hidden: hidden() }),
    );
  }

  async #dial(): Promise<void> {
    const dial = ++this.#dials;
    const { address: ask, environment } = this.#world;
    const loading = this.#loading && inTime(this.#loading, environment.clock);
    const [address] = await Promise.all([ask(), loading]);
    const stairs = this.#stairs;
    const Socket = stairs ? await stairs.socket() : environment.WebSocket;
    // Cut, closed or dialled anew meanwhile: this address is no longer wanted.
    if (dial !== this.#dials) return;
    if (!address.ok) {
      const { fault: reason } = address;
      return this.#on({ on: 'lost', retry: isRejected(reason.code) ? 'never' : 'later', reason });
    }
    this.#lastWords.clear();
    this.#dialedAt = environment.clock.now();
    this.#on({ on: 'dialed', rung: stairs?.rung ?? 'websocket', withinMs: this.#withinMs });
    if (!Socket) return this.#lost(0, '');
    this.#line ??= openLine({
      text: (text) => this.#hear(text),
      closed: (code, reason) => this.#lost(code, reason),
    });
    this.#line.offer(address.value, Socket);
  }

  #hear(text: string): void {
    const line = this.#line;
    this.#pulse.heard(text === PONG);
    if (text === PONG) {
      this.#on({ on: 'heard', withinMs: this.#withinMs });
      return;
    }
    const frames = readFrames(text);
    // First the frames, then the state: who sees `live` finds everything that came before it.
    this.#world.frames(frames);
    for (const frame of frames) if (line === this.#line) this.#note(frame);
  }

  #note(frame: Frame): void {
    if (frame.type === 'welcome') {
      this.#pulse.start();
      if (this.#link.at === 'connecting')
        this.#paceMs = Math.abs(this.#world.environment.clock.now() - this.#dialedAt);
      this.#on({ on: 'welcome' });
    } else if (frame.type === 'live') this.#on({ on: 'live' });
    else if (frame.type === 'bye' || (frame.type === 'error' && frame.cid === undefined))
      this.#lastWords.set(frame.code, frame);
  }

  /** A close tells its registered code as the reason; a network that breaks tells nothing. */
  #lost(close: number, reason: string): void {
    // Something between refused to pass on so much; by itself it would try for ever.
    if (close === TOO_LARGE)
      this.#world.frames([{ type: 'error', code: 'too_large', message: 'Too long to be sent.' }]);
    const failure = failureIn({
      message: 'The connection was lost.',
      ...this.#lastWords.get(reason),
      ...this.#lastWords.get(close),
      code: (isRegistered(close) && reason) || 'unreachable',
    });
    this.#on({ on: 'lost', retry: retryAfterClose(close), reason: failure });
  }
}
