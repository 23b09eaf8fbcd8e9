// Loads older messages, page by page. The file is loaded after the first connection.
import type { Message } from '../../protocol/message.ts';
import type { HistoryBody } from '../../protocol/rest.ts';
import type { Failure, Result } from '../core/result.ts';
import type { Value } from '../core/value.ts';

/**
 * Whether there are older messages than the first one loaded. `idle`: there may be. `start`: there are none.
 * `failed`: the last attempt to load failed; `loadOlder()` tries again.
 */
export type Older =
  | { readonly at: 'idle' | 'loading' | 'start' }
  | { readonly at: 'failed'; readonly reason: Failure };

export type LoadPage = (before: string | null) => Promise<Result<HistoryBody>>;

export class OlderMessages {
  readonly #state: Value<Older>;
  readonly #loadPage: LoadPage;
  readonly #take: (messages: readonly Message[]) => void;
  /** The id of the first message loaded, which the next page ends before. */
  readonly #first: () => string | null;
  #loading: Promise<void> | null = null;
  #generation = 0;

  /** @param state receives the progress. */
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

  /** Loads one more page. Concurrent calls share it. */
  load(): Promise<void> {
    if (this.#state.get().at === 'start') return Promise.resolve();
    if (this.#loading) return this.#loading;
    const loading = this.#step().then(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    this.#loading = loading;
    return loading;
  }

  /** The timeline restarts; pages still loading belong to the old one. */
  reset(): void {
    this.#generation++;
    this.#loading = null;
    this.#state.set({ at: 'idle' });
  }

  async #step(): Promise<void> {
    const generation = this.#generation;
    this.#state.set({ at: 'loading' });
    const loaded = await this.#loadPage(this.#first());
    if (generation !== this.#generation) return;
    if (!loaded.ok) return this.#state.set({ at: 'failed', reason: loaded.fault });
    const { messages, before } = loaded.value;
    this.#take(messages);
    this.#state.set({ at: before === null ? 'start' : 'idle' });
  }
}
