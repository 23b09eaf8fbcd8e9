// The ladder under anything that may come of its tries and looks, in any order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broke,
  CLIMB_MS,
  held,
  type Ladder,
  looked,
  newLadder,
  PATIENCE,
  type Rung,
  triesNext,
} from '../../../../src/client/connection/fallback-policy.ts';
import { runsOf } from '../property-runs.ts';

const RUNGS: readonly Rung[] = ['websocket', 'events', 'polling'];
const HOUR_MS = 3_600_000;
const rungs = fc.subarray([...RUNGS], { minLength: 1 });
const remembered = fc.option(fc.constantFrom(...RUNGS));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const afterMs = fc.integer({ min: 0, max: 600_000 });

const outcome = fc.record({
  what: fc.constantFrom('held', 'broke', 'broke', 'broke', 'looked'),
  /** Which of the better rungs a look finds, if any. */
  up: fc.option(fc.nat(2)),
  ...{ share, afterMs },
});
type Outcome = typeof outcome extends fc.Arbitrary<infer O> ? O : never;

function happen(ladder: Ladder, { what, up, share }: Outcome, now: number): Ladder {
  if (what === 'held') return held(ladder, now, share);
  if (what === 'broke') return broke(ladder);
  return looked(ladder, up !== null && up < ladder.at ? up : null, now, share);
}

/** Once it is up: at home, and looking above some time, unless there is nothing above. */
function isWell({ at, home, climbAt, climbMs }: Ladder, now: number): void {
  expect(home).toBe(at);
  expect(climbMs).toBeGreaterThanOrEqual(CLIMB_MS);
  expect(climbMs).toBeLessThanOrEqual(HOUR_MS);
  expect(Number.isFinite(climbAt)).toBe(at > 0);
  expect(at === 0 || climbAt <= now + HOUR_MS).toBe(true);
}

type Trial = { readonly open: readonly Rung[]; readonly afterMs: number; readonly share: number };
const trial: fc.Arbitrary<Trial> = fc.record({ open: fc.subarray([...RUNGS]), afterMs, share });

/** One try of the link: rung after rung until one answers, or the waiting begins. */
function tryOnce(from: Ladder, open: readonly Rung[], now: number, share: number) {
  const tried: number[] = [];
  let ladder = from;
  for (;;) {
    expect(tried, 'a rung twice in one try').not.toContain(ladder.at);
    tried.push(ladder.at);
    const isOpen = open.includes(ladder.rungs[ladder.at] as Rung);
    ladder = isOpen ? held(ladder, now, share) : broke(ladder);
    if (isOpen || !triesNext(ladder)) return { ladder, up: isOpen };
  }
}

function finds(from: Ladder, works: Rung, now: number): void {
  let at = { ladder: from, up: false };
  // One more where it was just told to look up: that try leads home.
  for (let tries = 0; tries <= PATIENCE && !at.up; tries++)
    at = tryOnce(at.ladder, [works], now, 0);
  expect(at.up, `${works} from ${from.rungs[from.at]}`).toBe(true);
}

describe('the ladder', () => {
  it('whatever comes of its tries, stays on its rungs and leaves none that works in haste', () => {
    const plan = fc.array(outcome, { maxLength: 60, size: 'max' });
    fc.assert(
      fc.property(rungs, remembered, plan, (ways, known, outcomes) => {
        let ladder = newLadder(known, ways);
        let now = 0;
        let [patience, failures, around] = [1, 0, 0];
        for (const one of outcomes) {
          const before = ladder;
          now += one.afterMs;
          ladder = happen(before, one, now);
          expect([ways[ladder.at], ways[ladder.home]]).not.toContain(undefined);
          if (one.what !== 'held') expect(ladder.home).toBe(before.home);
          if (one.what === 'held') {
            isWell(ladder, now);
            [patience, failures] = [PATIENCE, 0];
          } else if (one.what === 'looked') {
            expect(ladder.climbAt).toBeGreaterThan(now);
            expect(ladder.climbAt).toBeLessThanOrEqual(now + HOUR_MS);
          } else if (!triesNext(before)) {
            failures++;
            if (triesNext(ladder)) expect(failures).toBeGreaterThanOrEqual(patience);
            else if (ways.length > 1) expect(failures).toBeLessThan(patience);
          } else if (!triesNext(ladder)) [patience, failures] = [PATIENCE, 0];
          around = one.what === 'broke' && triesNext(ladder) ? around + 1 : 0;
          expect(around, 'once around at most').toBeLessThan(ways.length);
        }
      }),
      runsOf(300),
    );
  }, 60_000);

  it('whatever is open when, tries each rung once at most, and finds what works', () => {
    const plan = fc.array(trial, { maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(rungs, remembered, plan, (ways, known, trials) => {
        let ladder = newLadder(known, ways);
        let now = 0;
        for (const { open, afterMs, share } of trials) {
          now += afterMs;
          const after = tryOnce(ladder, open, now, share);
          ladder = after.ladder;
          if (!after.up) expect(ladder.at).toBe(ladder.home);
          if (after.up) isWell(ladder, now);
          if (after.up && now >= ladder.climbAt) {
            const above = ways.findIndex((one, place) => place < ladder.at && open.includes(one));
            ladder = looked(ladder, above < 0 ? null : above, now, share);
          }
          for (const works of ways) finds(ladder, works, now);
        }
      }),
      runsOf(300),
    );
  }, 60_000);
});
