import { describe, expect, it } from 'vitest';
import { mayBeEarlier, messageOf, placeOf } from '../../../src/ui/lookup.ts';
import { GAIT, MOST, STEP, Stretch } from '../../../src/ui/stretch.ts';
import { FIRST } from '../../../src/ui/text-weight.ts';
import { message } from '../client/fakes.ts';

/** Every other seq, as after changes. */
const said = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(2 * (from + i)));
const ends = (stretch: Stretch, all = said(1, 2000), following = false) => {
  const shown = stretch.of(all, following);
  return [shown[0]?.seq, shown.at(-1)?.seq, shown.length];
};

/** Draws the first messages, and then what comes in above them. @returns how many came in each step. */
const fill = (stretch: Stretch, all: ReturnType<typeof said>): number[] => {
  const counts = [stretch.of(all, true).length];
  while (stretch.filling && stretch.earlier(all)) counts.push(stretch.of(all, true).length);
  return counts.map((count, i) => count - (counts[i - 1] ?? 0));
};

describe('the stretch in the document', () => {
  it('is everything, as long as that is little', () => {
    const stretch = new Stretch();
    const all = said(1, FIRST);
    expect(ends(stretch, all, true)).toEqual([2, 2 * FIRST, FIRST]);
    expect(stretch.filling).toBeNull();
    expect(stretch.earlier(all)).toBe(false);
    expect(stretch.later(all)).toBe(false);
    expect(stretch.moves.peek()).toBe(0);
  });

  it('begins with the newest few, and the rest comes in above them by small steps', () => {
    const stretch = new Stretch();
    const all = said(1, 100);
    const [first, ...steps] = fill(stretch, all);
    expect(first).toBe(FIRST);
    expect(Math.max(...steps)).toBe(GAIT);
    expect(ends(stretch, all, true)).toEqual([2, 200, 100]);
    // What is loaded above it afterwards waits until its reader comes near.
    stretch.of(said(-99, 100), true);
    expect(stretch.filling).toBeNull();
  });

  it('fills up several screens, and no more', () => {
    const stretch = new Stretch();
    fill(stretch, said(1, 1000));
    expect(stretch.of(said(1, 1000), true).length).toBeLessThan(2 * STEP + GAIT);
  });

  it('begins with the first unread, and the others come in below it by small steps', () => {
    const all = said(1, 100);
    expect(new Stretch().of(all, true, 2 * 99)).toHaveLength(FIRST);
    const late = new Stretch();
    // Where the unread begins may be told a moment later.
    late.of(all, true);
    for (const stretch of [new Stretch(), late]) {
      const counts = [stretch.of(all, true, 2 * 60)];
      expect(counts[0]?.map(({ seq }) => seq)).toEqual(
        all.slice(60, 60 + FIRST).map(({ seq }) => seq),
      );
      expect(stretch.reachesEnd).toBe(false);
      while (stretch.filling === 'later' && stretch.later(all))
        counts.push(stretch.of(all, true, 2 * 60));
      const steps = counts.slice(1).map(({ length }, i) => length - (counts[i]?.length ?? 0));
      expect(Math.max(...steps)).toBe(GAIT);
      expect(counts.at(-1)?.map(({ seq }) => seq)).toEqual(all.slice(60).map(({ seq }) => seq));
      expect(stretch.reachesEnd).toBe(true);
      expect(stretch.filling).toBeNull();
    }
  });

  it('fills up with several screens of what is unread, and no more', () => {
    const stretch = new Stretch();
    const all = said(1, 1000);
    stretch.of(all, true, 2 * 100);
    while (stretch.filling === 'later' && stretch.later(all)) stretch.of(all, true, 2 * 100);
    const { length } = stretch.of(all, false, 2 * 100);
    expect(length).toBeGreaterThanOrEqual(2 * STEP);
    expect(length).toBeLessThan(2 * STEP + GAIT);
    expect(stretch.reachesEnd).toBe(false);
  });

  it('no longer fills up once its reader has gone elsewhere', () => {
    const stretch = new Stretch();
    const all = said(1, 1000);
    stretch.of(all, true);
    expect(stretch.filling).toBe('earlier');
    stretch.reach(all, 200);
    expect(stretch.filling).toBeNull();
  });

  it('lets go of the oldest while its reader follows, and not at each message', () => {
    const stretch = new Stretch();
    const kept = MOST - STEP;
    fill(stretch, said(1, 100));
    expect(ends(stretch, said(1, 2000), true)).toEqual([2 * (2000 - kept + 1), 4000, kept]);
    expect(ends(stretch, said(1, 2001), true)).toEqual([2 * (2000 - kept + 1), 4002, kept + 1]);
    expect(stretch.reachesEnd).toBe(true);
  });

  it('lets go of the newest while its reader looks back', () => {
    const stretch = new Stretch();
    ends(stretch, said(1001, 1000 + MOST));
    const from = 1001 - GAIT;
    const moved = [2 * from, 2 * (from - 1 + MOST), MOST];
    expect(ends(stretch, said(951, 1000 + MOST))).toEqual(moved);
    expect(stretch.reachesEnd).toBe(false);
    // What is said meanwhile stays out.
    expect(ends(stretch, said(951, 1100 + MOST))).toEqual(moved);
  });

  it('takes in a page of earlier messages by steps', () => {
    const stretch = new Stretch();
    ends(stretch, said(101, 200));
    const all = said(1, 200);
    expect(ends(stretch, all)).toEqual([2 * (101 - GAIT), 400, 100 + GAIT]);
    expect(stretch.reachesStart(all)).toBe(false);
    expect(stretch.earlier(all)).toBe(true);
    expect(ends(stretch, all)).toEqual([2 * (101 - 2 * GAIT), 400, 100 + 2 * GAIT]);
    while (stretch.earlier(all)) ends(stretch, all);
    expect(ends(stretch, all)).toEqual([2, 400, 200]);
  });

  it('moves by steps to either end, and never grows beyond its most', () => {
    const stretch = new Stretch();
    const all = said(1, 2000);
    stretch.of(all, true);
    let steps = 0;
    while (stretch.earlier(all)) {
      steps++;
      expect(stretch.of(all, false).length).toBeLessThanOrEqual(MOST);
    }
    expect(ends(stretch)).toEqual([2, 2 * MOST, MOST]);
    expect(stretch.reachesStart(all)).toBe(true);
    while (stretch.later(all)) steps++;
    expect(ends(stretch)).toEqual([2 * (2000 - MOST + 1), 4000, MOST]);
    expect(stretch.reachesEnd).toBe(true);
    expect(stretch.moves.peek()).toBe(steps);
  });

  it('takes larger steps where they are quickly drawn, and smaller ones where they are not', () => {
    const stretch = new Stretch();
    const all = said(1, 2000);
    stretch.of(all, true);
    const stepAfter = (ms: number): number => {
      stretch.took(ms);
      const before = stretch.of(all, false)[0]?.seq ?? 0;
      stretch.earlier(all);
      return (before - (stretch.of(all, false)[0]?.seq ?? 0)) / 2;
    };
    expect([6, 3, 3, 0, 0].map(stepAfter)).toEqual([GAIT, 2 * GAIT, 4 * GAIT, 12, 12]);
    expect([24, 60, 5000, 6, 3].map(stepAfter)).toEqual([3, 2, 2, 2, 4]);
  });

  it('goes to a message far away, and back to the newest', () => {
    const stretch = new Stretch();
    const all = said(1, 2000);
    stretch.of(all, true);
    stretch.reach(all, 1000);
    expect(ends(stretch)).toEqual([1000 - 2 * STEP, 998 + 2 * STEP, 2 * STEP]);
    const { value } = stretch.moves;
    stretch.reach(all, 1100);
    expect(stretch.moves.peek()).toBe(value);
    stretch.reach(all, 9999);
    expect(stretch.moves.peek()).toBe(value);
    stretch.toEnd(all);
    expect(ends(stretch)).toEqual([4002 - 4 * STEP, 4000, 2 * STEP]);
  });

  it('goes to a message a little before what it shows', () => {
    const stretch = new Stretch();
    ends(stretch, said(101, 300));
    const all = said(1, 300);
    stretch.of(all, false);
    stretch.reach(all, 2 * 50);
    const shown = stretch.of(all, false).map(({ seq }) => seq);
    expect(shown).toContain(2 * 50);
    expect(stretch.of(all, false).map(({ seq }) => seq)).toEqual(shown);
  });
});

