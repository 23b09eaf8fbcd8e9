import { type Budget, DAY_MS, MINUTE_MS, overspent, type Refusal } from './budgets.ts';
import type { Ask, RunRow } from './run-store.ts';
import type { AssistantSettings } from './settings.ts';

/** The requester. An empty address is unknown, and not limited. */
export type Asker = { readonly user: string; readonly address: string };

/** The most answers in the queue behind the current one, in all and for one address. */
const MAX_QUEUED = 3;
const MAX_QUEUED_PER_ADDRESS = 2;

/**
 * Checks a question against the length of the queue and the room's own budgets [R107]. The answer
 * quota checks the budgets across rooms.
 * @param waiting the queued answers, without the current one.
 * @param asked the room's usage of the last 24 hours, newest first.
 * @param now ms since 1970.
 * @returns why the question is rejected; `undefined` if it may be asked.
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
  const atAddress = waiting.filter((run) => address !== '' && run.address === address);
  const isFull =
    waiting.length >= MAX_QUEUED ||
    atAddress.length >= MAX_QUEUED_PER_ADDRESS ||
    waiting.some((run) => run.user === user);
  return isFull ? { code: 'assistant_busy' } : undefined;
}
