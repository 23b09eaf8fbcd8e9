import { type Fault, fault } from '../../protocol/errors.ts';
import { type Limits, TOKEN_SHARE } from '../../protocol/limits.ts';
import { isAnonymous, type Principal } from '../principal.ts';
import type { AddressLimiter } from './address-limiter.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** When to try again where others must leave first. */
const FULL_RETRY_MS = 30_000;

/** The connections of the room, as far as the guard counts and evicts them. */
interface GuardedConnections {
  readonly index: {
    readonly size: number;
    /** How many of them are of people without a token. */
    readonly anonymous: number;
    ofUser(user: string): { readonly size: number };
    fromAddress(address: string): { readonly all: number; readonly anonymous: number };
  };
  evictStale(): void;
  evictStaleOf(user: string): void;
  /** Makes room for a connection. @returns whether there was one to evict. */
  evictLongestSilent(reason: Fault): boolean;
}

type GuardDeps = {
  readonly limits: Limits;
  readonly connections: GuardedConnections;
  readonly limiter: RateLimiter;
  readonly addresses: AddressLimiter;
  /** In ms since 1970. */
  readonly now: () => number;
};

const tooMany = (who: string): Fault =>
  fault(
    'rate_limited',
    `There are too many connections of ${who} to this room; close some.`,
    FULL_RETRY_MS,
  );
const roomFull = (message: string): Fault => fault('room_full', message, FULL_RETRY_MS);

/**
 * Why a principal may not connect now, or `undefined` if they may. A full room then evicts somebody.
 */
export function connectRefusal(deps: GuardDeps, principal: Principal): Fault | undefined {
  return tooManyOf(deps, principal) ?? tooFast(deps, principal) ?? noPlace(deps, principal);
}

/** Too many connections of this person or from this address. */
function tooManyOf(
  { limits, connections }: GuardDeps,
  { user, address, ...rest }: Principal,
): Fault | undefined {
  const { index } = connections;
  const many = () => index.ofUser(user.id).size >= limits.userSockets;
  // Evict stale sockets before counting.
  if (many()) connections.evictStaleOf(user.id);
  if (many()) return tooMany('yours');
  if (address === undefined) return undefined;
  const from = index.fromAddress(address);
  const isTooMany =
    from.all >= limits.addressSockets ||
    (isAnonymous({ user, ...rest }) && from.anonymous >= limits.addressReaders);
  return isTooMany ? tooMany('your network') : undefined;
}

function tooFast({ limiter, addresses, now }: GuardDeps, principal: Principal): Fault | undefined {
  const wait =
    limiter.take(principal.user.id, 'sync', now()) ||
    addresses.take(principal, 'sync', now()) ||
    addresses.readDelay(principal, now());
  return wait > 0
    ? fault('rate_limited', 'You connect too often; wait a moment.', wait)
    : undefined;
}

/**
 * A part of the places is kept for people with a token [R52]. In a full room whoever came without one
 * and has been silent longest gives way to them.
 */
function noPlace({ limits, connections }: GuardDeps, principal: Principal): Fault | undefined {
  const { index } = connections;
  const full = () => index.size >= limits.roomSockets;
  if (full()) connections.evictStale();
  if (isAnonymous(principal)) {
    const open = limits.roomSockets - Math.floor(limits.roomSockets * TOKEN_SHARE);
    return full() || index.anonymous >= open
      ? roomFull('The room is full; try again later, or come with a token.')
      : undefined;
  }
  const gaveWay =
    !full() ||
    connections.evictLongestSilent(roomFull('The room is full and others have come with a token.'));
  return gaveWay ? undefined : roomFull('The room is full; try again later.');
}
