import type { Database } from './database.ts';

/** Where an entry stands in the log, and when it came, in ms since 1970. */
export type Entry = { readonly seq: number; readonly at: number };

/**
 * What is remembered of an act under its cid: of a change its hash, of a message its text as it
 * stands and, once that is no longer what was sent, the hash of what was.
 */
export type Remembered = Entry & {
  readonly message: number;
  readonly hash: string | null;
  readonly text: string | null;
  readonly reply_to: number | null;
};

const REMEMBERED = `SELECT seq, at, seq AS message, hash, text, reply_to FROM messages
    WHERE user = ?1 AND cid = ?2
  UNION ALL SELECT seq, at, target, hash, NULL, NULL FROM changes
    WHERE user = ?1 AND cid = ?2
  UNION ALL SELECT seq, at, target, hash, NULL, NULL FROM unchanged
    WHERE user = ?1 AND cid = ?2`;

const NEWEST = `SELECT seq, at FROM messages WHERE seq = (SELECT max(seq) FROM messages)
  UNION ALL SELECT seq, at FROM changes WHERE seq = (SELECT max(seq) FROM changes)
  ORDER BY seq DESC LIMIT 1`;

const OLDEST = `SELECT min(seq) AS seq FROM (SELECT (SELECT min(seq) FROM messages) AS seq
  UNION ALL SELECT (SELECT min(seq) FROM changes))`;

/** Entries that are looked at, at most, for what happened lately. */
const MOST_RECENT = 5000;

/** The order of the room: hands out seq and time, and remembers which act had which cid. */
export class Log {
  readonly #database: Database;
  readonly #now: () => number;
  #head: Entry | undefined;

  /** @param now the clock, in ms since 1970. */
  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** The newest entry; seq 0 before there is one. */
  head(): Entry {
    this.#head ??= this.#database.first<{ seq: number; at: number }>(NEWEST) ?? { seq: 0, at: 0 };
    return this.#head;
  }

  /** The seq of the oldest entry that is still stored; `undefined` before there is one. */
  oldest(): number | undefined {
    return this.#database.first<{ seq: number | null }>(OLDEST)?.seq ?? undefined;
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

  /** What this person did before under this cid [I2]. */
  remembered(user: string, cid: string): Remembered | undefined {
    return this.#database.first<Remembered>(REMEMBERED, user, cid);
  }

  /**
   * How many bytes of text came since a time (ms since 1970), with so many more for each entry.
   * Reads no further back than that, and not more than some thousand entries.
   */
  bytesSince(after: number, perEntry: number): number {
    let bytes = 0;
    for (const table of ['messages', 'changes'] as const) {
      const size = table === 'messages' ? 'octet_length(text)' : '0';
      const newest = `SELECT at, ${size} AS size FROM ${table} ORDER BY seq DESC LIMIT ?`;
      for (const row of this.#database.rows<{ at: number; size: number }>(newest, MOST_RECENT)) {
        if (row.at <= after) break;
        bytes += row.size + perEntry;
      }
    }
    return bytes;
  }

  /** When a person did things lately, newest first. Reads no further back than asked. */
  *times(kind: 'message' | 'change', user: string, after: number): Iterable<number> {
    const rows = this.#database.rows<{ user: string; at: number }>(
      `SELECT user, at FROM ${kind === 'message' ? 'messages' : 'changes'} ORDER BY seq DESC`,
    );
    for (const row of rows) {
      if (row.at <= after) return;
      if (row.user === user) yield row.at;
    }
  }
}
