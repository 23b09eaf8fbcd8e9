type Columns = { readonly [table: string]: string };

type Migration = {
  readonly sql: string;
  /** New columns of old tables, with the value that old rows have. */
  readonly adds?: Columns;
  /** New tables, with their columns. */
  readonly creates?: Columns;
};

/**
 * The schema, as numbered steps. Never edit the statements of a released step; add a new step
 * instead.
 *
 * AUTOINCREMENT is not used, because it costs an extra row write per message. Instead, the next seq
 * is the newest seq of all tables plus one. The newest row is never pruned, so seq only grows [I5].
 */
const MIGRATIONS: readonly Migration[] = [
  {
    sql: `
  -- counted: the newest seq when messages were last counted, for retention by count.
  CREATE TABLE meta (
    epoch TEXT NOT NULL,
    version INTEGER NOT NULL,
    counted INTEGER NOT NULL DEFAULT 0
  );

  -- A message in its current state. The hash is that of the command as it was first sent.
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    reply_to INTEGER,
    cid TEXT,
    hash TEXT,
    version INTEGER NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    reactions TEXT
  );
  CREATE UNIQUE INDEX messages_cid ON messages (user, cid) WHERE cid IS NOT NULL;

  -- Records that a message was edited, deleted or reacted to, without any text.
  CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    target INTEGER NOT NULL,
    cid TEXT,
    hash TEXT
  );
  CREATE UNIQUE INDEX changes_cid ON changes (user, cid) WHERE cid IS NOT NULL;

  CREATE TABLE reactions (
    target INTEGER NOT NULL,
    emoji TEXT NOT NULL,
    user TEXT NOT NULL,
    PRIMARY KEY (target, emoji, user)
  ) WITHOUT ROWID;
  `,
  },
  {
    adds: { messages: 'NULL AS assistant' },
    creates: {
      runs: 'NULL AS begun, NULL AS answer, NULL AS at, NULL AS user, NULL AS running, NULL AS text, NULL AS chat',
      asks: 'NULL AS begun, NULL AS at, NULL AS user, NULL AS tokens',
    },
    sql: `
  -- Set only on the assistant's answers: their state, as JSON.
  ALTER TABLE messages ADD COLUMN assistant TEXT;

  -- Answers that have not ended: their message, start time, requester and the whole text so far.
  -- begun is a seq of the log, so its order is the order of the requests.
  CREATE TABLE runs (
    begun INTEGER PRIMARY KEY,
    answer INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    running INTEGER NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    -- What a program that asked calls the talk; it finds the answer by it again.
    chat TEXT
  );

  -- Requests of the last day and the tokens that they used, for the answer quota.
  CREATE TABLE asks (
    begun INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    tokens INTEGER NOT NULL
  );
  `,
  },
  {
    adds: { meta: '0 AS counted_for' },
    sql: `
  -- The retention setting (number of messages) that the last count was for.
  ALTER TABLE meta ADD COLUMN counted_for INTEGER NOT NULL DEFAULT 0;
  `,
  },
  {
    adds: { runs: "'' AS address, 0 AS reserved" },
    sql: `
  -- The address that an unfinished answer was requested from, and its reserved tokens.
  ALTER TABLE runs ADD COLUMN address TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
  `,
  },
  {
    creates: {
      unchanged: 'NULL AS user, NULL AS cid, NULL AS target, NULL AS seq, NULL AS at, NULL AS hash',
    },
    sql: `
  -- Commands with a cid that changed nothing, and their answers. A row is kept as long as the
  -- message that it was about. The second index serves to delete it with the message.
  CREATE TABLE unchanged (
    user TEXT NOT NULL,
    cid TEXT NOT NULL,
    target INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (user, cid)
  ) WITHOUT ROWID;
  CREATE INDEX unchanged_target ON unchanged (target);
  `,
  },
  {
    sql: `
  -- Clients create cids that begin with the time. With the cid first, new index entries are
  -- adjacent at the end of the index. With the user first they were scattered, and each one wrote a
  -- page.
  DROP INDEX messages_cid;
  CREATE UNIQUE INDEX messages_by_cid ON messages (cid, user) WHERE cid IS NOT NULL;
  `,
  },
];

/** The version that this code writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Migrates the database to the newest version. Call it inside a transaction.
 * @param from the current version; 0 if there is no database yet.
 * @param epoch the epoch to store in a new database.
 */
export function migrate(sql: SqlStorage, from: number, epoch: string): void {
  // After a rollback of the code, the database may be newer. The older code still works with it.
  if (from >= MIGRATIONS.length) return;
  for (const step of MIGRATIONS.slice(from)) sql.exec(step.sql);
  if (from === 0)
    sql.exec('INSERT INTO meta (epoch, version) VALUES (?, ?)', epoch, MIGRATIONS.length);
  else sql.exec('UPDATE meta SET version = ?', MIGRATIONS.length);
}

/**
 * Makes queries work on a database of an older version. So reading needs no migration, which is a
 * write and fails on a full disk.
 * @param from the version of the database.
 * @returns a prefix for SELECT statements that adds the missing columns and tables with default
 *   values; empty for the newest version.
 */
export function readableFrom(from: number): string {
  const views = new Map<string, { readonly base: string; readonly source: string }>();
  for (const { adds = {}, creates = {} } of MIGRATIONS.slice(from)) {
    for (const [table, columns] of Object.entries(creates))
      views.set(table, { base: columns, source: 'WHERE 0' });
    for (const [table, columns] of Object.entries(adds)) {
      const { base, source } = views.get(table) ?? { base: '*', source: `FROM main.${table}` };
      views.set(table, { base: `${base}, ${columns}`, source });
    }
  }
  if (views.size === 0) return '';
  const tables = [...views].map(
    ([name, { base, source }]) => `${name} AS (SELECT ${base} ${source})`,
  );
  return `WITH ${tables.join(', ')} `;
}