describe('looking up', () => {
  const all = said(10, 20);

  it('finds a place by seq and a message by id', () => {
    expect(placeOf(all, 20)).toBe(0);
    expect(placeOf(all, 23)).toBe(2);
    expect(placeOf(all, 99)).toBe(all.length);
    expect(messageOf(all, 'e1-24')?.seq).toBe(24);
    expect(messageOf(all, 'e1-25')).toBeUndefined();
    expect(messageOf(all, 'e2-24')).toBeUndefined();
    expect(messageOf(all, 'nonsense')).toBeUndefined();
  });

  it('looks for what may be earlier, and in vain for nothing', () => {
    expect(mayBeEarlier(all, 'e1-19')).toBe(true);
    expect(mayBeEarlier(all, 'e1-21')).toBe(false);
    expect(mayBeEarlier(all, 'e2-2')).toBe(false);
    expect(mayBeEarlier(all, 'nonsense')).toBe(false);
    expect(mayBeEarlier([], 'e1-1')).toBe(true);
  });

  it('draws one long text in one go, from the newest on, and the others by steps', () => {
    const long = Array.from({ length: 50 }, (_, i) => message(i + 1, { text: 'x'.repeat(4000) }));
    const stretch = new Stretch();
    expect(ends(stretch, long, true)).toEqual([50, 50, 1]);
    expect(stretch.reachesStart(long)).toBe(false);
    // They come in when they get near.
    expect(stretch.filling).toBeNull();
    for (let step = 1; stretch.earlier(long); step++)
      expect(ends(stretch, long, true)[2]).toBe(1 + step);
    expect(ends(stretch, long, true)).toEqual([1, 50, 50]);
    // What comes all at once replaces what stood there, and that comes back by steps.
    const more = Array.from({ length: 20 }, (_, i) => message(i + 51, { text: 'x'.repeat(4000) }));
    expect(ends(stretch, [...long, ...more], true)).toEqual([70, 70, 1]);
  });

  it('draws long texts that come while its reader looks back by steps, too', () => {
    const stretch = new Stretch();
    ends(stretch, [message(1), message(2)], true);
    const all = [
      message(1),
      message(2),
      ...said(2, 21).map((one) => ({ ...one, text: 'x'.repeat(4000) })),
    ];
    const [from, , count] = ends(stretch, all, false);
    expect([from, count]).toEqual([1, 3]);
    expect(stretch.reachesEnd).toBe(false);
    while (stretch.later(all)) ends(stretch, all, false);
    expect(stretch.reachesEnd).toBe(true);
  });

  it('stays in a part of the history, however that grows, until it is told to go on', () => {
    const stretch = new Stretch();
    ends(stretch, said(901, 1000), true);
    const part = said(401, 450);
    stretch.detach(part, 2 * 425);
    expect(ends(stretch, part)).toEqual([802, 900, 50]);
    expect(stretch.reachesEnd).toBe(false);
    expect(stretch.later(part)).toBe(false);
    // A page more comes in by steps, not at once.
    const grown = said(401, 500);
    expect(ends(stretch, grown)).toEqual([802, 900, 50]);
    expect(stretch.later(grown)).toBe(true);
    expect(ends(stretch, grown)).toEqual([802, 2 * (450 + GAIT), 50 + GAIT]);

    // The part has become one with the newest messages.
    stretch.attach();
    const all = said(401, 1000);
    expect(ends(stretch, all)).toEqual([802, 2 * (450 + GAIT), 50 + GAIT]);
    expect(stretch.reachesEnd).toBe(false);
    stretch.toEnd(all);
    expect(stretch.reachesEnd).toBe(true);
    expect(ends(stretch, all, true)[1]).toBe(2000);
  });

  it('leaves a part of the history for the newest messages', () => {
    const stretch = new Stretch();
    ends(stretch, said(901, 1000), true);
    stretch.detach(said(401, 450), 2 * 425);
    ends(stretch, said(401, 450));
    stretch.toEnd(said(901, 1000));
    fill(stretch, said(901, 1000));
    expect(ends(stretch, said(901, 1000), true)).toEqual([1802, 2000, 100]);
    expect(stretch.reachesEnd).toBe(true);
  });
});
