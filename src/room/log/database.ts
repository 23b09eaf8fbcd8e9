import { migrate, readableFrom, SCHEMA_VERSION } from './migrations.ts';

type Row = Record<string, SqlStorageValue>;

/** The size of the database is read once per this many calls of `exceeds`. */
const SIZE_READS = 100;

/**
 * The room's SQLite database. It is created by the first durable write, so a room that has only
 * been read stores nothing. Until then, reads return no rows, and the epoch is kept in memory and
 * in the attachments of the connections.
 */
export class Database {
  readonly #storage: DurableObjectStorage;
  readonly #mintEpoch: () => string;
  #epoch: string | undefined;
  #exists: boolean | undefined;
  /** The schema version on disk. The first write migrates it; reads write nothing. */
  #version = 0;
  /** Prepended to queries, so that they work on a database that is not migrated yet. */
  #prefix = '';
  #bytes = 0;
  /** Calls of `exceeds` since the size was read. */
  #bytesAge = 0;
  #revision = 0;

  /** @param mintEpoch returns the epoch for a log that does not exist yet. */
  constructor(storage: DurableObjectStorage, mintEpoch: () => string) {
    this.#storage = storage;
    this.#mintEpoch = mintEpoch;
  }

  get epoch(): string {
    this.#open();
    this.#epoch ??= this.#mintEpoch();
    return this.#epoch;
  }

  /** Whether the database has been created, that is, whether something was ever written. */
  get exists(): boolean {
    this.#open();
    return this.#exists === true;
  }

  /**
   * @param most the size limit, in bytes.
   * @returns whether the database is larger on disk. The size may be up to SIZE_READS calls old.
   */
  exceeds(most: number): boolean {
    if (!this.exists) return false;
    // Reading the size costs as much as a small query, and it grows slowly, so it is cached. While
    // it is over the limit it is read at each call, so that writes are accepted again promptly.
    if (this.#bytesAge === 0 || this.#bytes > most) this.#bytes = this.#storage.sql.databaseSize;
    this.#bytesAge = (this.#bytesAge + 1) % SIZE_READS;
    return this.#bytes > most;
  }

  /** Yields rows as they are read. If the caller stops early, the remaining rows are not read. */
  *rows<T extends Row>(query: string, ...bindings: SqlStorageValue[]): Iterable<T> {
    if (this.exists) yield* this.#storage.sql.exec<T>(this.#prefix + query, ...bindings);
  }

  first<T extends Row>(query: string, ...bindings: SqlStorageValue[]): T | undefined {
    for (const row of this.rows<T>(query, ...bindings)) return row;
    return undefined;
  }

  all<T extends Row>(query: string, ...bindings: SqlStorageValue[]): T[] {
    return [...this.rows<T>(query, ...bindings)];
  }

  /** Increases with every statement that may write, so that callers can invalidate their caches. */
  get revision(): number {
    return this.#revision;
  }

  /** Runs a statement inside `write`. @returns how many rows were written, including index rows. */
  run(query: string, ...bindings: SqlStorageValue[]): number {
    this.#revision += 1;
    return this.#storage.sql.exec(query, ...bindings).rowsWritten;
  }

  /**
   * Runs a change as a transaction, in one synchronous turn. The first write creates or migrates
   * the database.
   * @param statements `one` if the change runs a single statement, which is atomic by itself.
   * @returns what `change` returns.
   * @throws what `change` throws; nothing is written then.
   */
  write<T>(change: () => T, statements: 'one' | 'many' = 'many'): T {
    const { epoch, exists } = this;
    const version = this.#version;
    const isCurrent = exists && version >= SCHEMA_VERSION;
    if (isCurrent && statements === 'one') return change();
    if (isCurrent) return this.#storage.transactionSync(change);
    try {
      return this.#storage.transactionSync(() => {
        migrate(this.#storage.sql, version, epoch);
        // Set before the change runs, so that reads inside it see what it has written so far.
        this.#exists = true;
        this.#setVersion(SCHEMA_VERSION);
        return change();
      });
    } catch (error) {
      this.#exists = exists;
      this.#setVersion(version);
      throw error;
    }
  }

  #open(): void {
    if (this.#exists !== undefined) return;
    const { sql } = this.#storage;
    this.#exists = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'meta'").toArray().length > 0;
    if (!this.#exists) return;
    const meta = sql
      .exec<{ epoch: string; version: number }>('SELECT epoch, version FROM meta')
      .one();
    this.#epoch = meta.epoch;
    this.#setVersion(meta.version);
  }

  #setVersion(version: number): void {
    this.#version = version;
    this.#prefix = version === 0 ? '' : readableFrom(version);
  }
}
