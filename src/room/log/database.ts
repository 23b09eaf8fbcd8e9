import { migrate, readableFrom, SCHEMA_VERSION } from './migrations.ts';

type Row = Record<string, SqlStorageValue>;

/** The size of the database is asked for anew once in so many times. */
const SIZE_READS = 100;

/**
 * The room's database, which does not exist until the first durable write: a room that was only
 * looked at stores nothing. Until then reads are empty and the epoch is a promise, kept in memory
 * and in the attachments of whoever was told it.
 */
export class Database {
  readonly #storage: DurableObjectStorage;
  readonly #mintEpoch: () => string;
  #epoch: string | undefined;
  #exists: boolean | undefined;
  /** Of the database as it stands. Migrating waits for the first write: reading writes nothing. */
  #version = 0;
  /** Makes queries fit a database that is not migrated yet. */
  #prefix = '';
  #bytes = 0;
  #bytesAge = 0;
  #revision = 0;

  /** @param mintEpoch gives the epoch of a log that is still to be written. */
  constructor(storage: DurableObjectStorage, mintEpoch: () => string) {
    this.#storage = storage;
    this.#mintEpoch = mintEpoch;
  }

  get epoch(): string {
    this.#open();
    this.#epoch ??= this.#mintEpoch();
    return this.#epoch;
  }

  /** Whether anyone ever wrote here. */
  get exists(): boolean {
    this.#open();
    return this.#exists === true;
  }

  /** Whether the database takes more than so many bytes on disk, give or take a hundred acts. */
  exceeds(most: number): boolean {
    if (!this.exists) return false;
    // Asking costs as much as a small read. It grows slowly; who waits for it to shrink is told soon.
    if (this.#bytesAge === 0 || this.#bytes > most) this.#bytes = this.#storage.sql.databaseSize;
    this.#bytesAge = (this.#bytesAge + 1) % SIZE_READS;
    return this.#bytes > most;
  }

  /** Rows as they are read: who stops early has read no more than that. */
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

  /** Grows with every statement that may have written something: what was read before may be old. */
  get revision(): number {
    return this.#revision;
  }

  /** For use inside `write`. @returns how many rows were written, those of indexes included. */
  run(query: string, ...bindings: SqlStorageValue[]): number {
    this.#revision += 1;
    return this.#storage.sql.exec(query, ...bindings).rowsWritten;
  }

  /**
   * All of it or nothing, in one synchronous turn; the first one makes the database or migrates it.
   * @param statements one statement is a transaction by itself.
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
        // Reads inside the change see what it has written so far.
        this.#exists = true;
        this.#is(SCHEMA_VERSION);
        return change();
      });
    } catch (error) {
      this.#exists = exists;
      this.#is(version);
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
    this.#is(meta.version);
  }

  #is(version: number): void {
    this.#version = version;
    this.#prefix = version === 0 ? '' : readableFrom(version);
  }
}
