import type { AnswerCode } from './providers/provider.ts';

/** Why an ask is not answered, and when asking again may help (ms since 1970). */
export type Refusal = { readonly code: AnswerCode; readonly retryAt?: number };

/** So long an ask counts, in ms. */
export const DAY_MS = 24 * 3600 * 1000;
export const MINUTE_MS = 60_000;

/**
 * What one person, and one address, may use of a budget that others share: three quarters, rounded
 * up. The rest is kept for everybody else.
 */
const SHARE = 0.75;

/** Something that was asked, and what it cost; an estimate until it has ended. */
export type Spent = { readonly at: number; readonly tokens: number };

/** A limit on what was asked within some time. */
export type Budget<T extends Spent> = {
  /** What counts; all of it where it is missing. */
  readonly counts?: (spent: T) => boolean;
  readonly unit: 'asks' | 'tokens';
  readonly most: number;
  /** How long an ask counts, in ms. */
  readonly within: number;
};

/** The same budget for those that count alone, who may use no more than their share of it. */
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
 * Holds an ask to budgets. A budget is spent once it is reached, so the last ask may exceed a budget
 * of tokens, by itself alone.
 * @param newestFirst what was asked before.
 * @returns when all of them have room again; `undefined` where they have.
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
