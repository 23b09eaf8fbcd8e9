/** How long to wait before the n-th try to reconnect, the first being 1. */
export type Strategy = 'exponential' | 'linear' | 'fixed' | 'immediate';

const SECOND = 1000;

const longest: Record<Strategy, (attempt: number) => number> = {
  exponential: (attempt) => Math.min(2 ** (attempt - 1), 30) * SECOND,
  linear: (attempt) => Math.min(attempt * 5, 60) * SECOND,
  fixed: () => 3 * SECOND,
  immediate: (attempt) => (attempt === 1 ? 0 : SECOND),
};

/**
 * @param share how much of the longest delay to wait. A random share of it all (full jitter) keeps
 *   a thousand clients, cut at the same moment, from coming back at the same moment.
 */
export const delayMs = (strategy: Strategy, attempt: number, share: number): number =>
  Math.round(longest[strategy](attempt) * share);
