import { type Fault, fault } from '../../protocol/errors.ts';
import { type Limits, TOKEN_SHARE } from '../../protocol/limits.ts';
import { isAnonymous, type Principal } from '../principal.ts';
import type { AddressLimiter } from './address-limiter.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Retry delay if other connections must close first. */
const FULL_RETRY_MS = 30_000;

/** The part of the connection registry that the guard uses to count and evict connections. */
interface GuardedConnections {
  readonly index: {
    readonly size: number;
    /** How many of them have no token. */
    readonly anonymous: number;
    ofUser(user: string): { readonly size: number };
    fromAddress(address: string): { readonly all: number; readonly anonymous: number };
  };
  evictStale(): void;
  evictStaleOf(user: string): void;
  /**
   * Evicts the anonymous connection that has been silent longest.
   * @returns whether there was one.
   */
  evictLongestSilent(reason: Fault): boolean;
}

type GuardDeps = {
  readonly limits: Limits;
  readonly connections: GuardedConnections;
  readonly limiter: RateLimiter;
  readonly addresses: AddressLimiter;
  /** The current time in ms since 1970. */
  readonly now: () => number;
};

const tooMany = (owner: string): Fault =>
  fault(
    'rate_limited',
    `There are too many connections of ${owner} to this room; close some.`,
    FULL_RETRY_MS,
  );
const roomFull = (message: string): Fault => fault('room_full', message, FULL_RETRY_MS);

/**
 * Checks whether a principal may connect now. In a full room, a principal with a token replaces an
 * anonymous connection, which this function evicts.
 * @returns why the principal may not connect, or `undefined` if it may.
 */
export function connectRefusal(deps: GuardDeps, principal: Principal): Fault | undefined {
  return (
    socketLimitFault(deps, principal) ?? rateFault(deps, principal) ?? roomFault(deps, principal)
  );
}

/** Checks how many connections the user and the address have. */
function socketLimitFault(
  { limits, connections }: GuardDeps,
  { user, address, ...rest }: Principal,
): Fault | undefined {
  const { index } = connections;
  const isAtLimit = () => index.ofUser(user.id).size >= limits.userSockets;
  // Evict stale sockets before counting.
  if (isAtLimit()) connections.evictStaleOf(user.id);
  if (isAtLimit()) return tooMany('yours');
  if (address === undefined) return undefined;
  const from = index.fromAddress(address);
  const isTooMany =
    from.all >= limits.addressSockets ||
    (isAnonymous({ user, ...rest }) && from.anonymous >= limits.addressReaders);
  return isTooMany ? tooMany('your network') : undefined;
}

function rateFault(
  { limiter, addresses, now }: GuardDeps,
  principal: Principal,
): Fault | undefined {
  const wait =
    limiter.take(principal.user.id, 'sync', now()) ||
    addresses.take(principal, 'sync', now()) ||
    addresses.readDelay(principal, now());
  return wait > 0
    ? fault('rate_limited', 'You connect too often; wait a moment.', wait)
    : undefined;
}

/**
 * Checks whether the room has a free place. It reserves a share of its places for principals with a
 * token [R52]. If the room is full, such a principal takes the place of the anonymous connection
 * that has been silent longest.
 */
function roomFault({ limits, connections }: GuardDeps, principal: Principal): Fault | undefined {
  const { index } = connections;
  const isFull = () => index.size >= limits.roomSockets;
  if (isFull()) connections.evictStale();
  if (isAnonymous(principal)) {
    const open = limits.roomSockets - Math.floor(limits.roomSockets * TOKEN_SHARE);
    return isFull() || index.anonymous >= open
      ? roomFull('The room is full; try again later, or come with a token.')
      : undefined;
  }
  const hasPlace =
    !isFull() ||
    connections.evictLongestSilent(roomFull('The room is full and others have come with a token.'));
  return hasPlace ? undefined : roomFull('The room is full; try again later.');
}
