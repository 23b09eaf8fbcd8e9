// Loads what was said before, page by page; timeline.ts says what becomes of it.
import type { Message } from '../protocol/message.ts';
import type { HistoryBody } from '../protocol/rest.ts';
import type { Failure, Result } from './result.ts';
import { type Readable, Value } from './value.ts';

/** Whether there is more before the first message shown. */
export type Older =
  | { readonly at: 'idle' | 'loading' | 'start' }
  | { readonly at: 'failed'; readonly reason: Failure };

export type LoadPage = (before: string | null) => Promise<Result<HistoryBody>>;

// The first page overlaps with what the connection brought, so one page may bring nothing new.
const MOST_PAGES = 5;

export class OlderMessages {
  readonly #state = new Value<Older>({ at: 'idle' });
  readonly #loadPage: LoadPage;
  /** @returns whether the page reached further back than what was there. */
  readonly #take: (messages: readonly Message[]) => boolean;
  #before: string | null = null;
  #loading: Promise<void> | null = null;
  #account = 0;

  constructor(loadPage: LoadPage, take: (messages: readonly Message[]) => boolean) {
    this.#loadPage = loadPage;
    this.#take = take;
  }

  get state(): Readable<Older> {
    return this.#state;
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
    this.#before = null;
    this.#loading = null;
    this.#state.set({ at: 'idle' });
  }

  async #step(): Promise<void> {
    const account = this.#account;
    this.#state.set({ at: 'loading' });
    for (let page = 0; page < MOST_PAGES; page++) {
      const loaded = await this.#loadPage(this.#before);
      if (account !== this.#account) return;
      if (!loaded.ok) return this.#state.set({ at: 'failed', reason: loaded.fault });
      const { messages, before } = loaded.value;
      this.#before = before;
      const further = this.#take(messages);
      if (before === null) return this.#state.set({ at: 'start' });
      if (further) break;
    }
    this.#state.set({ at: 'idle' });
  }
}
