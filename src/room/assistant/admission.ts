import { type Ask, DAY_MS, type RunRow } from './ledger.ts';
import type { AssistantSettings } from './settings.ts';

/** Why an ask is not answered, and when asking again may help (ms since 1970). */
export type Refusal = {
  readonly code: 'assistant_limit' | 'assistant_busy';
  readonly retryAt?: number;
};

/** Answers that may wait behind the one that is written. */
const MOST_QUEUED = 3;
const MINUTE_MS = 60_000;

/**
 * Holds an ask to the queue, its person's limit and the room's budgets [R107].
 * @param live answers on their way.
 * @param asked what was asked within a day, newest first.
 */
export function refusalOf(
  { numbers }: Pick<AssistantSettings, 'numbers'>,
  live: readonly RunRow[],
  asked: readonly Ask[],
  user: string,
  now: number,
): Refusal | undefined {
  const theirs = asked.filter((ask) => ask.user === user);
  const within = (ask: Ask | undefined, ms: number): Refusal | undefined =>
    ask !== undefined && ask.at > now - ms
      ? { code: 'assistant_limit', retryAt: ask.at + ms }
      : undefined;
  const limited =
    within(theirs[numbers.AI_USER_PER_MIN - 1], MINUTE_MS) ??
    within(asked[numbers.AI_ROOM_PER_DAY - 1], DAY_MS) ??
    within(spender(asked, numbers.AI_ROOM_TOKENS_PER_DAY), DAY_MS);
  if (limited !== undefined) return limited;
  const queued = live.filter(({ running }) => running === 0);
  const isFull = queued.length >= MOST_QUEUED || queued.some((run) => run.user === user);
  return isFull ? { code: 'assistant_busy' } : undefined;
}

/** The ask after whose end there are tokens to spend again; `undefined` where there are. */
function spender(asked: readonly Ask[], budget: number): Ask | undefined {
  let spent = 0;
  for (const ask of asked) {
    spent += ask.tokens;
    if (spent >= budget) return ask;
  }
  return undefined;
}
