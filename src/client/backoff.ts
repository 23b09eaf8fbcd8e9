/** How long to wait before the n-th try to reconnect, the first being 1: one of four ways, or your own. */
export type Strategy = keyof typeof STRATEGIES | Longest;

/** The longest delay before the n-th try, in milliseconds. */
export type Longest = (attempt: number) => number;

const SECOND = 1000;

/** The longest delays of the strategies that have a name. */
export const STRATEGIES = {
  exponential: (attempt) => Math.min(2 ** (attempt - 1), 30) * SECOND,
  linear: (attempt) => Math.min(attempt * 5, 60) * SECOND,
  fixed: () => 3 * SECOND,
  immediate: (attempt) => (attempt === 1 ? 0 : SECOND),
} satisfies Record<string, Longest>;

/**
 * @param share how much of the longest delay to wait. A random share of it all (full jitter) keeps
 *   a thousand clients, cut at the same moment, from coming back at the same moment.
 */
export const delayMs = (strategy: Strategy, attempt: number, share: number): number =>
  Math.round((typeof strategy === 'string' ? STRATEGIES[strategy] : strategy)(attempt) * share);
