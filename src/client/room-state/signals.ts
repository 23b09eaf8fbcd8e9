// Sends the ephemeral signals: typing and read positions. They are never queued, because a late one is
// worthless.
import { TYPING_MS } from '../../protocol/limits.ts';
import type { Clock } from '../core/environment.ts';

type Say = (frame: { type: 'typing'; on: boolean } | { type: 'read'; seq: number }) => boolean;

// Scrolling passes many messages a second; throttle to one signal.
const READ_MS = 1000;

export class Signals {
  readonly #clock: Clock;
  readonly #say: Say;
  readonly #leaseMs: () => number;
  #isTyping = false;
  /** Set until the typing signal must be renewed. A timer, because the clock may be set back. */
  #renewal: (() => void) | null = null;
  #stop = () => {};
  #read = 0;
  #readSaid = 0;
  #reading: (() => void) | null = null;

  /** @param leaseMs how long the room takes someone for typing [R44]. */
  constructor(clock: Clock, say: Say, leaseMs = () => TYPING_MS) {
    this.#clock = clock;
    this.#say = say;
    this.#leaseMs = leaseMs;
  }

  /** A key was pressed. Typing ends by itself if no other follows. */
  typing(): void {
    const leaseMs = this.#leaseMs();
    this.#stop();
    this.#stop = this.#clock.after((leaseMs * 5) / 6, () => this.rest());
    if (this.#renewal || !this.#say({ type: 'typing', on: true })) return;
    this.#isTyping = true;
    // Renew twice per lease, so that one lost renewal is not noticed.
    this.#renewal = this.#clock.after(leaseMs / 2, () => {
      this.#renewal = null;
    });
  }

  /** The user stopped typing, or sent the message. */
  rest(): void {
    this.#forgetTyping() && this.#say({ type: 'typing', on: false });
  }

  /** Everything up to this seq was seen. */
  markRead(seq: number): void {
    if (!Number.isInteger(seq) || seq <= this.#read) return;
    this.#read = seq;
    this.#reading ??= this.#clock.after(READ_MS, () => {
      this.#reading = null;
      this.#sayRead();
    });
  }

  /** Sends the read position again: a new connection does not have it. */
  reconnected(): void {
    this.#forgetTyping();
    this.#readSaid = 0;
    this.#sayRead();
  }

  /** Forgets the read position, for another log or person. */
  forgetRead(): void {
    this.#read = 0;
  }

  end(): void {
    this.#forgetTyping();
    this.#reading?.();
  }

  /** @returns whether the room had been told of typing. */
  #forgetTyping(): boolean {
    const was = this.#isTyping;
    this.#isTyping = false;
    this.#stop();
    this.#renewal?.();
    this.#renewal = null;
    return was;
  }

  #sayRead(): void {
    if (this.#read > this.#readSaid && this.#say({ type: 'read', seq: this.#read }))
      this.#readSaid = this.#read;
  }
}
