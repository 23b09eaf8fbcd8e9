import type { Refusal } from '../budgets.ts';

/** A requested answer, as the answer quota counts it. */
export type Ask = {
  /** Identifies the answer and its attempt; the same id counts once. */
  readonly id: string;
  readonly room: string;
  readonly user: string;
  /** The requester's address; empty if unknown. */
  readonly address: string;
  /** The most tokens that it may cost, as estimated. */
  readonly tokens: number;
};

/** The actual cost of an answer: whether it counts as an ask, and its tokens. */
export type Cost = { readonly asks: 0 | 1; readonly tokens: number };

/** The cost of an answer that counts for nothing. */
export const NOTHING: Cost = { asks: 0, tokens: 0 };

/** The answer quota across rooms. Either call may be slow, or never settle. */
export type Quota = {
  /** @returns why the answer is rejected; `null` if its estimate is counted from now on. */
  readonly reserve: (ask: Ask) => Promise<Refusal | null>;
  /** Replaces the estimate with the actual cost. */
  readonly settle: (id: string, cost: Cost) => Promise<void>;
};

type Deps = {
  readonly quota: Quota;
  readonly after: (ms: number, call: () => void) => () => void;
};

/** If the quota has not replied after this time, the answer fails. */
const TIMEOUT_MS = 10_000;
const UNREACHABLE: Refusal = { code: 'assistant_unavailable' };

/**
 * Reserves one answer with the quota, and waits for the reply outside of the room's turns. If the
 * quota cannot be reached, the answer is rejected (fails closed).
 */
export class Reservation {
  readonly #deps: Deps;
  readonly #ask: Ask;
  #state: 'waiting' | 'granted' | 'over' = 'waiting';
  #cancelTimeout: () => void = () => {};

  constructor(deps: Deps, ask: Ask) {
    this.#deps = deps;
    this.#ask = ask;
  }

  /** @param decided is called once, later, unless `settle` is called before. */
  begin(decided: (refusal: Refusal | null) => void): void {
    const { quota, after } = this.#deps;
    const decide = (refusal: Refusal | null) => {
      if (this.#state !== 'waiting') {
        // The answer has ended meanwhile, so replace the late reservation with its actual cost.
        if (refusal === null && this.#state === 'over') this.#report(this.#cost);
        return;
      }
      this.#cancelTimeout();
      this.#state = refusal === null ? 'granted' : 'over';
      decided(refusal);
    };
    this.#cancelTimeout = after(TIMEOUT_MS, () => decide(UNREACHABLE));
    const reserved = (async () => quota.reserve(this.#ask))();
    reserved.then(decide, (error: unknown) => {
      console.error('assistant: the answer quota cannot be reached;', messageOf(error));
      decide(UNREACHABLE);
    });
  }

  /** Ends the reservation with the actual cost, whether or not the quota has replied yet. */
  settle(cost: Cost): void {
    const before = this.#state;
    this.#cancelTimeout();
    this.#state = 'over';
    this.#cost = cost;
    if (before === 'granted') this.#report(cost);
  }

  #cost: Cost = NOTHING;

  #report(cost: Cost): void {
    const settled = (async () => this.#deps.quota.settle(this.#ask.id, cost))();
    // If this fails, the estimate stays counted, which is the safe side.
    settled.catch((error: unknown) =>
      console.error('assistant: the cost of an answer could not be recorded;', messageOf(error)),
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '');
