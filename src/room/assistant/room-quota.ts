import { type Budget, DAY_MS, MINUTE_MS, overspent, type Refusal } from './budgets.ts';
import type { Ask, RunRow } from './ledger.ts';
import type { AssistantSettings } from './settings.ts';

/** Who asks: a person, and where they are; an empty address is not known and not limited. */
export type Asker = { readonly user: string; readonly address: string };

/** Answers that may wait behind the one that is written, and how many of them for one address. */
const MOST_QUEUED = 3;
const MOST_QUEUED_OF_ADDRESS = 2;

/**
 * Holds an ask to the queue and to what a room may spend by itself [R107]. What is counted across
 * rooms is the answer quota's.
 * @param waiting answers that wait behind the one that is written.
 * @param asked what was asked here within a day, newest first.
 */
export function roomRefusal(
  { numbers }: Pick<AssistantSettings, 'numbers'>,
  waiting: readonly Pick<RunRow, 'user' | 'address'>[],
  asked: readonly Ask[],
  { user, address }: Asker,
  now: number,
): Refusal | undefined {
  const isAsk = (ask: Ask) => ask.user !== '';
  const isTheirs = (ask: Ask) => ask.user === user;
  const budgets: readonly Budget<Ask>[] = [
    { counts: isTheirs, unit: 'asks', most: numbers.AI_USER_PER_MIN, within: MINUTE_MS },
    { counts: isAsk, unit: 'asks', most: numbers.AI_ROOM_PER_DAY, within: DAY_MS },
    { unit: 'tokens', most: numbers.AI_ROOM_TOKENS_PER_DAY, within: DAY_MS },
  ];
  const refusal = overspent(budgets, asked, now);
  if (refusal !== undefined) return refusal;
  const near = waiting.filter((run) => address !== '' && run.address === address);
  const isFull =
    waiting.length >= MOST_QUEUED ||
    near.length >= MOST_QUEUED_OF_ADDRESS ||
    waiting.some((run) => run.user === user);
  return isFull ? { code: 'assistant_busy' } : undefined;
}
