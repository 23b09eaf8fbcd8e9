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

const NOW = 1000;
const RUNGS: readonly Rung[] = ['websocket', 'events', 'polling'];
const rungOf = ({ rungs, at }: Ladder) => rungs[at];

/** Fails until a try of `open` comes, or the waiting begins. @returns the rungs tried. */
function tries(ladder: Ladder, open: readonly Rung[]): { tried: Rung[]; after: Ladder } {
  const tried: Rung[] = [];
  let after = ladder;
  for (;;) {
    const rung = rungOf(after) as Rung;
    tried.push(rung);
    if (open.includes(rung)) return { tried, after: held(after, NOW, 1) };
    after = broke(after);
    if (!triesNext(after)) return { tried, after };
  }
}

describe('the ladder', () => {
  it('begins with the WebSocket, or with what this tab remembers', () => {
    expect(rungOf(newLadder())).toBe('websocket');
    expect(rungOf(newLadder('polling'))).toBe('polling');
    expect(rungOf(newLadder('pigeons'))).toBe('websocket');
  });

  it('goes down at the first try where nothing has worked yet', () => {
    expect(tries(newLadder(), ['events']).tried).toEqual(['websocket', 'events']);
    expect(tries(newLadder(), ['polling']).tried).toEqual([...RUNGS]);
  });

  it('gives what has worked three tries first', () => {
    let ladder = held(newLadder(), NOW, 1);
    for (let i = 1; i < PATIENCE; i++) {
      ladder = broke(ladder);
      expect([rungOf(ladder), triesNext(ladder)]).toEqual(['websocket', false]);
    }
    expect(tries(ladder, ['events']).tried).toEqual(['websocket', 'events']);
  });

  it('stays where it is when the server is down, whose return finds everyone at home', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RUNGS), fc.integer({ min: 1, max: 30 }), (home, attempts) => {
        let ladder = held(newLadder(home), NOW, 1);
        for (let i = 0; i < attempts; i++) ladder = tries(ladder, []).after;
        expect(rungOf(ladder)).toBe(home);
        expect(rungOf(tries(ladder, RUNGS).after)).toBe(home);
      }),
    );
  });

  it('finds every open rung from every other within three tries', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RUNGS), fc.constantFrom(...RUNGS), (home, open) => {
        let ladder = held(newLadder(home), NOW, 1);
        for (let i = 0; i < PATIENCE; i++) ladder = tries(ladder, [open]).after;
        expect(rungOf(ladder)).toBe(open);
      }),
    );
  });

  it('looks above within seconds, then less and less often, and never from the top', () => {
    const low = tries(newLadder(), ['events']).after;
    expect(low.climbAt).toBe(NOW + CLIMB_MS);
    const later = looked(low, null, NOW + CLIMB_MS, 1);
    expect(later.climbAt).toBe(NOW + 3 * CLIMB_MS);
    // A connection made anew on the same rung is no reason to look sooner.
    expect(held(later, NOW + CLIMB_MS + 1, 1).climbAt).toBe(later.climbAt);
    let last = later;
    for (let i = 0; i < 20; i++) last = looked(last, null, 0, 1);
    expect(last.climbAt).toBe(3_600_000);
    expect(held(looked(last, 0, 0, 1), 0, 1).climbAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('looks at a moment of its own, not when everyone does', () => {
    const { after } = tries(newLadder(), ['events']);
    expect(looked(after, null, NOW, 0).climbAt).toBe(NOW + CLIMB_MS);
    expect(looked(after, null, NOW, 0.5).climbAt).toBe(NOW + 1.5 * CLIMB_MS);
  });

  it('comes back from a rung that breaks once it is gone to, and lets it be for longer', () => {
    const low = tries(newLadder(), ['events']).after;
    const up = looked(low, 0, NOW, 1);
    expect(rungOf(up)).toBe('websocket');
    const back = tries(up, ['events']);
    expect(rungOf(back.after)).toBe('events');
    expect(held(back.after, NOW + 1, 1).climbAt).toBe(NOW + 2 * CLIMB_MS);
  });

  it('that has one rung stays on it', () => {
    const one = held(newLadder(null, ['polling']), NOW, 1);
    for (let ladder = one, i = 0; i < 10; i++) {
      ladder = broke(ladder);
      expect([rungOf(ladder), triesNext(ladder)]).toEqual(['polling', false]);
    }
  });
});
