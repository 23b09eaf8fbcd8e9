// The connection's life as a pure function: what is next, given what is, what happened and when.
// It knows no socket, timer or network; connection.ts performs its effects and feeds its events.
import type { Retry } from '../../protocol/retry.ts';
import { type Failure, UNREACHABLE } from '../core/result.ts';
import type { Rung } from './fallback-policy.ts';

/** The state of the connection. `attempt` counts tries to come back; the first connection is 0. */
export type Link =
  | { readonly at: 'idle' }
  | {
      readonly at: 'connecting';
      readonly attempt: number;
      readonly until: number;
      /** The way it is tried, once there is an address to go to. */
      readonly rung?: Rung;
    }
  /** Welcomed; what was missed is on its way. */
  | { readonly at: 'syncing'; readonly attempt: number; readonly rung: Rung }
  | {
      readonly at: 'live';
      readonly attempt: number;
      readonly since: number;
      /** The way it is connected. */
      readonly rung: Rung;
    }
  | {
      readonly at: 'waiting' | 'offline';
      readonly attempt: number;
      readonly until: number;
      readonly reason: Failure;
    }
  /** The room or its server said no; the same again would get the same answer. */
  | { readonly at: 'refused'; readonly reason: Failure }
  | { readonly at: 'closed' };

export type LinkEvent =
  | { readonly on: 'start' }
  /** The address was handed to a socket of this rung. */
  | { readonly on: 'dialed'; readonly rung: Rung; readonly withinMs?: number }
  /** Something came, if not yet the welcome: the line is slow, not dead. */
  | { readonly on: 'heard'; readonly withinMs: number }
  | { readonly on: 'welcome' }
  | { readonly on: 'live' }
  | { readonly on: 'lost'; readonly retry: Retry; readonly reason: Failure }
  /** This rung of the ladder failed, and the same try goes on with another. */
  | { readonly on: 'step' }
  /** Nothing came where an answer was due. */
  | { readonly on: 'silence' }
  /** The state's own `until` has passed. */
  | { readonly on: 'due'; readonly hidden: boolean }
  /** The person, the network or the tab says: now. */
  | { readonly on: 'wake' }
  /** Connect anew, as somebody else for instance. */
  | { readonly on: 'restart' }
  | { readonly on: 'stop' };

/** `dial`: get a token and an address, then connect · `cut`: drop the socket · `renew`: the token is stale. */
export type Effect = 'dial' | 'cut' | 'renew';

export type Step = readonly [Link, readonly Effect[]];

/**
 * A rung of the ladder is up at `welcome`; without one in this time it has failed. Each further try in
 * a row leaves twice the time, up to eight times as much: a line may just be slow.
 */
export const WELCOME_MS = 4000;

/** @param paceMs how long the last welcome took on this line; 0 where there was none. */
export const welcomeWithin = (attempt: number, paceMs: number): number =>
  Math.max(WELCOME_MS * 2 ** Math.min(attempt, 3), paceMs * SLOWER);

/** A line may be so many times slower than it last was before it is taken for dead. */
export const SLOWER = 3;
/** A token that takes longer will not come: the embedding page may be waiting for a person. */
export const TOKEN_MS = 20_000;
/**
 * A connection that held this long starts its successor's backoff from the beginning. Longer than a
 * room that throws everyone out would take, and short enough for a train in a row of tunnels.
 */
export const STEADY_MS = 1000;
/** After so many tries the state says offline, and one try a minute goes on. */
export const PATIENT_ATTEMPTS = 10;
export const OFFLINE_MS = 60_000;

const { fault: NO_ANSWER } = UNREACHABLE;

const connecting = (attempt: number, now: number, ...before: Effect[]): Step => [
  { at: 'connecting', attempt, until: now + TOKEN_MS },
  [...before, 'dial'],
];

/**
 * @param delay how long to wait before the given try, jitter included.
 * @param offlineMs how long between tries once it says offline.
 */
export function next(
  link: Link,
  event: LinkEvent,
  now: number,
  delay: (attempt: number) => number,
  offlineMs = OFFLINE_MS,
): Step {
  const same: Step = [link, []];
  const up = link.at === 'connecting' || link.at === 'syncing' || link.at === 'live';
  const down = link.at === 'waiting' || link.at === 'offline';

  switch (event.on) {
    case 'start':
      return link.at === 'idle' || link.at === 'closed' || link.at === 'refused'
        ? connecting(0, now)
        : same;
    case 'restart':
      return link.at === 'idle' || link.at === 'closed' ? same : connecting(0, now, 'cut');
    case 'dialed':
      return link.at === 'connecting'
        ? [{ ...link, until: now + (event.withinMs ?? WELCOME_MS), rung: event.rung }, []]
        : same;
    case 'heard':
      return link.at === 'connecting' && link.rung
        ? [{ ...link, until: now + event.withinMs }, []]
        : same;
    case 'welcome':
      return link.at === 'connecting' && link.rung
        ? [{ at: 'syncing', attempt: link.attempt, rung: link.rung }, []]
        : same;
    case 'live':
      return link.at === 'syncing' ? [{ ...link, at: 'live', since: now }, []] : same;
    case 'wake':
      return down ? connecting(link.attempt, now) : same;
    case 'step':
      return link.at === 'connecting' ? connecting(link.attempt, now, 'cut') : same;
    case 'due':
      if (link.at === 'connecting')
        return lose(link, NO_ANSWER, 'later', now, delay, offlineMs, 'cut');
      // Nobody looks: the wake that a visible tab sends is soon enough.
      if (link.at === 'offline' && event.hidden) return [{ ...link, until: now + OFFLINE_MS }, []];
      return down ? connecting(link.attempt, now) : same;
    case 'silence':
      return up ? lose(link, NO_ANSWER, 'later', now, delay, offlineMs, 'cut') : same;
    case 'lost':
      return up ? lose(link, event.reason, event.retry, now, delay, offlineMs) : same;
    case 'stop':
      return [{ at: 'closed' }, ['cut']];
  }
}

function lose(
  link: Extract<Link, { attempt: number }>,
  reason: Failure,
  retry: Retry,
  now: number,
  delay: (attempt: number) => number,
  offlineMs: number,
  ...before: Effect[]
): Step {
  if (retry === 'never') return [{ at: 'refused', reason }, ['cut']];
  const effects: Effect[] = retry === 'renew' ? [...before, 'renew'] : before;
  // A clock that was set back says nothing of how long it held.
  const steady = link.at === 'live' && Math.abs(now - link.since) >= STEADY_MS;
  const attempt = steady ? 1 : link.attempt + 1;
  if (attempt > PATIENT_ATTEMPTS)
    return [{ at: 'offline', attempt, until: now + offlineMs, reason }, effects];
  // "Now" is for one honest try: a room that keeps saying so must not be hammered.
  const wait = retry !== 'later' && attempt === 1 ? 0 : delay(attempt);
  const until = now + Math.max(wait, reason.retryAfterMs ?? 0);
  return until === now
    ? connecting(attempt, now, ...effects)
    : [{ at: 'waiting', attempt, until, reason }, effects];
}
