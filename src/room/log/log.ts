import type { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';

/** Where an entry stands in the log, and when it came, in ms since 1970. */
export type Entry = { readonly seq: number; readonly at: number };

/** Entries that are looked at, at most, for what happened lately. */
const MOST_RECENT = 5000;

type Table = Pick<EntryTable, 'name' | 'limit' | 'contentBytes'>;

/** The order of the room: hands out seq and time, and knows what was written lately. */
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

  /** The newest entry; seq 0 before there is one. */
  head(): Entry {
    this.#head ??= this.#database.first<{ seq: number; at: number }>(this.#newest) ?? {
      seq: 0,
      at: 0,
    };
    return this.#head;
  }

  /** The seq of the oldest entry that is still stored; `undefined` before there is one. */
  oldest(): number | undefined {
    return this.#database.first<{ seq: number | null }>(this.#oldest)?.seq ?? undefined;
  }

  /**
   * Makes the next entry [I5]. Its time never runs backwards, whatever the clock does.
   * @param write stores it; when it throws, nothing is stored and the seq is free again. So it is
   *   when it returns `undefined`: then it must have stored nothing.
   * @param statements a write of one statement needs no transaction around it.
   */
  append<T>(write: (entry: Entry) => T, statements: 'one' | 'many' = 'many'): T {
    const head = this.head();
    const entry = { seq: head.seq + 1, at: Math.max(this.#now(), head.at) };
    const result = this.#database.write(() => write(entry), statements);
    if (result !== undefined) this.#head = entry;
    return result;
  }

  /**
   * How many bytes of text came since a time (ms since 1970), with so many more for each entry.
   * Reads no further back than that, and not more than some thousand entries.
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
   * When a person wrote lately, newest first in each table. Reads no further back than asked.
   * @param limit what is counted.
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
