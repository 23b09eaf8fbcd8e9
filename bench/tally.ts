import { Histogram } from './histogram.ts';

/** Stands before a message's number in its text, and nowhere else. */
const MARK = '~'.charCodeAt(0);
const DIGITS = 8;
const ZERO = '0'.charCodeAt(0);
const MOST_MESSAGES = 1_000_000;

/** A text of about the length that people write, with its number in it. */
export const textOf = (number: number): string =>
  `~${String(number).padStart(DIGITS, '0')} well, how about half past seven at the usual place?`;

/** Keeps count of which message reached how many, and when. */
export class Tally {
  readonly #receivers: number;
  readonly #onDone: () => void;
  readonly #sentAt = new Float64Array(MOST_MESSAGES);
  readonly #reached = new Uint16Array(MOST_MESSAGES);
  #latency = new Histogram();
  sent = 0;
  done = 0;
  deliveries = 0;
  /** WebSocket messages that carried them. */
  frames = 0;

  /** @param onDone called when all have got one message. */
  constructor(receivers: number, onDone: () => void) {
    this.#receivers = receivers;
    this.#onDone = onDone;
  }

  /** @returns the number of the next message, which was due at that time. */
  next(due: number): number {
    if (this.sent === MOST_MESSAGES) throw new Error('more messages than this can count');
    this.#sentAt[this.sent] = due;
    return this.sent++;
  }

  /** Takes in one WebSocket message, whatever it is: text, a frame, an array of frames. */
  take(text: Buffer, from: number, to: number): void {
    const before = this.deliveries;
    const now = performance.now();
    for (let at = text.indexOf(MARK, from); at !== -1 && at < to; at = text.indexOf(MARK, at + 1))
      this.#arrived(numberAt(text, at + 1), now);
    if (this.deliveries > before) this.frames += 1;
  }

  #arrived(number: number, now: number): void {
    const reached = (this.#reached[number] ?? 0) + 1;
    this.#reached[number] = reached;
    this.deliveries += 1;
    this.#latency.add(now - (this.#sentAt[number] ?? now));
    if (reached !== this.#receivers) return;
    this.done += 1;
    this.#onDone();
  }

  /** Begins to measure latency anew. @returns what was measured before. */
  cut(): Histogram {
    const latency = this.#latency;
    this.#latency = new Histogram();
    return latency;
  }
}

function numberAt(text: Buffer, at: number): number {
  let number = 0;
  for (let i = at; i < at + DIGITS; i++) number = number * 10 + (text[i] ?? ZERO) - ZERO;
  return number;
}
