import { DurableObject } from 'cloudflare:workers';
import { DAY_MS, type Refusal } from '../budgets.ts';
import type { AssistantEnv } from '../env.ts';
import { assistantNumbers } from '../settings.ts';
import { type CountedAnswer, deploymentRefusal } from './deployment-budgets.ts';
import type { Ask, Cost } from './reservation.ts';

/** Expired rows are removed within this time. */
const PRUNE_MS = 3600 * 1000;

/**
 * Counts the assistant's answers of the last 24 hours across all rooms of a deployment. There is
 * one object of this class, and it gets a request only for a new answer. It stores every row
 * durably, and none for longer than 25 hours.
 */
export class AnswerQuota extends DurableObject<AssistantEnv> {
  readonly #sql: SqlStorage;
  /** In the order counted. `AI_ANSWERS_PER_DAY` bounds their number, so they fit into memory. */
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
   * Counts the estimate of one answer unless a budget is exhausted. It is idempotent by the id.
   * @returns why the answer is rejected; `null` if it is counted.
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
    // The alarm is set already while there are other answers.
    if (this.#answers.size === 0) void this.ctx.storage.setAlarm(now + DAY_MS + PRUNE_MS / 2);
    this.#answers.set(id, answer);
    return null;
  }

  /** Replaces the estimate of an answer with its actual cost. */
  settle(id: string, { asks, tokens }: Cost): void {
    const answer = this.#answers.get(id);
    if (answer === undefined) return;
    if (asks === 0 && tokens === 0) this.#delete([id]);
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
    const expired: string[] = [];
    for (const { id, at } of this.#answers.values()) {
      if (at > now - DAY_MS) break;
      expired.push(id);
    }
    this.#delete(expired);
  }

  #delete(ids: readonly string[]): void {
    for (const id of ids) {
      this.#sql.exec('DELETE FROM answers WHERE id = ?', id);
      this.#answers.delete(id);
    }
  }
}
