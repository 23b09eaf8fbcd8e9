// Which transport to try next, as pure functions: WebSocket; if that is blocked, server-sent events; if
// those are buffered by a proxy, polling. It has no sockets, only the outcome of each attempt.

/** A way to carry frames between client and room. */
export type Transport = 'websocket' | 'events' | 'polling';

/** Remembers a tab's transport across reloads, as `storedTransport()` does. */
export type TransportStore = {
  /** Returns what was saved last, or `null`. */
  readonly load: () => string | null;
  /** Saves the transport that works. */
  readonly save: (transport: Transport) => void;
};

/** `home` and `at` are indices of `transports`. */
export type FallbackState = {
  readonly transports: readonly Transport[];
  /** The transport that brought the last welcome. */
  readonly home: number;
  /** The transport in use, or tried next. */
  readonly at: number;
  /** Consecutive attempts with `home` that brought no welcome. */
  readonly failures: number;
  /** After this many failed tries the other transports are tried. */
  readonly tries: number;
  /** When to probe for a better transport, and the current interval between probes. */
  readonly probeAt: number;
  readonly probeMs: number;
};

/** A transport that has worked gets this many attempts: more likely the server is down than the path blocked. */
export const MAX_FAILURES = 3;
/**
 * The first probe comes soon, because a slow server may have caused the fallback. Later ones come less and
 * less often, because a blocked path usually stays blocked.
 */
export const FIRST_PROBE_MS = 5000;
const LONGEST_PROBE_MS = 3_600_000;

/** Nothing to probe for: the best transport is in use. */
const NO_PROBE = { probeAt: Infinity, probeMs: FIRST_PROBE_MS };

/** @param remembered the transport that this tab used before a reload. */
export function initialFallback(
  remembered: string | null = null,
  transports: readonly Transport[] = ['websocket', 'events', 'polling'],
): FallbackState {
  const home = Math.max(0, transports.indexOf(remembered as Transport));
  return { transports, home, at: home, failures: 0, tries: 1, ...NO_PROBE };
}

/**
 * The state after the transport in use brought a welcome.
 * @param share random, from 0 to 1: spreads the probes of clients that fell back at the same moment.
 */
export function afterWelcome(fallback: FallbackState, now: number, share: number): FallbackState {
  const { at, home, probeAt } = fallback;
  const up = { ...fallback, home: at, failures: 0, tries: MAX_FAILURES };
  if (at === 0) return { ...up, ...NO_PROBE };
  const isNew = at !== home || probeAt === Infinity;
  return isNew ? { ...up, ...probeIn(FIRST_PROBE_MS, now, share) } : up;
}

/**
 * The state after the transport in use failed before its welcome. After `tries` each other transport
 * is tried once, at once: only an answer there tells a blocked path from a server that is down. If none
 * answers, `home` is next, and the backoff continues (`isFallingBack`).
 */
export function afterFailure(fallback: FallbackState): FallbackState {
  const { transports, home, at, tries } = fallback;
  const failures = fallback.failures + (at === home ? 1 : 0);
  if (at === home && failures < tries) return { ...fallback, failures };
  const next = (at + 1) % transports.length;
  return next === home
    ? { ...fallback, at: home, failures: 0, tries: MAX_FAILURES }
    : { ...fallback, at: next, failures };
}

/** Whether the next attempt follows the failed one without a wait. */
export const isFallingBack = ({ at, home }: FallbackState): boolean => at !== home;

/**
 * The state after a probe. A transport that works is used next; if it then fails before its welcome, the
 * interval has grown all the same.
 * @param up the best transport that works now, `null` if none does.
 */
export const afterProbe = (
  fallback: FallbackState,
  up: number | null,
  now: number,
  share: number,
): FallbackState => ({
  ...fallback,
  at: up ?? fallback.at,
  ...probeIn(Math.min(fallback.probeMs * 2, LONGEST_PROBE_MS), now, share),
});

const probeIn = (probeMs: number, now: number, share: number) => ({
  probeMs,
  probeAt: now + (probeMs * (1 + share)) / 2,
});
