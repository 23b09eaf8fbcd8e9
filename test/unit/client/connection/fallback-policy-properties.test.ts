// The fallback under any results of its attempts and probes, in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterProbe,
  afterWelcome,
  type FallbackState,
  FIRST_PROBE_MS,
  initialFallback,
  isFallingBack,
  MAX_FAILURES,
  type Transport,
} from '../../../../src/client/connection/fallback-policy.ts';
import { propertyRuns } from '../property-runs.ts';

const TRANSPORTS: readonly Transport[] = ['websocket', 'events', 'polling'];
const HOUR_MS = 3_600_000;
const transports = fc.subarray([...TRANSPORTS], { minLength: 1 });
const remembered = fc.option(fc.constantFrom(...TRANSPORTS));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const afterMs = fc.integer({ min: 0, max: 600_000 });

const outcome = fc.record({
  what: fc.constantFrom(
    'afterWelcome',
    'afterFailure',
    'afterFailure',
    'afterFailure',
    'afterProbe',
  ),
  /** Which of the better transports a probe finds, if any. */
  up: fc.option(fc.nat(2)),
  ...{ share, afterMs },
});
type Outcome = typeof outcome extends fc.Arbitrary<infer O> ? O : never;

function happen(fallback: FallbackState, { what, up, share }: Outcome, now: number): FallbackState {
  if (what === 'afterWelcome') return afterWelcome(fallback, now, share);
  if (what === 'afterFailure') return afterFailure(fallback);
  return afterProbe(fallback, up !== null && up < fallback.at ? up : null, now, share);
}

/** Once connected: on its best transport, or about to probe better ones. */
function isWell({ at, home, probeAt, probeMs }: FallbackState, now: number): void {
  expect(home).toBe(at);
  expect(probeMs).toBeGreaterThanOrEqual(FIRST_PROBE_MS);
  expect(probeMs).toBeLessThanOrEqual(HOUR_MS);
  expect(Number.isFinite(probeAt)).toBe(at > 0);
  expect(at === 0 || probeAt <= now + HOUR_MS).toBe(true);
}

type Trial = {
  readonly open: readonly Transport[];
  readonly afterMs: number;
  readonly share: number;
};
const trial: fc.Arbitrary<Trial> = fc.record({
  open: fc.subarray([...TRANSPORTS]),
  afterMs,
  share,
});

/** One attempt of the connection: transport after transport until one works, or the wait starts. */
function tryOnce(from: FallbackState, open: readonly Transport[], now: number, share: number) {
  const tried: number[] = [];
  let fallback = from;
  for (;;) {
    expect(tried, 'a transport twice in one attempt').not.toContain(fallback.at);
    tried.push(fallback.at);
    const isOpen = open.includes(fallback.transports[fallback.at] as Transport);
    fallback = isOpen ? afterWelcome(fallback, now, share) : afterFailure(fallback);
    if (isOpen || !isFallingBack(fallback)) return { fallback, up: isOpen };
  }
}

function finds(from: FallbackState, works: Transport, now: number): void {
  let at = { fallback: from, up: false };
  // One more if it was just told to probe: that attempt returns to the old transport.
  for (let tries = 0; tries <= MAX_FAILURES && !at.up; tries++)
    at = tryOnce(at.fallback, [works], now, 0);
  expect(at.up, `${works} from ${from.transports[from.at]}`).toBe(true);
}

describe('the fallback', () => {
  it('whatever its attempts return, stays within its transports and does not leave a working one hastily', () => {
    const plan = fc.array(outcome, { maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(transports, remembered, plan, (ways, known, outcomes) => {
        let fallback = initialFallback(known, ways);
        let now = 0;
        let [tries, failures, around] = [1, 0, 0];
        for (const one of outcomes) {
          const before = fallback;
          now += one.afterMs;
          fallback = happen(before, one, now);
          expect([ways[fallback.at], ways[fallback.home]]).not.toContain(undefined);
          if (one.what !== 'afterWelcome') expect(fallback.home).toBe(before.home);
          if (one.what === 'afterWelcome') {
            isWell(fallback, now);
            [tries, failures] = [MAX_FAILURES, 0];
          } else if (one.what === 'afterProbe') {
            expect(fallback.probeAt).toBeGreaterThan(now);
            expect(fallback.probeAt).toBeLessThanOrEqual(now + HOUR_MS);
          } else if (!isFallingBack(before)) {
            failures++;
            if (isFallingBack(fallback)) expect(failures).toBeGreaterThanOrEqual(tries);
            else if (ways.length > 1) expect(failures).toBeLessThan(tries);
          } else if (!isFallingBack(fallback)) [tries, failures] = [MAX_FAILURES, 0];
          around = one.what === 'afterFailure' && isFallingBack(fallback) ? around + 1 : 0;
          expect(around, 'each transport once at most').toBeLessThan(ways.length);
        }
      }),
      propertyRuns(300),
    );
  }, 60_000);

  it('whatever is open at a time, tries each transport at most once and finds one that works', () => {
    const plan = fc.array(trial, { maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(transports, remembered, plan, (ways, known, trials) => {
        let fallback = initialFallback(known, ways);
        let now = 0;
        for (const { open, afterMs, share } of trials) {
          now += afterMs;
          const after = tryOnce(fallback, open, now, share);
          fallback = after.fallback;
          if (!after.up) expect(fallback.at).toBe(fallback.home);
          if (after.up) isWell(fallback, now);
          if (after.up && now >= fallback.probeAt) {
            const above = ways.findIndex((one, place) => place < fallback.at && open.includes(one));
            fallback = afterProbe(fallback, above < 0 ? null : above, now, share);
          }
          for (const works of ways) finds(fallback, works, now);
        }
      }),
      propertyRuns(300),
    );
  }, 60_000);
});
