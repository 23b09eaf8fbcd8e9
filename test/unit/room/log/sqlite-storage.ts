import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { openTables } from '../../../../src/room/log/tables.ts';

/** The platform’s storage as far as the room’s database uses it, on SQLite in memory. */
export function sqliteStorage(): Parameters<typeof openTables>[0] {
  const database = new DatabaseSync(':memory:');
  const sql = {
    databaseSize: 0,
    exec(query: string, ...bindings: SQLInputValue[]) {
      // A migration has several statements, which cannot be prepared as one.
      if (/^\s*--|^\s*CREATE|^\s*ALTER/.test(query)) {
        database.exec(query);
        return cursorOf([], 0);
      }
      const statement = database.prepare(query);
      if (statement.columns().length > 0) return cursorOf(statement.all(...bindings), 0);
      return cursorOf([], Number(statement.run(...bindings).changes));
    },
  };
  const transactionSync = <T>(run: () => T): T => {
    database.exec('BEGIN');
    try {
      const result = run();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  };
  return { sql, transactionSync } as unknown as Parameters<typeof openTables>[0];
}

const cursorOf = (rows: unknown[], rowsWritten: number) => ({
  ...{ rowsWritten, toArray: () => rows, one: () => rows[0] },
  [Symbol.iterator]: () => rows[Symbol.iterator](),
});
