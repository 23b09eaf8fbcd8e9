import type { Database } from '../log/database.ts';
import { DAY_MS, type Spent } from './budgets.ts';
import type { Cost } from './quota/reservation.ts';

/** An answer that has not ended. */
export type RunRow = {
  /** The seq of the log entry that began it, which is also its place in the queue. */
  readonly begun: number;
  /** The seq of the answer's message. */
  readonly answer: number;
  /** Ms since 1970. */
  readonly at: number;
  /** The requester's user id and address; an empty text if unknown. */
  readonly user: string;
  readonly address: string;
  /** 1 once a request to the provider may have been sent. */
  readonly running: number;
  /** The estimated tokens that the quota granted; 0 before that. */
  readonly reserved: number;
  readonly text: string;
  /** The API client's id of the conversation; `null` for a question asked in the room. */
  readonly chat: string | null;
};

/** A counted answer. `user` is empty if only its tokens count, and not the ask itself. */
export type Ask = Spent & { readonly user: string };

/** The tables of unfinished answers and of recent usage; they survive eviction and crashes. */
export class RunStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns the unfinished answers, in the order asked. */
  live(): RunRow[] {
    return this.#database.all<RunRow>('SELECT * FROM runs ORDER BY begun');
  }

  /** Adds an answer. Call it inside a write. */
  add({ begun, answer, at, user, address, chat }: RunRow): void {
    this.#database.run(
      'INSERT INTO runs (begun, answer, at, user, address, running, chat) VALUES (?, ?, ?, ?, ?, 0, ?)',
      ...[begun, answer, at, user, address, chat],
    );
  }

  /**
   * Marks an answer as running. Call it before the request to the provider is sent.
   * @param reserved the most tokens that the answer may cost, as estimated.
   */
  start(begun: number, reserved: number): void {
    const update = 'UPDATE runs SET running = 1, reserved = ? WHERE begun = ?';
    this.#database.write(() => this.#database.run(update, reserved, begun), 'one');
  }

  /** Saves the whole text so far. Saving pieces could split a character between two of them. */
  saveText(begun: number, text: string): void {
    const update = 'UPDATE runs SET text = ? WHERE begun = ?';
    this.#database.write(() => this.#database.run(update, text, begun), 'one');
  }

  /** Removes an ended answer and counts its cost. Call it inside a write. */
  close({ begun, at, user }: RunRow, { asks, tokens }: Cost): void {
    this.#database.run('DELETE FROM runs WHERE begun = ?', begun);
    this.#database.run('DELETE FROM asks WHERE at <= ?', at - DAY_MS);
    if (asks === 0 && tokens === 0) return;
    const asker = asks === 0 ? '' : user;
    this.#database.run('INSERT INTO asks VALUES (?, ?, ?, ?)', begun, at, asker, tokens);
  }

  /**
   * @param now ms since 1970.
   * @returns the usage of the last 24 hours, newest first, with unfinished answers.
   */
  asks(now: number): Ask[] {
    return this.#database.all<Ask & { begun: number }>(
      `SELECT begun, at, user, reserved AS tokens FROM runs
       UNION ALL SELECT begun, at, user, tokens FROM asks WHERE at > ? ORDER BY begun DESC`,
      now - DAY_MS,
    );
  }
}
