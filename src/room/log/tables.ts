import type { Limits } from '../../protocol/limits.ts';
import { Acts } from '../acts.ts';
import { Horizon } from './age-limit.ts';
import { Store } from './database.ts';
import { Receipts } from './idempotency-store.ts';
import { Log } from './log.ts';
import { History } from './message-table.ts';
import { ReactionTable } from './reaction-table.ts';
import { Retention } from './retention.ts';

export type Archive = {
  readonly store: Store;
  readonly log: Log;
  readonly history: History;
  readonly receipts: Receipts;
  readonly acts: Acts;
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
export function openArchive(storage: DurableObjectStorage, settings: Settings): Archive {
  const store = new Store(storage, settings.mintEpoch);
  const log = new Log(store, settings.now);
  const horizon = new Horizon(store, settings.keepMs, settings.now);
  const history = new History(store, horizon, log);
  const reactions = new ReactionTable(store);
  const { reactionKinds, storageMegabytes } = settings.limits;
  const mostBytes = storageMegabytes * 1_000_000;
  const receipts = new Receipts(store, log);
  const isFull = () => store.exceeds(mostBytes);
  const acts = new Acts({ store, log, history, receipts, reactions, reactionKinds, isFull });
  const retention = new Retention(store, log, horizon, settings.keepMessages);
  return { store, log, history, receipts, acts, isFull, retention };
}

/** 48 random bits: two logs of one room never share an epoch. */
export const randomEpoch = (): string =>
  [...crypto.getRandomValues(new Uint8Array(6))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
