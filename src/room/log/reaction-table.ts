import { REACTION_NAMES } from '../../protocol/limits.ts';
import type { Reactions } from '../../protocol/message.ts';
import type { Database } from './database.ts';

/**
 * Who reacted with what. The table knows everyone; the summary that travels with a message is kept
 * beside it, so that reading a page of messages reads nothing else.
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

  /** Adds one and gives the new summary. Inside a write. */
  add(target: number, emoji: string, user: string, summary: Reactions): Reactions {
    this.#database.run('INSERT INTO reactions VALUES (?, ?, ?)', target, emoji, user);
    const { count, by } = summary[emoji] ?? { count: 0, by: [] };
    return {
      ...summary,
      [emoji]: { count: count + 1, by: by.length < REACTION_NAMES ? [...by, user] : by },
    };
  }

  /** Takes one away and gives the new summary. Inside a write. */
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
    // Someone beyond the named ones moves up.
    if (by.length < REACTION_NAMES && by.length < count) by = this.#names(target, emoji, by);
    return { ...others, [emoji]: { count, by } };
  }

  /** Forgets all of a message's reactions. Inside a write. */
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
