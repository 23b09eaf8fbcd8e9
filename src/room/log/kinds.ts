import type { AgeLimit } from './age-limit.ts';
import { ChangeTable } from './change-table.ts';
import type { Database } from './database.ts';
import type { EntryTable } from './entry-table.ts';
import { MessageTable } from './message-table.ts';

type OpenTable = (database: Database, ageLimit: AgeLimit) => EntryTable;

/**
 * The durable kinds other than messages and changes, by the name of their table; there are none
 * yet. A new kind needs its schema in `src/protocol/`, a file in `commands/`, its table here with a
 * migration, and a view in the client. No other code depends on the kinds.
 */
export const KINDS = {} satisfies Record<string, OpenTable>;

type KindTables = {
  readonly [K in keyof typeof KINDS]: (typeof KINDS)[K] extends (...args: never) => infer T
    ? T
    : never;
};

/** Every table of the log, by its name. */
export type EntryTables = {
  readonly messages: MessageTable;
  readonly changes: ChangeTable;
} & KindTables;

/** Opens every table of the log. */
export function openEntryTables(database: Database, ageLimit: AgeLimit): EntryTables {
  const messages = new MessageTable(database, ageLimit);
  const opened = Object.entries<OpenTable>(KINDS).map(
    ([name, open]) => [name, open(database, ageLimit)] as const,
  );
  return {
    ...(Object.fromEntries(opened) as KindTables),
    ...{ messages, changes: new ChangeTable(database, messages) },
  };
}
