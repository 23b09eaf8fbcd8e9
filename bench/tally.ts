import { Histogram } from './histogram.ts';

/** Precedes the number of a message in its text, and occurs nowhere else. */
const MARK = '~'.charCodeAt(0);
const DIGITS = 8;
const ZERO = '0'.charCodeAt(0);
const MAX_MESSAGES = 1_000_000;

/** A text of typical length that contains a message's number. */
export const textOf = (number: number): string =>
  `~${String(number).padStart(DIGITS, '0')} well, how about half past seven at the usual place?`;

/** Counts the deliveries of each message and measures their latency. */
export class Tally {
  readonly #receivers: number;
  readonly #onDone: () => void;
  readonly #sentAt = new Float64Array(MAX_MESSAGES);
  readonly #reached = new Uint16Array(MAX_MESSAGES);
  #latency = new Histogram();
  sent = 0;
  done = 0;
  deliveries = 0;
  /** WebSocket messages that carried the deliveries. */
  frames = 0;

  /**
   * @param receivers clients in each room.
   * @param onDone called when a message has been delivered to all of them.
   */
  constructor(receivers: number, onDone: () => void) {
    this.#receivers = receivers;
    this.#onDone = onDone;
  }

  /**
   * @param due when the message should be sent, on the clock of `performance.now()`.
   * @returns the number of the next message.
   */
  next(due: number): number {
    if (this.sent === MAX_MESSAGES) throw new Error('more messages than this can count');
    this.#sentAt[this.sent] = due;
    return this.sent++;
  }

  /**
   * Counts the deliveries in one WebSocket message: a plain text, a frame or an array of frames.
   */
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

  /**
   * Starts a new latency histogram.
   * @returns the previous one.
   */
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
