import { type Budget, DAY_MS, MINUTE_MS, overspent, type Refusal, shareOf } from '../budgets.ts';
import type { Numbers } from '../settings.ts';
import type { Ask } from './reservation.ts';

/** A counted answer. `asks` is 0 if it failed before its first word; `at` is in ms since 1970. */
export type CountedAnswer = {
  id: string;
  at: number;
  room: string;
  user: string;
  address: string;
  asks: number;
  tokens: number;
};

type Filter = (answer: CountedAnswer) => boolean;

const both =
  (one: Filter, other: Filter): Filter =>
  (answer) =>
    one(answer) && other(answer);

/**
 * Checks a new answer against the budgets across rooms [R112]: those of the person, of the address
 * and of the deployment, and the shares of common budgets that one person and one address may use.
 * @param newestFirst the answers counted in the last 24 hours.
 * @param now ms since 1970.
 * @returns why the answer is rejected; `undefined` if it may be written.
 */
export function deploymentRefusal(
  numbers: Numbers,
  newestFirst: readonly CountedAnswer[],
  { user, address, room }: Pick<Ask, 'user' | 'address' | 'room'>,
  now: number,
): Refusal | undefined {
  const day = { within: DAY_MS };
  const asked: Filter = ({ asks }) => asks > 0;
  const inRoom: Filter = (answer) => answer.room === room;
  const shared: Budget<CountedAnswer>[] = [
    { ...day, unit: 'asks', most: numbers.AI_ANSWERS_PER_DAY },
    { ...day, unit: 'tokens', most: numbers.AI_TOKENS_PER_DAY },
  ];
  const ofRoom: Budget<CountedAnswer>[] = [
    { ...day, counts: both(asked, inRoom), unit: 'asks', most: numbers.AI_ROOM_PER_DAY },
    { ...day, counts: inRoom, unit: 'tokens', most: numbers.AI_ROOM_TOKENS_PER_DAY },
  ];
  const byUser: Filter = (answer) => answer.user === user;
  const atAddress: Filter = (answer) => answer.address === address;
  const sharers = address === '' ? [byUser] : [byUser, atAddress];
  return overspent(
    [
      {
        counts: both(asked, byUser),
        unit: 'asks',
        most: numbers.AI_USER_PER_MIN,
        within: MINUTE_MS,
      },
      { ...day, counts: both(asked, byUser), unit: 'asks', most: numbers.AI_USER_PER_DAY },
      ...(address === ''
        ? []
        : [
            {
              ...day,
              counts: both(asked, atAddress),
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
