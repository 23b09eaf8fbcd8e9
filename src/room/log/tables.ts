import { hex } from '../../protocol/hex.ts';
import type { Limits } from '../../protocol/limits.ts';
import { AgeLimit } from './age-limit.ts';
import { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';
import { IdempotencyStore } from './idempotency-store.ts';
import { type EntryTables, openEntryTables } from './kinds.ts';
import { Log } from './log.ts';
import { ReactionTable } from './reaction-table.ts';
import { Replay } from './replay.ts';
import { Retention } from './retention.ts';

export type Tables = EntryTables & {
  readonly database: Database;
  readonly log: Log;
  readonly replay: Replay;
  readonly reactions: ReactionTable;
  readonly idempotency: IdempotencyStore;
  /** Whether the storage limit is reached; only deletes are allowed then. */
  readonly isFull: () => boolean;
  readonly retention: Retention;
};

type Settings = {
  readonly limits: Limits;
  readonly keepMs: number | null;
  readonly keepMessages: number | null;
  readonly now: () => number;
  /** Returns the epoch for a log that does not exist yet. */
  readonly mintEpoch: () => string;
};

/** Opens all tables and stores of the room's database. */
export function openTables(storage: DurableObjectStorage, settings: Settings): Tables {
  const { now, keepMs, keepMessages, limits } = settings;
  const database = new Database(storage, settings.mintEpoch);
  const ageLimit = new AgeLimit(database, keepMs, now);
  const kinds = openEntryTables(database, ageLimit);
  const tables: readonly EntryTable[] = Object.values(kinds);
  const log = new Log(database, tables, now);
  const { messages, changes } = kinds;
  const mostBytes = limits.storageMegabytes * 1_000_000;
  return {
    ...kinds,
    ...{ database, log },
    replay: new Replay(database, log, tables, ageLimit),
    reactions: new ReactionTable(database),
    idempotency: new IdempotencyStore(database, changes, tables),
    isFull: () => database.exceeds(mostBytes),
    retention: new Retention({ database, log, ageLimit, tables, messages, keepMessages }),
  };
}

/** @returns 48 random bits in hex, so that two logs of a room practically never share an epoch. */
export const randomEpoch = (): string => hex(crypto.getRandomValues(new Uint8Array(6)));
