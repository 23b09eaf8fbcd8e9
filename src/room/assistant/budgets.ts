import type { AnswerCode } from './providers/provider.ts';

/** Why a question is rejected, and when asking again may succeed (ms since 1970). */
export type Refusal = { readonly code: AnswerCode; readonly retryAt?: number };

export const DAY_MS = 24 * 3600 * 1000;
export const MINUTE_MS = 60_000;

/**
 * The share of a common budget that one person or one address may use; the result is rounded up.
 * The rest stays available to everyone else.
 */
const SHARE = 0.75;

/** A counted answer. `at` is in ms since 1970; `tokens` is an estimate until the answer ends. */
export type Spent = { readonly at: number; readonly tokens: number };

/** A limit on asks or tokens within a period. */
export type Budget<T extends Spent> = {
  /** Selects the answers that count; without it all of them do. */
  readonly counts?: (spent: T) => boolean;
  readonly unit: 'asks' | 'tokens';
  readonly most: number;
  /** How long an answer counts, in ms. */
  readonly within: number;
};

/** @returns the budget of one user of a common budget: its share, for the selected answers. */
export const shareOf = <T extends Spent>(
  budget: Budget<T>,
  counts: (spent: T) => boolean,
): Budget<T> => {
  const { counts: before = () => true, most } = budget;
  return {
    ...budget,
    counts: (spent) => before(spent) && counts(spent),
    most: Math.ceil(most * SHARE),
  };
};

/**
 * Checks a new question against budgets. A budget is exhausted once it is reached, so the last
 * answer alone may exceed a budget of tokens.
 * @param newestFirst the answers counted so far.
 * @param now ms since 1970.
 * @returns a rejection with the time when no budget is exhausted any more; `undefined` if none is.
 */
export function overspent<T extends Spent>(
  budgets: readonly Budget<T>[],
  newestFirst: readonly T[],
  now: number,
): Refusal | undefined {
  const times = budgets.flatMap((budget) => freeAt(budget, newestFirst, now) ?? []);
  return times.length === 0 ? undefined : { code: 'assistant_limit', retryAt: Math.max(...times) };
}

function freeAt<T extends Spent>(
  { counts, unit, most, within }: Budget<T>,
  newestFirst: readonly T[],
  now: number,
): number | undefined {
  let spent = 0;
  for (const ask of newestFirst) {
    if (ask.at <= now - within) return undefined;
    if (counts !== undefined && !counts(ask)) continue;
    spent += unit === 'asks' ? 1 : ask.tokens;
    if (spent >= most) return ask.at + within;
  }
  return undefined;
}
