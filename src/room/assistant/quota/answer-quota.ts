import { DurableObject } from 'cloudflare:workers';
import { DAY_MS, type Refusal } from '../budgets.ts';
import { type AssistantEnv, assistantNumbers } from '../settings.ts';
import { type CountedAnswer, deploymentRefusal } from './deployment-budgets.ts';
import type { Ask, Cost } from './reservation.ts';

/** Rows are looked through at most this long after they stopped counting. */
const PRUNE_MS = 3600 * 1000;

/**
 * Counts answers of the assistant across all rooms of a deployment, for a day. There is one object
 * of this class. It is asked only when an answer is asked for, keeps everything on disk, and never
 * keeps a row for longer than 25 hours.
 */
export class AnswerQuota extends DurableObject<AssistantEnv> {
  readonly #sql: SqlStorage;
  /** In the order counted. All of them fit: `AI_ANSWERS_PER_DAY` bounds them. */
  readonly #answers = new Map<string, CountedAnswer>();

  constructor(ctx: DurableObjectState, env: AssistantEnv) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS answers (
      id TEXT PRIMARY KEY, at INTEGER NOT NULL, room TEXT NOT NULL, user TEXT NOT NULL,
      address TEXT NOT NULL, asks INTEGER NOT NULL, tokens INTEGER NOT NULL
    ) WITHOUT ROWID`);
    for (const answer of this.#sql.exec<CountedAnswer>('SELECT * FROM answers ORDER BY at'))
      this.#answers.set(answer.id, answer);
  }

  /**
   * Counts the estimate of one answer where every budget has room for it. The same id again is
   * counted once and answered the same.
   */
  reserve(ask: Ask): Refusal | null {
    const now = Date.now();
    this.#prune(now);
    if (this.#answers.has(ask.id)) return null;
    const newestFirst = [...this.#answers.values()].reverse();
    const refusal = deploymentRefusal(assistantNumbers(this.env), newestFirst, ask, now);
    if (refusal !== undefined) return refusal;
    const { id, room, user, address, tokens } = ask;
    const answer = { id, at: now, room, user, address, asks: 1, tokens };
    this.#sql.exec(
      'INSERT INTO answers (id, at, room, user, address, asks, tokens) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ...[id, now, room, user, address, 1, tokens],
    );
    // Whoever is alone sets the alarm; while there are others it is set.
    if (this.#answers.size === 0) void this.ctx.storage.setAlarm(now + DAY_MS + PRUNE_MS / 2);
    this.#answers.set(id, answer);
    return null;
  }

  /** Puts the true cost of an answer in the place of its estimate. */
  settle(id: string, { asks, tokens }: Cost): void {
    const answer = this.#answers.get(id);
    if (answer === undefined) return;
    if (asks === 0 && tokens === 0) this.#forget([id]);
    else if (answer.asks !== asks || answer.tokens !== tokens) {
      this.#sql.exec('UPDATE answers SET asks = ?, tokens = ? WHERE id = ?', asks, tokens, id);
      this.#answers.set(id, { ...answer, asks, tokens });
    }
  }

  override async alarm(): Promise<void> {
    this.#prune(Date.now());
    const [oldest] = this.#answers.values();
    if (oldest !== undefined)
      await this.ctx.storage.setAlarm(Math.max(oldest.at + DAY_MS, Date.now()) + PRUNE_MS / 2);
  }

  #prune(now: number): void {
    const old: string[] = [];
    for (const { id, at } of this.#answers.values()) {
      if (at > now - DAY_MS) break;
      old.push(id);
    }
    this.#forget(old);
  }

  #forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#sql.exec('DELETE FROM answers WHERE id = ?', id);
      this.#answers.delete(id);
    }
  }
}
