// Loads what was said before, page by page; timeline.ts says what becomes of it. It is loaded
// behind the first connection.
import type { Message } from '../../protocol/message.ts';
import type { HistoryBody } from '../../protocol/rest.ts';
import type { Failure, Result } from '../core/result.ts';
import type { Value } from '../core/value.ts';

/** Whether there is more before the first message shown. */
export type Older =
  | { readonly at: 'idle' | 'loading' | 'start' }
  | { readonly at: 'failed'; readonly reason: Failure };

export type LoadPage = (before: string | null) => Promise<Result<HistoryBody>>;

export class OlderMessages {
  readonly #state: Value<Older>;
  readonly #loadPage: LoadPage;
  readonly #take: (messages: readonly Message[]) => void;
  /** The first message there is: its id is as good a place to go on from as the one a page gives. */
  readonly #first: () => string | null;
  #loading: Promise<void> | null = null;
  #account = 0;

  /** @param state where it tells how far it is. */
  constructor(
    state: Value<Older>,
    loadPage: LoadPage,
    take: (messages: readonly Message[]) => void,
    first: () => string | null,
  ) {
    this.#state = state;
    this.#loadPage = loadPage;
    this.#take = take;
    this.#first = first;
  }

  /** Loads one step further back. Calls meanwhile wait for the same step. */
  load(): Promise<void> {
    if (this.#state.get().at === 'start') return Promise.resolve();
    if (this.#loading) return this.#loading;
    const loading = this.#step().then(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }

  /** The timeline begins anew; pages still on their way belong to the old one. */
  reset(): void {
    this.#account++;
    this.#loading = null;
    this.#state.set({ at: 'idle' });
  }

  async #step(): Promise<void> {
    const account = this.#account;
    this.#state.set({ at: 'loading' });
    const loaded = await this.#loadPage(this.#first());
    if (account !== this.#account) return;
    if (!loaded.ok) return this.#state.set({ at: 'failed', reason: loaded.fault });
    const { messages, before } = loaded.value;
    this.#take(messages);
    this.#state.set({ at: before === null ? 'start' : 'idle' });
  }
}
