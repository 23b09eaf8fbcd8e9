import type { Limits } from '../../protocol/limits.ts';
import { AgeLimit } from './age-limit.ts';
import { Database } from './database.ts';
import { IdempotencyStore } from './idempotency-store.ts';
import { Log } from './log.ts';
import { MessageTable } from './message-table.ts';
import { ReactionTable } from './reaction-table.ts';
import { Retention } from './retention.ts';

export type Tables = {
  readonly database: Database;
  readonly log: Log;
  readonly messages: MessageTable;
  readonly idempotency: IdempotencyStore;
  readonly reactions: ReactionTable;
  /** Whether the database takes nothing more but deletes. */
  readonly isFull: () => boolean;
  readonly retention: Retention;
};

type Settings = {
  readonly limits: Limits;
  readonly keepMs: number | null;
  readonly keepMessages: number | null;
  readonly now: () => number;
  /** The epoch of a log that is still to be written. */
  readonly mintEpoch: () => string;
};

/** Everything that is kept on disk, brought together. */
export function openTables(storage: DurableObjectStorage, settings: Settings): Tables {
  const database = new Database(storage, settings.mintEpoch);
  const log = new Log(database, settings.now);
  const ageLimit = new AgeLimit(database, settings.keepMs, settings.now);
  const messages = new MessageTable(database, ageLimit, log);
  const reactions = new ReactionTable(database);
  const mostBytes = settings.limits.storageMegabytes * 1_000_000;
  const idempotency = new IdempotencyStore(database, log);
  const isFull = () => database.exceeds(mostBytes);
  const retention = new Retention(database, log, ageLimit, settings.keepMessages);
  return { database, log, messages, reactions, idempotency, isFull, retention };
}

/** 48 random bits: two logs of one room never share an epoch. */
export const randomEpoch = (): string =>
  [...crypto.getRandomValues(new Uint8Array(6))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
