import { describe, expect, it } from 'vitest';
import {
  type Departure,
  Presence,
  type Present,
} from '../../../../src/room/connections/presence.ts';

const LEAVE_MS = 15_000;
const TELL_MS = 1000;

const [ann, bob, carl] = ['Ann', 'Bob', 'Carl'].map((name) => ({
  id: name.toLowerCase(),
  name,
})) as [Present['user'], Present['user'], Present['user']];
const person = (user: Present['user']): Present => ({ user, named: true });
const reader = (n: number): Present => ({ user: { id: `r_${n}`, name: '' }, named: false });

type Start = { present?: Present[]; most?: number; leaving?: Departure[]; isComplete?: boolean };

const presenceOf = ({ present = [], most = 10, leaving = [], isComplete = true }: Start, now = 0) =>
  new Presence(present, most, { leaving, isComplete }, now);

describe('presence', () => {
  it('counts a person once, however many tabs they have, until the last one closes', () => {
    const presence = presenceOf({ present: [person(ann), person(ann)] });
    expect(presence.now()).toEqual({ online: 1, members: [ann] });
    presence.ended(person(ann), 0);
    expect(presence.expire(10 * LEAVE_MS)).toEqual([]);
    expect(presence.now()).toEqual({ online: 1, members: [ann] });
  });

  it('counts readers without naming them', () => {
    const presence = presenceOf({ present: [reader(1), person(ann), reader(2)] });
    expect(presence.now()).toEqual({ online: 3, members: [ann] });
    presence.ended(reader(1), 0);
    expect(presence.now()).toEqual({ online: 2, members: [ann] });
  });

  it('keeps a person for exactly 15 s after their last connection closes [I9]', () => {
    const presence = presenceOf({ present: [person(ann), person(bob)] });
    presence.ended(person(bob), 1000);
    expect(presence.firstLeave).toBe(1000 + LEAVE_MS);
    expect(presence.expire(1000 + LEAVE_MS - 1)).toEqual([]);
    expect([presence.has('bob'), presence.now().online]).toEqual([true, 2]);
    expect(presence.expire(1000 + LEAVE_MS)).toEqual(['bob']);
    expect([presence.has('bob'), presence.now().online]).toEqual([false, 1]);
    expect(presence.firstLeave).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not report a page reload as a departure', () => {
    const presence = presenceOf({ present: [person(ann)] });
    presence.ended(person(ann), 0);
    presence.joined(person(ann));
    expect(presence.expire(LEAVE_MS)).toEqual([]);
    expect(presence.takeUpdate(LEAVE_MS)).toBeUndefined();
  });

  it('names a reader once they have a name, and a person by their newest name', () => {
    const presence = presenceOf({ present: [reader(1)] });
    presence.renamed(reader(1), ann);
    expect(presence.now()).toEqual({ online: 1, members: [ann] });
    presence.renamed(person(ann), { ...ann, name: 'Annie' });
    expect(presence.now()).toEqual({ online: 1, members: [{ ...ann, name: 'Annie' }] });
  });

  it('returns the same object until something changes', () => {
    const presence = presenceOf({ present: [person(ann)] });
    const before = presence.now();
    expect(presence.now()).toBe(before);
    presence.joined(person(bob));
    expect(presence.now()).not.toBe(before);
  });

  it('only counts people above the naming limit, including those about to leave', () => {
    const presence = presenceOf({ present: [person(ann), person(bob)], most: 2 });
    expect(presence.countsOnly).toBe(false);
    presence.joined(person(carl));
    expect(presence.now()).toEqual({ online: 3, countOnly: true });
    presence.ended(person(carl), 0);
    expect(presence.countsOnly).toBe(true);
    presence.expire(LEAVE_MS);
    expect(presence.now()).toEqual({ online: 2, members: [ann, bob] });
  });
});

describe('a presence update', () => {
  it('combines joins and leaves, and omits people who came and went in between', () => {
    const presence = presenceOf({ present: [person(ann)] });
    presence.joined(person(bob));
    presence.joined(person(carl));
    presence.ended(person(carl), 0);
    presence.expire(LEAVE_MS);
    presence.ended(person(ann), LEAVE_MS);
    presence.expire(2 * LEAVE_MS);
    expect(presence.takeUpdate(2 * LEAVE_MS)).toEqual({
      ...{ type: 'presence', online: 1, joined: [bob], left: [ann] },
    });
    expect(presence.takeUpdate(2 * LEAVE_MS)).toBeUndefined();
  });

  it('is sent at most once a second', () => {
    const presence = presenceOf({ present: [person(ann)] });
    presence.joined(person(bob));
    expect(presence.wait(5000)).toBe(0);
    presence.takeUpdate(5000);
    expect([presence.wait(5000), presence.wait(5400), presence.wait(6000)]).toEqual([
      TELL_MS,
      600,
      0,
    ]);
    // A clock that was set back does not extend the delay.
    expect(presence.wait(0)).toBe(TELL_MS);
  });

  it('is a number above the limit, and lists everyone again below it', () => {
    const presence = presenceOf({ present: [person(ann)], most: 1 });
    presence.joined(person(bob));
    expect(presence.takeUpdate(0)).toEqual({ type: 'presence', online: 2, countOnly: true });
    presence.joined(reader(1));
    expect(presence.takeUpdate(0)).toEqual({ type: 'presence', online: 3, countOnly: true });
    presence.ended(person(bob), 0);
    presence.expire(LEAVE_MS);
    expect(presence.takeUpdate(LEAVE_MS)).toEqual({ type: 'presence', online: 2, members: [ann] });
  });
});

describe('presence after a sleep', () => {
  it('removes people whose grace period ran out, and tells everyone', () => {
    const leaving = [
      { user: carl, at: 9000 },
      { user: bob, at: 4000 },
    ];
    const presence = presenceOf({ present: [person(ann)], leaving });
    expect(presence.now().online).toBe(3);
    expect(presence.firstLeave).toBe(4000);
    expect(presence.leaving(1)).toEqual([{ user: bob, at: 4000 }]);
    expect(presence.expire(5000)).toEqual(['bob']);
    expect(presence.takeUpdate(5000)).toEqual({ type: 'presence', online: 2, left: [bob] });
  });

  it('keeps nobody longer when the clock was set back', () => {
    const presence = presenceOf({ leaving: [{ user: bob, at: 1_000_000 }] }, 5000);
    expect(presence.firstLeave).toBe(5000 + LEAVE_MS);
  });

  it('is sent as a new snapshot if not all departures were remembered', () => {
    const presence = presenceOf({ present: [person(ann)], isComplete: false });
    expect(presence.takeUpdate(0)).toEqual({ type: 'presence', online: 1, members: [ann] });
  });
});
