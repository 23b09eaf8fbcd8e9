import type { Refusal } from '../../src/room/assistant/budgets.ts';
import type { AnswerRequest, Part, Provider } from '../../src/room/assistant/providers/provider.ts';
import type { Ask, Cost, Quota } from '../../src/room/assistant/quota/reservation.ts';

/** A clock that advances only when told to. */
export class Clock {
  #now = 1_000_000;
  readonly #timers = new Set<{ at: number; call: () => void }>();

  readonly now = (): number => this.#now;

  readonly after = (ms: number, call: () => void): (() => void) => {
    const timer = { at: this.#now + ms, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  get pending(): number {
    return this.#timers.size;
  }

  /** Advances it, and runs everything that falls due. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.call();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets pending promises settle. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

/** An answer quota that grants everything, until a test answers for it. */
export class ScriptedQuota implements Quota {
  readonly asked: Ask[] = [];
  readonly settled: (Cost & { id: string })[] = [];
  /** Whether a test answers itself; otherwise everything is granted. */
  isHeld = false;
  /** The ids that were granted, in order. */
  readonly granted: string[] = [];
  readonly #waiting: { id: string; answer: PromiseWithResolvers<Refusal | null> }[] = [];

  reserve(ask: Ask): Promise<Refusal | null> {
    this.asked.push(ask);
    const answer = Promise.withResolvers<Refusal | null>();
    this.#waiting.push({ id: ask.id, answer });
    if (!this.isHeld) void this.answer(null);
    return answer.promise;
  }

  settle(id: string, cost: Cost): Promise<void> {
    this.settled.push({ id, ...cost });
    return Promise.resolve();
  }

  /** Answers the oldest open request, and lets the reply arrive. */
  async answer(refusal: Refusal | null | Error): Promise<void> {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined && refusal === null) this.granted.push(waiting.id);
    if (refusal instanceof Error) waiting?.answer.reject(refusal);
    else waiting?.answer.resolve(refusal);
    await settle();
  }
}

/** A provider that sends what a test tells it to, when it does. */
export class ScriptedProvider implements Provider {
  readonly name = 'scripted';
  /** A signal for each call, and its request. */
  readonly signals: AbortSignal[] = [];
  readonly requests: AnswerRequest[] = [];
  readonly #streams: AnswerStream[] = [];

  /** Sends this in the latest answer. */
  say(...parts: (Part | string)[]): void {
    this.#streams.at(-1)?.say(parts);
  }

  /** Sends this in the answer before that one, which should be ignored by then. */
  sayLate(...parts: (Part | string)[]): void {
    this.#streams.at(-2)?.say(parts);
  }

  answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<Part> {
    this.requests.push(request);
    this.signals.push(signal);
    const stream = new AnswerStream();
    this.#streams.push(stream);
    return stream.parts();
  }
}

class AnswerStream {
  readonly #queue: Part[] = [];
  #wake: () => void = () => {};

  say(parts: (Part | string)[]): void {
    this.#queue.push(
      ...parts.map((part) =>
        typeof part === 'string' ? ({ type: 'text', text: part } as const) : part,
      ),
    );
    this.#wake();
  }

  async *parts(): AsyncIterable<Part> {
    for (;;) {
      const part = this.#queue.shift();
      if (part !== undefined) yield part;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
