// What we tell the room about ourselves in passing: typing and how far we have read. Never
// queued: what could not be said in time is not worth saying later.
import { TYPING_MS } from '../protocol/limits.ts';
import type { Clock } from './environment.ts';

type Say = (frame: { type: 'typing'; on: boolean } | { type: 'read'; seq: number }) => boolean;

// Twice per lease, so that one lost renewal doesn't make the hand vanish.
const RENEW_MS = TYPING_MS / 2;
// Scrolling passes many messages a second; the room hears of it once a second.
const READ_MS = 1000;

export class Signals {
  readonly #clock: Clock;
  readonly #say: Say;
  #typingSince: number | null = null;
  #stop = () => {};
  #read = 0;
  #readSaid = 0;
  #reading: (() => void) | null = null;

  constructor(clock: Clock, say: Say) {
    this.#clock = clock;
    this.#say = say;
  }

  /** A key was pressed; it ends by itself when no other follows. */
  typing(): void {
    const now = this.#clock.now();
    this.#stop();
    this.#stop = this.#clock.after(TYPING_MS - 1000, () => this.rest());
    if (this.#typingSince !== null && now - this.#typingSince < RENEW_MS) return;
    if (this.#say({ type: 'typing', on: true })) this.#typingSince = now;
  }

  /** The hand rests, or the message is on its way. */
  rest(): void {
    this.#stop();
    if (this.#typingSince === null) return;
    this.#typingSince = null;
    this.#say({ type: 'typing', on: false });
  }

  /** Everything up to this seq was seen. */
  markRead(seq: number): void {
    if (seq <= this.#read) return;
    this.#read = seq;
    this.#reading ??= this.#clock.after(READ_MS, () => {
      this.#reading = null;
      this.#sayRead();
    });
  }

  /** A new connection knows nothing of what was said on the last one. */
  reconnected(): void {
    this.#typingSince = null;
    this.#readSaid = 0;
    this.#sayRead();
  }

  /** Another log, whose seqs mean something else. */
  forgetRead(): void {
    this.#read = 0;
  }

  end(): void {
    this.#stop();
    this.#reading?.();
  }

  #sayRead(): void {
    if (this.#read > this.#readSaid && this.#say({ type: 'read', seq: this.#read }))
      this.#readSaid = this.#read;
  }
}
