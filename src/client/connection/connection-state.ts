// The state machine of the connection, as a pure function of state, event and time. It has no socket,
// timer or network: connection.ts feeds it events and performs its effects.
import type { Retry } from '../../protocol/retry.ts';
import { type Failure, UNREACHABLE } from '../core/result.ts';
import type { Transport } from './fallback-policy.ts';

/**
 * The state of the connection.
 *
 * - `idle`: not started.
 * - `connecting`: waiting for a token, a connection and the room's welcome, at most until `until`.
 * - `syncing`: welcomed; missed messages are being received.
 * - `live`: up to date, since `since`.
 * - `waiting`: lost; the next attempt is at `until`.
 * - `offline`: lost for more than ten attempts; one attempt a minute follows while the page is visible.
 * - `refused`: the room or server refused, and would refuse again; `reconnect()` tries all the same.
 * - `closed`: after `close()`.
 *
 * `attempt` counts attempts since the connection was lost; the first connection is 0. Times are
 * milliseconds since 1970.
 */
export type ConnectionState =
  | { readonly at: 'idle' }
  | {
      readonly at: 'connecting';
      readonly attempt: number;
      readonly until: number;
      /** The transport in use, once there is an address. */
      readonly transport?: Transport;
    }
  | { readonly at: 'syncing'; readonly attempt: number; readonly transport: Transport }
  | {
      readonly at: 'live';
      readonly attempt: number;
      readonly since: number;
      /** The transport in use. */
      readonly transport: Transport;
    }
  | {
      readonly at: 'waiting' | 'offline';
      readonly attempt: number;
      readonly until: number;
      readonly reason: Failure;
    }
  | { readonly at: 'refused'; readonly reason: Failure }
  | { readonly at: 'closed' };

export type ConnectionEvent =
  | { readonly on: 'start' }
  /** The address was handed to a socket of this transport. */
  | { readonly on: 'dialed'; readonly transport: Transport; readonly withinMs?: number }
  /** Data arrived before the welcome: the network is slow, not dead. */
  | { readonly on: 'heard'; readonly withinMs: number }
  | { readonly on: 'welcome' }
  | { readonly on: 'live' }
  | { readonly on: 'lost'; readonly retry: Retry; readonly reason: Failure }
  /** This transport failed; the same attempt continues with another one. */
  | { readonly on: 'fallback' }
  /** An expected answer did not come. */
  | { readonly on: 'silence' }
  /** The state's own `until` has passed. */
  | { readonly on: 'due'; readonly hidden: boolean }
  /** The user, the network or the tab asks to retry now. */
  | { readonly on: 'wake' }
  /** Reconnect, for example under another identity. */
  | { readonly on: 'restart' }
  | { readonly on: 'stop' };

/** `dial`: get a token and an address, then connect · `cut`: drop the socket · `renew`: the token is stale. */
export type Effect = 'dial' | 'cut' | 'renew';

export type Step = readonly [ConnectionState, readonly Effect[]];

/**
 * A transport has failed if no `welcome` comes within this time. Each consecutive attempt allows twice the
 * time, up to eight times as much: the network may just be slow.
 */
export const WELCOME_MS = 4000;

/** @param welcomeMs how long the last welcome took on this network; 0 if there was none. */
export const welcomeWithin = (attempt: number, welcomeMs: number): number =>
  Math.max(WELCOME_MS * 2 ** Math.min(attempt, 3), welcomeMs * SLOWDOWN);

/** A connection may become this many times slower before it counts as dead. */
export const SLOWDOWN = 3;
/** The longest wait for a token: the embedding page may be waiting for a person. */
export const TOKEN_MS = 20_000;
/**
 * A connection that lasted this long resets the backoff. Longer than a room takes to evict everyone, and
 * short enough for a train that passes several tunnels.
 */
export const STEADY_MS = 1000;
/** After this many attempts the state is `offline`, and one attempt a minute follows. */
export const ATTEMPTS_BEFORE_OFFLINE = 10;
export const OFFLINE_MS = 60_000;

const { fault: NO_ANSWER } = UNREACHABLE;

const connecting = (attempt: number, now: number, ...before: Effect[]): Step => [
  { at: 'connecting', attempt, until: now + TOKEN_MS },
  [...before, 'dial'],
];

/**
 * @param delay how long to wait before the given attempt, jitter included.
 * @param offlineMs how long to wait between attempts while offline, in milliseconds.
 */
export function next(
  state: ConnectionState,
  event: ConnectionEvent,
  now: number,
  delay: (attempt: number) => number,
  offlineMs = OFFLINE_MS,
): Step {
  const same: Step = [state, []];
  const up = state.at === 'connecting' || state.at === 'syncing' || state.at === 'live';
  const down = state.at === 'waiting' || state.at === 'offline';

  switch (event.on) {
    case 'start':
      return state.at === 'idle' || state.at === 'closed' || state.at === 'refused'
        ? connecting(0, now)
        : same;
    case 'restart':
      return state.at === 'idle' || state.at === 'closed' ? same : connecting(0, now, 'cut');
    case 'dialed':
      return state.at === 'connecting'
        ? [
            { ...state, until: now + (event.withinMs ?? WELCOME_MS), transport: event.transport },
            [],
          ]
        : same;
    case 'heard':
      return state.at === 'connecting' && state.transport
        ? [{ ...state, until: now + event.withinMs }, []]
        : same;
    case 'welcome':
      return state.at === 'connecting' && state.transport
        ? [{ at: 'syncing', attempt: state.attempt, transport: state.transport }, []]
        : same;
    case 'live':
      return state.at === 'syncing' ? [{ ...state, at: 'live', since: now }, []] : same;
    case 'wake':
      return down ? connecting(state.attempt, now) : same;
    case 'fallback':
      return state.at === 'connecting' ? connecting(state.attempt, now, 'cut') : same;
    case 'due':
      if (state.at === 'connecting')
        return lose(state, NO_ANSWER, 'later', now, delay, offlineMs, 'cut');
      // A hidden tab need not retry: becoming visible wakes the connection.
      if (state.at === 'offline' && event.hidden)
        return [{ ...state, until: now + OFFLINE_MS }, []];
      return down ? connecting(state.attempt, now) : same;
    case 'silence':
      return up ? lose(state, NO_ANSWER, 'later', now, delay, offlineMs, 'cut') : same;
    case 'lost':
      return up ? lose(state, event.reason, event.retry, now, delay, offlineMs) : same;
    case 'stop':
      return [{ at: 'closed' }, ['cut']];
  }
}

function lose(
  state: Extract<ConnectionState, { attempt: number }>,
  reason: Failure,
  retry: Retry,
  now: number,
  delay: (attempt: number) => number,
  offlineMs: number,
  ...before: Effect[]
): Step {
  if (retry === 'never') return [{ at: 'refused', reason }, ['cut']];
  const effects: Effect[] = retry === 'renew' ? [...before, 'renew'] : before;
  // The clock may have been set back.
  const steady = state.at === 'live' && Math.abs(now - state.since) >= STEADY_MS;
  const attempt = steady ? 1 : state.attempt + 1;
  if (attempt > ATTEMPTS_BEFORE_OFFLINE)
    return [{ at: 'offline', attempt, until: now + offlineMs, reason }, effects];
  // "Now" allows one immediate attempt: a room that keeps saying so must not be flooded.
  const wait = retry !== 'later' && attempt === 1 ? 0 : delay(attempt);
  const until = now + Math.max(wait, reason.retryAfterMs ?? 0);
  return until === now
    ? connecting(attempt, now, ...effects)
    : [{ at: 'waiting', attempt, until, reason }, effects];
}
