import { type Budget, DAY_MS, MINUTE_MS, overspent, type Refusal, shareOf } from '../budgets.ts';
import type { Numbers } from '../settings.ts';
import type { Ask } from './reservation.ts';

/** An answer as it is counted: `asks` is 0 where it failed before its first word. */
export type CountedAnswer = {
  id: string;
  at: number;
  room: string;
  user: string;
  address: string;
  asks: number;
  tokens: number;
};

type Counts = (answer: CountedAnswer) => boolean;

const both =
  (one: Counts, other: Counts): Counts =>
  (answer) =>
    one(answer) && other(answer);

/**
 * Holds an ask to the budgets that are kept across rooms [R112]: its person's, its address's, the
 * deployment's, and what one person and one address may use of what others share.
 * @param newestFirst what was counted within a day.
 */
export function deploymentRefusal(
  numbers: Numbers,
  newestFirst: readonly CountedAnswer[],
  { user, address, room }: Pick<Ask, 'user' | 'address' | 'room'>,
  now: number,
): Refusal | undefined {
  const day = { within: DAY_MS };
  const asked: Counts = ({ asks }) => asks > 0;
  const here: Counts = (answer) => answer.room === room;
  const shared: Budget<CountedAnswer>[] = [
    { ...day, unit: 'asks', most: numbers.AI_ANSWERS_PER_DAY },
    { ...day, unit: 'tokens', most: numbers.AI_TOKENS_PER_DAY },
  ];
  const ofRoom: Budget<CountedAnswer>[] = [
    { ...day, counts: both(asked, here), unit: 'asks', most: numbers.AI_ROOM_PER_DAY },
    { ...day, counts: here, unit: 'tokens', most: numbers.AI_ROOM_TOKENS_PER_DAY },
  ];
  const theirs: Counts = (answer) => answer.user === user;
  const near: Counts = (answer) => answer.address === address;
  const sharers = address === '' ? [theirs] : [theirs, near];
  return overspent(
    [
      {
        counts: both(asked, theirs),
        unit: 'asks',
        most: numbers.AI_USER_PER_MIN,
        within: MINUTE_MS,
      },
      { ...day, counts: both(asked, theirs), unit: 'asks', most: numbers.AI_USER_PER_DAY },
      ...(address === ''
        ? []
        : [
            {
              ...day,
              counts: both(asked, near),
              unit: 'asks',
              most: numbers.AI_ADDRESS_PER_DAY,
            } as const,
          ]),
      ...shared,
      ...[...shared, ...ofRoom].flatMap((budget) =>
        sharers.map((counts) => shareOf(budget, counts)),
      ),
    ],
    newestFirst,
    now,
  );
}
