// What we tell the room about ourselves in passing: typing and how far we have read. Never
// queued: what could not be said in time is not worth saying later.
import { TYPING_MS } from '../../protocol/limits.ts';
import type { Clock } from '../core/environment.ts';

type Say = (frame: { type: 'typing'; on: boolean } | { type: 'read'; seq: number }) => boolean;

// Scrolling passes many messages a second; the room hears of it once a second.
const READ_MS = 1000;

export class Signals {
  readonly #clock: Clock;
  readonly #say: Say;
  readonly #leaseMs: () => number;
  #isTyping = false;
  /** Until then the room knows; no clock is asked, for it may be set back. */
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

  /** A key was pressed; it ends by itself when no other follows. */
  typing(): void {
    const leaseMs = this.#leaseMs();
    this.#stop();
    this.#stop = this.#clock.after((leaseMs * 5) / 6, () => this.rest());
    if (this.#renewal || !this.#say({ type: 'typing', on: true })) return;
    this.#isTyping = true;
    // Twice per lease, so that one lost renewal doesn't make the hand vanish.
    this.#renewal = this.#clock.after(leaseMs / 2, () => {
      this.#renewal = null;
    });
  }

  /** The hand rests, or the message is on its way. */
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

  /** A new connection knows nothing of what was said on the last one. */
  reconnected(): void {
    this.#forgetTyping();
    this.#readSaid = 0;
    this.#sayRead();
  }

  /** Another log, whose seqs mean something else. */
  forgetRead(): void {
    this.#read = 0;
  }

  end(): void {
    this.#forgetTyping();
    this.#reading?.();
  }

  /** @returns whether the room was told that a hand writes. */
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
