import type { Frame } from '../../protocol/frames.ts';
import type { Turn } from '../turn.ts';
import { type Batch, deliver } from './deliver.ts';
import { FlushPacer } from './flush-pacer.ts';
import type { Recipient } from './recipient.ts';

type Deps<R extends Recipient> = {
  readonly now: () => number;
  /** Everyone who gets what is broadcast. */
  readonly recipients: () => Iterable<R>;
  readonly end: Batch<R>['end'];
  /** A last frame that only the moment of sending can know, or `undefined`. */
  readonly lastWord: (now: number) => Frame | undefined;
  /** Runs something later, and keeps the room up until then. */
  readonly later: (run: () => void, ms: number) => unknown;
};

/**
 * Gathers what is to leave the room and sends it from a timer, never from inside a handler: the
 * timer waits behind the work of earlier flushes, so batches grow exactly as the room falls behind. A
 * turn of the inbox comes from a timer as well, and flushes at its end.
 */
export class OutboundQueue<R extends Recipient> {
  readonly #deps: Deps<R>;
  readonly #pacer = new FlushPacer();
  #shared: Frame[] = [];
  readonly #waiting = new Set<R>();
  #due: number | undefined;
  /** Moments that a timer runs for; those that are not `#due` any more pass. */
  readonly #armed = new Set<number>();
  #isInTurn = false;

  constructor(deps: Deps<R>) {
    this.#deps = deps;
  }

  /** To everyone who is live. */
  broadcast(frame: Frame): void {
    this.#shared.push(frame);
    this.flushIn(0);
  }

  /** To one connection, before anything that everyone gets. */
  reply(recipient: R, frames: readonly Frame[]): void {
    recipient.queue(frames);
    this.serve(recipient);
  }

  /** Sees to it that what a connection has queued goes out. */
  serve(recipient: R): void {
    this.#waiting.add(recipient);
    this.flushIn(0);
  }

  /** The connection has read the log up to now: what is queued already is not for it [I4]. */
  goLive(recipient: R): void {
    recipient.goLive(this.#shared.length);
  }

  /** Sees to it that a flush comes in so many ms at the latest, as far as the pace allows. */
  flushIn(ms: number): void {
    const now = this.#deps.now();
    const wait = Math.max(ms, this.#pacer.delay(now));
    if (this.#due !== undefined && this.#due <= now + wait) return;
    this.#due = now + wait;
    if (!this.#isInTurn) this.#arm(this.#due, wait);
  }

  /**
   * Runs a turn that may have much to send. In a timer's turn, what is due by its end is sent then: in
   * the same turn as the commit that it tells of.
   */
  turn(run: () => void, turn: Turn): void {
    this.#isInTurn = true;
    try {
      run();
    } finally {
      this.#isInTurn = false;
      const now = this.#deps.now();
      if (turn === 'timer' && this.#due !== undefined && this.#due <= now) this.#flush();
      else if (this.#due !== undefined) this.#arm(this.#due, this.#due - now);
    }
  }

  /** Has a timer flush at a moment that is so many ms away. */
  #arm(due: number, wait: number): void {
    if (this.#armed.has(due)) return;
    this.#armed.add(due);
    this.#deps.later(() => {
      this.#armed.delete(due);
      if (this.#due === due) this.#flush();
    }, wait);
  }

  #flush(): void {
    this.#due = undefined;
    const now = this.#deps.now();
    const word = this.#deps.lastWord(now);
    if (word !== undefined) this.#shared.push(word);
    const shared = this.#shared;
    const to = shared.length > 0 ? this.#deps.recipients() : [...this.#waiting];
    this.#shared = [];
    this.#waiting.clear();
    this.#pacer.spent(now, deliver({ shared, to, end: this.#deps.end }));
  }
}
