import type { Socket } from 'node:net';

export type Way = 'up' | 'down';

/** A network fault; in both directions unless one is named. */
export type Fault =
  | { readonly does: 'pass' }
  /** Everything arrives this much later, in order. */
  | { readonly does: 'delay'; readonly ms: number }
  /** Nothing arrives until the fault changes; then everything does, in order. */
  | { readonly does: 'stall'; readonly way?: Way }
  /** Nothing arrives on this connection ever again, without notice: no FIN, no reset. */
  | { readonly does: 'blackhole' }
  /** The connection breaks after this many more bytes. */
  | { readonly does: 'cut'; readonly after: number; readonly way: Way }
  /** Connections are refused, and open ones are closed. */
  | { readonly does: 'refuse' };

type Parcel = { readonly due: number; readonly what: Buffer | 'end' | 'reset' };

/** One direction of a connection: delivers what one end sends to the other, subject to the fault. */
export class FaultPipe {
  readonly #to: Socket;
  readonly #way: Way;
  readonly #on: { cut: () => void; passed: () => void };
  #fault: Fault = { does: 'pass' };
  #held: Parcel[] = [];
  #timer: NodeJS.Timeout | undefined;
  #bytesLeft = Number.POSITIVE_INFINITY;
  #dead = false;

  constructor(from: Socket, to: Socket, way: Way, on: { cut: () => void; passed: () => void }) {
    this.#to = to;
    this.#way = way;
    this.#on = on;
    from.on('data', (data) => this.#take(data));
    from.on('end', () => this.#take('end'));
    from.on('error', () => this.#take('reset'));
    to.on('close', () => clearTimeout(this.#timer));
  }

  follow(fault: Fault): void {
    this.#fault = fault;
    // Lost bytes leave a hole in the stream: such a connection can never work again.
    this.#dead ||= fault.does === 'blackhole';
    const counts = fault.does === 'cut' && fault.way === this.#way;
    this.#bytesLeft = counts ? fault.after : Number.POSITIVE_INFINITY;
    this.#flush();
  }

  #take(what: Parcel['what']): void {
    const delay = this.#fault.does === 'delay' ? this.#fault.ms : 0;
    this.#held.push({ due: Date.now() + delay, what });
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    if (this.#dead) this.#held = [];
    for (
      let first = this.#held[0];
      first !== undefined && !this.#isStalled;
      first = this.#held[0]
    ) {
      const wait = first.due - Date.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#flush(), wait);
        return;
      }
      this.#held.shift();
      this.#pass(first.what);
    }
  }

  get #isStalled(): boolean {
    return this.#fault.does === 'stall' && (this.#fault.way ?? this.#way) === this.#way;
  }

  #pass(what: Parcel['what']): void {
    if (this.#to.destroyed) return;
    if (what === 'end') this.#to.end();
    else if (what === 'reset') this.#to.resetAndDestroy();
    else {
      const part = what.subarray(0, this.#bytesLeft);
      this.#bytesLeft -= part.length;
      this.#on.passed();
      // What passed before the break arrives; a reset would overtake it.
      if (this.#bytesLeft > 0) this.#to.write(part);
      else this.#to.write(part, () => this.#on.cut());
    }
  }
}
