import type { Database } from '../log/database.ts';
import { DAY_MS, type Spent } from './budgets.ts';
import type { Cost } from './quota/reservation.ts';

/** An answer that has not ended. */
export type RunRow = {
  /** The seq of the entry that began it: its place in the queue. */
  readonly begun: number;
  /** The seq of the message that it is to become. */
  readonly answer: number;
  readonly at: number;
  /** Who asked, and from where; empty where that is not known. */
  readonly user: string;
  readonly address: string;
  /** 1 once the provider may have been asked. */
  readonly running: number;
  /** Tokens that it was granted, by estimate; 0 before. */
  readonly reserved: number;
  readonly text: string;
  /** What a program that asked calls the talk. */
  readonly chat: string | null;
};

/** Something that was asked; an empty user where it cost something but counts as nobody's ask. */
export type Ask = Spent & { readonly user: string };

/** Which answers are on their way, and what was asked lately; it survives sleep and crashes. */
export class Ledger {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Answers on their way, in the order asked. */
  live(): RunRow[] {
    return this.#database.all<RunRow>('SELECT * FROM runs ORDER BY begun');
  }

  /** Inside a write. */
  add({ begun, answer, at, user, address, chat }: RunRow): void {
    this.#database.run(
      'INSERT INTO runs (begun, answer, at, user, address, running, chat) VALUES (?, ?, ?, ?, ?, 0, ?)',
      ...[begun, answer, at, user, address, chat],
    );
  }

  /** The provider is about to be asked, for so many tokens at most. */
  start(begun: number, reserved: number): void {
    const update = 'UPDATE runs SET running = 1, reserved = ? WHERE begun = ?';
    this.#database.write(() => this.#database.run(update, reserved, begun), 'one');
  }

  /** Stores the text so far; always the whole, so that no character is ever put together on disk. */
  keep(begun: number, text: string): void {
    const update = 'UPDATE runs SET text = ? WHERE begun = ?';
    this.#database.write(() => this.#database.run(update, text, begun), 'one');
  }

  /** It ended, and cost this. Inside a write. */
  close({ begun, at, user }: RunRow, { asks, tokens }: Cost): void {
    this.#database.run('DELETE FROM runs WHERE begun = ?', begun);
    this.#database.run('DELETE FROM asks WHERE at <= ?', at - DAY_MS);
    if (asks === 0 && tokens === 0) return;
    const who = asks === 0 ? '' : user;
    this.#database.run('INSERT INTO asks VALUES (?, ?, ?, ?)', begun, at, who, tokens);
  }

  /** What was asked within a day, newest first, answers on their way included. */
  asks(now: number): Ask[] {
    return this.#database.all<Ask & { begun: number }>(
      `SELECT begun, at, user, reserved AS tokens FROM runs
       UNION ALL SELECT begun, at, user, tokens FROM asks WHERE at > ? ORDER BY begun DESC`,
      now - DAY_MS,
    );
  }
}
