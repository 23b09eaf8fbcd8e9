import type { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';

/** The position of an entry in the log, and its time in ms since 1970. */
export type Entry = { readonly seq: number; readonly at: number };

/** The maximum number of recent entries per table that `bytesSince` reads. */
const MOST_RECENT = 5000;

type Table = Pick<EntryTable, 'name' | 'limit' | 'contentBytes'>;

/** Assigns seq and time to the entries of all tables, and reads what was written recently. */
export class Log {
  readonly #database: Database;
  readonly #tables: readonly Table[];
  readonly #now: () => number;
  readonly #newest: string;
  readonly #oldest: string;
  #head: Entry | undefined;

  /** @param now the clock, in ms since 1970. */
  constructor(database: Database, tables: readonly Table[], now: () => number) {
    this.#database = database;
    this.#tables = tables;
    this.#now = now;
    const of = (query: (name: string) => string) =>
      tables.map(({ name }) => query(name)).join(' UNION ALL ');
    this.#newest = `${of((name) => `SELECT seq, at FROM ${name} WHERE seq = (SELECT max(seq) FROM ${name})`)}
      ORDER BY seq DESC LIMIT 1`;
    this.#oldest = `SELECT min(seq) AS seq FROM (${of((name) => `SELECT (SELECT min(seq) FROM ${name}) AS seq`)})`;
  }

  /** @returns the newest entry; seq 0 if there is none. */
  head(): Entry {
    this.#head ??= this.#database.first<{ seq: number; at: number }>(this.#newest) ?? {
      seq: 0,
      at: 0,
    };
    return this.#head;
  }

  /** @returns the seq of the oldest stored entry; `undefined` if there is none. */
  oldest(): number | undefined {
    return this.#database.first<{ seq: number | null }>(this.#oldest)?.seq ?? undefined;
  }

  /**
   * Appends the next entry [I5]. Its time is never earlier than that of the entry before it, even
   * if the clock was set back.
   * @param write stores the entry. If it throws, nothing is stored and the seq is used again. It
   *   may return `undefined` if it has stored nothing; the seq is used again then too.
   * @param statements `one` if `write` runs a single statement, which needs no transaction.
   * @returns what `write` returns.
   * @throws what `write` throws.
   */
  append<T>(write: (entry: Entry) => T, statements: 'one' | 'many' = 'many'): T {
    const head = this.head();
    const entry = { seq: head.seq + 1, at: Math.max(this.#now(), head.at) };
    const result = this.#database.write(() => write(entry), statements);
    if (result !== undefined) this.#head = entry;
    return result;
  }

  /**
   * Estimates how many bytes were written to the log after a time. It reads no older entries, and
   * at most MOST_RECENT per table.
   * @param after in ms since 1970.
   * @param perEntry bytes to add for each entry.
   */
  bytesSince(after: number, perEntry: number): number {
    let bytes = 0;
    for (const { name, contentBytes } of this.#tables) {
      const newest = `SELECT at, ${contentBytes} AS size FROM ${name} ORDER BY seq DESC LIMIT ?`;
      for (const row of this.#database.rows<{ at: number; size: number }>(newest, MOST_RECENT)) {
        if (row.at <= after) break;
        bytes += row.size + perEntry;
      }
    }
    return bytes;
  }

  /**
   * Yields when a user wrote entries recently, newest first within each table. It reads no older
   * entries than needed.
   * @param limit selects the tables that count for this rate limit.
   * @param after in ms since 1970; older entries are not yielded.
   */
  *times(limit: 'message' | 'change', user: string, after: number): Iterable<number> {
    for (const table of this.#tables)
      if (table.limit === limit) yield* this.#timesIn(table, user, after);
  }

  *#timesIn({ name }: Table, user: string, after: number): Iterable<number> {
    const rows = this.#database.rows<{ user: string; at: number }>(
      `SELECT user, at FROM ${name} ORDER BY seq DESC`,
    );
    for (const row of rows) {
      if (row.at <= after) return;
      if (row.user === user) yield row.at;
    }
  }
}
