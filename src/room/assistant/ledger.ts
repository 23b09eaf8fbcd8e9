import type { Store } from '../store.ts';

/** An answer that has not ended. */
export type RunRow = {
  /** The seq of the entry that began it: its place in the queue. */
  readonly begun: number;
  /** The seq of the message that it is to become. */
  readonly answer: number;
  readonly at: number;
  /** Who asked. */
  readonly user: string;
  readonly running: number;
  readonly text: string;
  /** What a program that asked calls the talk. */
  readonly chat: string | null;
};

/** Something that was asked, and what it cost; `tokens` is 0 while it is not known. */
export type Ask = { readonly at: number; readonly user: string; readonly tokens: number };

/** So long an ask counts. */
export const DAY_MS = 24 * 3600 * 1000;

/** Which answers are on their way, and what was asked lately; it survives sleep and crashes. */
export class Ledger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Answers on their way, in the order asked. */
  live(): RunRow[] {
    return this.#store.all<RunRow>('SELECT * FROM runs ORDER BY begun');
  }

  /** Inside a write. */
  add({ begun, answer, at, user, running, chat }: Omit<RunRow, 'text'>): void {
    this.#store.run(
      'INSERT INTO runs (begun, answer, at, user, running, chat) VALUES (?, ?, ?, ?, ?, ?)',
      ...[begun, answer, at, user, running, chat],
    );
  }

  /** It is its turn. Inside a write. */
  start(begun: number): void {
    this.#store.run('UPDATE runs SET running = 1 WHERE begun = ?', begun);
  }

  /** Stores the text so far; always the whole, so that no character is ever put together on disk. */
  keep(begun: number, text: string): void {
    const update = 'UPDATE runs SET text = ? WHERE begun = ?';
    this.#store.write(() => this.#store.run(update, text, begun), 'one');
  }

  /** It ended, and cost so many tokens. Inside a write. */
  close({ begun, at, user }: RunRow, tokens: number): void {
    this.#store.run('DELETE FROM runs WHERE begun = ?', begun);
    this.#store.run('DELETE FROM asks WHERE at <= ?', at - DAY_MS);
    this.#store.run('INSERT INTO asks VALUES (?, ?, ?, ?)', begun, at, user, tokens);
  }

  /** What was asked within a day, newest first, answers on their way included. */
  asks(now: number): Ask[] {
    return this.#store.all<Ask>(
      `SELECT begun, at, user, 0 AS tokens FROM runs
       UNION ALL SELECT begun, at, user, tokens FROM asks WHERE at > ? ORDER BY begun DESC`,
      now - DAY_MS,
    );
  }
}
