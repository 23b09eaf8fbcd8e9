import type { Frame } from '../../protocol/frames.ts';
import type { Turn } from '../turn.ts';
import { type Batch, deliver } from './deliver.ts';
import { FlushPacer } from './flush-pacer.ts';
import type { Recipient } from './recipient.ts';

type Deps<R extends Recipient> = {
  readonly now: () => number;
  /** Returns all connections that receive broadcasts. */
  readonly recipients: () => Iterable<R>;
  readonly end: Batch<R>['end'];
  /** Returns a last shared frame, made at the moment of the flush; `undefined` for none. */
  readonly finalFrame: (now: number) => Frame | undefined;
  /** Runs a function after `ms`, and prevents hibernation until then. */
  readonly later: (run: () => void, ms: number) => unknown;
};

/**
 * Collects outgoing frames and sends them from a timer, never inside a handler. The timer runs only
 * after the work of earlier flushes is done, so batches grow as the room falls behind. A turn of
 * the inbox also runs from a timer, so it flushes at its end.
 */
export class OutboundQueue<R extends Recipient> {
  readonly #deps: Deps<R>;
  readonly #pacer = new FlushPacer();
  #shared: Frame[] = [];
  readonly #waiting = new Set<R>();
  #due: number | undefined;
  /** Times that a timer is set for. A timer whose time is no longer `#due` does nothing. */
  readonly #armed = new Set<number>();
  #isInTurn = false;

  constructor(deps: Deps<R>) {
    this.#deps = deps;
  }

  /** Queues a frame for all live connections. */
  broadcast(frame: Frame): void {
    this.#shared.push(frame);
    this.flushIn(0);
  }

  /** Queues frames for one connection. They are sent before the shared frames of the same flush. */
  reply(recipient: R, frames: readonly Frame[]): void {
    recipient.queue(frames);
    this.serve(recipient);
  }

  /** Includes a connection in the next flush, so that its own frames are sent. */
  serve(recipient: R): void {
    this.#waiting.add(recipient);
    this.flushIn(0);
  }

  /**
   * Makes a connection receive shared frames. It has read the log up to now, so it does not get the
   * shared frames that are already queued [I4].
   */
  goLive(recipient: R): void {
    recipient.goLive(this.#shared.length);
  }

  /** Schedules a flush in `ms` or earlier, or as soon as the pacer allows it. */
  flushIn(ms: number): void {
    const now = this.#deps.now();
    const wait = Math.max(ms, this.#pacer.delay(now));
    if (this.#due !== undefined && this.#due <= now + wait) return;
    this.#due = now + wait;
    if (!this.#isInTurn) this.#arm(this.#due, wait);
  }

  /**
   * Runs a turn. If a timer started the turn, a flush that is due runs at its end: so frames are
   * sent in the same turn as the commit that they announce.
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

  /**
   * Sets a timer that flushes.
   * @param due when it flushes, in ms.
   * @param wait the ms until then.
   */
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
    const last = this.#deps.finalFrame(now);
    if (last !== undefined) this.#shared.push(last);
    const shared = this.#shared;
    const to = shared.length > 0 ? this.#deps.recipients() : [...this.#waiting];
    this.#shared = [];
    this.#waiting.clear();
    this.#pacer.spent(now, deliver({ shared, to, end: this.#deps.end }));
  }
}
