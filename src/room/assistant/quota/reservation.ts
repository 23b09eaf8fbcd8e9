import type { Refusal } from '../budgets.ts';

/** One answer that is asked for, as the answer quota counts it. */
export type Ask = {
  /** Of the answer and its attempt: what is asked for twice counts once. */
  readonly id: string;
  readonly room: string;
  readonly user: string;
  /** Where they ask from; empty where that is not known. */
  readonly address: string;
  /** Tokens that it costs at most, by estimate. */
  readonly tokens: number;
};

/** What came of it: whether it counts as an ask of its person, and the true tokens. */
export type Cost = { readonly asks: 0 | 1; readonly tokens: number };

export const NOTHING: Cost = { asks: 0, tokens: 0 };

/** The budgets of a deployment, across rooms. Neither call may be answered at once, or at all. */
export type Quota = {
  /** @returns why there is to be no answer; `null` where its estimate is counted from now on. */
  readonly reserve: (ask: Ask) => Promise<Refusal | null>;
  /** Puts what it cost in the place of the estimate. */
  readonly settle: (id: string, cost: Cost) => Promise<void>;
};

type Deps = {
  readonly quota: Quota;
  readonly after: (ms: number, call: () => void) => () => void;
};

/** The quota is near and quick; an answer whose quota is silent for so long is not asked for. */
const PATIENCE_MS = 10_000;
const UNREACHABLE: Refusal = { code: 'assistant_unavailable' };

/**
 * Asks the quota for one answer. Its answer is awaited here, outside of the room's turns. It fails
 * closed: where nobody answers, there is nothing to be spent.
 */
export class Reservation {
  readonly #deps: Deps;
  readonly #ask: Ask;
  #state: 'waiting' | 'granted' | 'over' = 'waiting';
  #calm: () => void = () => {};

  constructor(deps: Deps, ask: Ask) {
    this.#deps = deps;
    this.#ask = ask;
  }

  /** @param decided is called once, later, unless `settle` came before it. */
  begin(decided: (refusal: Refusal | null) => void): void {
    const { quota, after } = this.#deps;
    const decide = (refusal: Refusal | null) => {
      if (this.#state !== 'waiting') {
        // Too late: whoever waited for it has settled or gone, and what was counted is given back.
        if (refusal === null && this.#state === 'over') this.#tell(this.#cost);
        return;
      }
      this.#calm();
      this.#state = refusal === null ? 'granted' : 'over';
      decided(refusal);
    };
    this.#calm = after(PATIENCE_MS, () => decide(UNREACHABLE));
    const asked = (async () => quota.reserve(this.#ask))();
    asked.then(decide, (error: unknown) => {
      console.error('assistant: the answer quota cannot be reached;', nameOf(error));
      decide(UNREACHABLE);
    });
  }

  /** It has ended and cost this, whether or not the quota has answered yet. */
  settle(cost: Cost): void {
    const before = this.#state;
    this.#calm();
    this.#state = 'over';
    this.#cost = cost;
    if (before === 'granted') this.#tell(cost);
  }

  #cost: Cost = NOTHING;

  #tell(cost: Cost): void {
    const told = (async () => this.#deps.quota.settle(this.#ask.id, cost))();
    // The estimate stays counted, which is the more careful of the two.
    told.catch((error: unknown) =>
      console.error('assistant: what an answer cost was not noted;', nameOf(error)),
    );
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.message : '');
