import { REACTION_NAMES } from '../../protocol/limits.ts';
import type { Reactions } from '../../protocol/message.ts';
import type { Database } from './database.ts';

/**
 * Stores who reacted with which emoji. The table holds every reaction. A summary of them is stored
 * in the row of the message, so that reading a page of messages does not read this table.
 */
export class ReactionTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  has(target: number, emoji: string, user: string): boolean {
    return (
      this.#database.first(
        'SELECT 1 FROM reactions WHERE target = ? AND emoji = ? AND user = ?',
        target,
        emoji,
        user,
      ) !== undefined
    );
  }

  /** Adds a reaction and returns the new summary. Call it inside a write. */
  add(target: number, emoji: string, user: string, summary: Reactions): Reactions {
    this.#database.run('INSERT INTO reactions VALUES (?, ?, ?)', target, emoji, user);
    const { count, by } = summary[emoji] ?? { count: 0, by: [] };
    return {
      ...summary,
      [emoji]: { count: count + 1, by: by.length < REACTION_NAMES ? [...by, user] : by },
    };
  }

  /** Removes a reaction and returns the new summary. Call it inside a write. */
  remove(target: number, emoji: string, user: string, summary: Reactions): Reactions {
    this.#database.run(
      'DELETE FROM reactions WHERE target = ? AND emoji = ? AND user = ?',
      target,
      emoji,
      user,
    );
    const { [emoji]: before, ...others } = summary;
    const count = (before?.count ?? 1) - 1;
    if (count === 0) return others;
    let by = (before?.by ?? []).filter((id) => id !== user);
    // The summary has room for a user whom it did not name before.
    if (by.length < REACTION_NAMES && by.length < count) by = this.#names(target, emoji, by);
    return { ...others, [emoji]: { count, by } };
  }

  /** Deletes all reactions to a message. Call it inside a write. */
  clear(target: number): void {
    this.#database.run('DELETE FROM reactions WHERE target = ?', target);
  }

  #names(target: number, emoji: string, known: readonly string[]): string[] {
    const rows = this.#database.all<{ user: string }>(
      'SELECT user FROM reactions WHERE target = ? AND emoji = ? LIMIT ?',
      target,
      emoji,
      REACTION_NAMES + 1,
    );
    return [...new Set([...known, ...rows.map((row) => row.user)])].slice(0, REACTION_NAMES);
  }
}
