type Columns = { readonly [table: string]: string };

type Migration = {
  readonly sql: string;
  /** New columns of old tables, with the value that old rows have. */
  readonly adds?: Columns;
  /** New tables, with their columns. */
  readonly creates?: Columns;
};

/**
 * The schema, as numbered steps. A step that was released is never edited; a change is a new one.
 *
 * No AUTOINCREMENT: it costs a row per message. Seq is one more than the newest row of either
 * table instead, and the newest row is never pruned, so it only grows [I5].
 */
const MIGRATIONS: readonly Migration[] = [
  {
    sql: `
  -- counted: the newest entry when messages were counted last, for who keeps only so many.
  CREATE TABLE meta (
    epoch TEXT NOT NULL,
    version INTEGER NOT NULL,
    counted INTEGER NOT NULL DEFAULT 0
  );

  -- A message as it stands now. The hash is of what was first sent under the cid.
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

  -- That a message was edited, deleted or reacted to; never what was said.
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
  -- On the assistant's answers alone: how it stands with them, as JSON.
  ALTER TABLE messages ADD COLUMN assistant TEXT;

  -- Answers that have not ended: which, since when and for whom, and what there is of the text, whole.
  -- In the order asked, which is the order of begun, a seq of the log.
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

  -- What was asked within a day and what it cost, for the limits.
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
  -- How many messages were to be kept when they were counted last.
  ALTER TABLE meta ADD COLUMN counted_for INTEGER NOT NULL DEFAULT 0;
  `,
  },
  {
    adds: { runs: "'' AS address, 0 AS reserved" },
    sql: `
  -- Where an answer that has not ended was asked from, and the tokens that it was granted.
  ALTER TABLE runs ADD COLUMN address TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN reserved INTEGER NOT NULL DEFAULT 0;
  `,
  },
  {
    creates: {
      unchanged: 'NULL AS user, NULL AS cid, NULL AS target, NULL AS seq, NULL AS at, NULL AS hash',
    },
    sql: `
  -- Acts under a cid that changed nothing, and what they were answered; they live as long as the
  -- message that they were about. The second index is for forgetting them with it.
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
  -- Clients make cids that begin with the time, so with the cid first new entries stand side by side
  -- at the index's end. With the user first they were all over it, and each wrote a page.
  DROP INDEX messages_cid;
  CREATE UNIQUE INDEX messages_by_cid ON messages (cid, user) WHERE cid IS NOT NULL;
  `,
  },
];

/** The version that this code writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings the database from a version to the newest; 0 is none at all. For use inside a transaction. */
export function migrate(sql: SqlStorage, from: number, epoch: string): void {
  // Older code may meet a newer database after a rollback; it reads what it knows.
  if (from >= MIGRATIONS.length) return;
  for (const step of MIGRATIONS.slice(from)) sql.exec(step.sql);
  if (from === 0)
    sql.exec('INSERT INTO meta (epoch, version) VALUES (?, ?)', epoch, MIGRATIONS.length);
  else sql.exec('UPDATE meta SET version = ?', MIGRATIONS.length);
}

/**
 * Makes a query fit a database of an older version, so that reading does not depend on a migration:
 * that is a write, which a full disk rejects.
 * @returns a prefix for SELECT statements that shows the tables as the missing steps would leave
 *   them; empty for the newest version.
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
