/** How long to wait between attempts to reconnect: a named strategy, or your own. */
export type Strategy = StrategyName | LongestDelay;

/**
 * The named strategies, before jitter. `exponential`: 1, 2, 4 … 30 s; `linear`: 5, 10, 15 … 60 s; `fixed`:
 * 3 s; `immediate`: 0 s, then 1 s.
 */
export type StrategyName = 'exponential' | 'linear' | 'fixed' | 'immediate';

/**
 * A strategy of your own. The actual delay is a random share of what it returns.
 * @param attempt counts the attempts since the connection was lost, from 1.
 * @param patienceMs an upper bound that depends on the length of the outage and on whether the page is
 *   visible; a strategy may ignore it.
 * @returns the longest delay before this attempt, in milliseconds.
 */
export type LongestDelay = (attempt: number, patienceMs: number) => number;

const SECOND = 1000;

/** The named strategies. */
export const STRATEGIES = {
  exponential: (attempt, patienceMs) =>
    Math.min(2 ** (attempt - 1) * SECOND, 30 * SECOND, patienceMs),
  linear: (attempt) => Math.min(attempt * 5, 60) * SECOND,
  fixed: () => 3 * SECOND,
  immediate: (attempt) => (attempt === 1 ? 0 : SECOND),
} satisfies Record<StrategyName, LongestDelay>;

/** How many people per second reconnect to a room that has lost all of them at once. */
export const BACK_PER_SECOND = 400;

/**
 * The time over which a room's people spread their first attempt [R62]. A room that restarts loses all of
 * them at once, and must serve each of them again. Small rooms need no spread.
 */
export const spreadMs = (online: number): number =>
  online <= BACK_PER_SECOND ? 0 : Math.min(online / BACK_PER_SECOND, 30) * SECOND;

/** The longest wait in a visible page of a small room. */
const VISIBLE_MS = 10_000;

/**
 * The longest wait between two attempts in a visible page. In a large room it grows with the number of
 * people, because the room could not serve that many attempts otherwise [R62].
 * @param online how many were in the room when the connection broke.
 */
export const impatientMs = (online: number): number => Math.max(VISIBLE_MS, spreadMs(online));

/**
 * The longest wait after an outage of `lostMs` milliseconds: 4/3 of it, and at least 2 s. Clients whose
 * jitter was short have retried more often than others, and their doubled wait would outlast a short
 * outage [R62]. Without jitter (1 s, 2 s, 4 s ...) waits never reach this bound.
 */
export const outageMs = (lostMs: number): number => Math.max(2 * SECOND, (lostMs * 4) / 3);

/**
 * @param share how much of the longest delay to wait. A random share of it all (full jitter) keeps
 *   a thousand clients, cut at the same moment, from coming back at the same moment.
 * @param online how many were in the room when the connection broke; the first wait follows it.
 * @param patienceMs the longest wait of the default strategy.
 * @returns the delay before the next attempt, in milliseconds.
 */
export function delayMs(
  strategy: Strategy,
  attempt: number,
  share: number,
  online = 0,
  patienceMs = Infinity,
): number {
  const longest = typeof strategy === 'string' ? STRATEGIES[strategy] : strategy;
  const asked = longest(attempt, patienceMs);
  // A custom strategy that gives no number must not cause attempts without a wait.
  const most = asked >= 0 ? asked : STRATEGIES.exponential(attempt, patienceMs);
  return Math.round(Math.max(most, attempt === 1 ? spreadMs(online) : 0) * share);
}
