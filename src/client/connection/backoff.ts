/** How long to wait before the n-th try to reconnect, the first being 1: one of four ways, or your own. */
export type Strategy = keyof typeof STRATEGIES | Longest;

/**
 * The longest delay before the n-th try, in milliseconds.
 * @param patienceMs how long it should be at most, by how long the outage has lasted and who looks.
 */
export type Longest = (attempt: number, patienceMs: number) => number;

const SECOND = 1000;

/** The longest delays of the strategies that have a name. */
export const STRATEGIES = {
  exponential: (attempt, patienceMs) =>
    Math.min(2 ** (attempt - 1) * SECOND, 30 * SECOND, patienceMs),
  linear: (attempt) => Math.min(attempt * 5, 60) * SECOND,
  fixed: () => 3 * SECOND,
  immediate: (attempt) => (attempt === 1 ? 0 : SECOND),
} satisfies Record<string, Longest>;

/** So many come back in each second to a room that all of its people lost at the same moment. */
export const BACK_PER_SECOND = 400;

/**
 * How long a crowd of so many takes over its first try to come back [R62]. A room that restarts
 * loses all of its people at once, and must serve each of them again; the few need not wait for that.
 */
export const spreadMs = (online: number): number =>
  online <= BACK_PER_SECOND ? 0 : Math.min(online / BACK_PER_SECOND, 30) * SECOND;

/** While somebody looks, a few may come back this often: nobody else pays for it. */
const LOOKED_AT_MS = 10_000;

/**
 * The longest that a person who looks at the page waits between two tries. With everyone of a big
 * room so impatient the room could not take them back [R62]: they take as long as the crowd needs.
 * @param online how many were in the room when the connection broke.
 */
export const impatientMs = (online: number): number => Math.max(LOOKED_AT_MS, spreadMs(online));

/**
 * The longest wait after an outage of so many milliseconds: 4/3 of it, and at least 2 s. Clients whose
 * jitter was short have retried more often than others, and their doubled wait would outlast a short
 * outage [R62]. Without jitter (1 s, 2 s, 4 s ...) waits never reach this bound.
 */
export const outageMs = (lostMs: number): number => Math.max(2 * SECOND, (lostMs * 4) / 3);

/**
 * @param share how much of the longest delay to wait. A random share of it all (full jitter) keeps
 *   a thousand clients, cut at the same moment, from coming back at the same moment.
 * @param online how many were in the room when the connection broke; the first wait follows it.
 * @param patienceMs how long a wait of the default strategy is at most.
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
  // Where somebody's own gives no number, nobody must try without any wait.
  const most = asked >= 0 ? asked : STRATEGIES.exponential(attempt, patienceMs);
  return Math.round(Math.max(most, attempt === 1 ? spreadMs(online) : 0) * share);
}
