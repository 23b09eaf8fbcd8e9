import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyTimeline,
  forget,
  merge,
  type News,
} from '../../../../src/client/room-state/timeline.ts';
import { message } from '../fakes.ts';

const placed = (seq: number, version = seq): News => ({
  message: message(seq, { version, text: `${seq} at ${version}` }),
  places: true,
});
const changed = (seq: number, version: number): News => ({
  ...placed(seq, version),
  places: false,
});
const fold = (...batches: News[][]) => batches.reduce(merge, emptyTimeline).messages;
const versions = (messages: ReturnType<typeof fold>) => messages.map((m) => [m.seq, m.version]);

describe('the timeline', () => {
  it('drops what the room has pruned, and continues with what comes [R37]', () => {
    const places = (...seqs: number[]): News[] =>
      seqs.map((seq) => ({ message: message(seq), places: true }));
    const seqsOf = ({ messages }: ReturnType<typeof merge>) => messages.map(({ seq }) => seq);
    const timeline = forget(merge(emptyTimeline, places(1, 2, 3, 4)), 3);
    expect(seqsOf(timeline)).toEqual([3, 4]);
    expect(seqsOf(merge(timeline, places(5)))).toEqual([3, 4, 5]);
    expect(seqsOf(merge(forget(timeline, 5), places(6)))).toEqual([6]);
  });

  it('shows each message once, in the order of seq', () => {
    expect(versions(fold([placed(3), placed(5)], [placed(3)], [placed(1)]))).toEqual([
      ...[
        [1, 1],
        [3, 3],
        [5, 5],
      ],
    ]);
  });

  it('lets the higher version win, whichever comes first', () => {
    expect(versions(fold([placed(1)], [changed(1, 4)], [placed(1, 2)]))).toEqual([[1, 4]]);
  });

  it('shows nothing of a change to a message that is not loaded', () => {
    expect(versions(fold([placed(10)], [changed(3, 12)]))).toEqual([[10, 10]]);
  });

  it('keeps that change for a page that is still loading', () => {
    expect(versions(fold([placed(10)], [changed(3, 12)], [placed(2), placed(3)]))).toEqual([
      ...[
        [2, 2],
        [3, 12],
        [10, 10],
      ],
    ]);
  });

  it('returns the same object when nothing changed, so that nothing renders again', () => {
    const timeline = merge(emptyTimeline, [placed(1), placed(2)]);
    expect(merge(timeline, [placed(1), changed(2, 2)])).toBe(timeline);
  });

  it('keeps the objects of unchanged messages', () => {
    const before = fold([placed(1), placed(2)]);
    const after = merge({ messages: before, early: new Map() }, [changed(2, 3)]).messages;
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  // Any messages that are placed and later changed, in pieces of any size, any order, repeated:
  const news = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 60 }), fc.boolean()))
    .map((all) => all.map(([seq, more, places]) => ({ ...placed(seq, seq + more), places })));

  it('is the same for any order and repetition of frames and pages [I6]', () => {
    fc.assert(
      fc.property(
        news.chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all], {
              minLength: all.length * 2,
              maxLength: all.length * 2,
            }),
            fc.integer({ min: 1, max: 7 }),
          ),
        ),
        ([all, shuffled, size]) => {
          const batches: News[][] = [];
          for (let i = 0; i < shuffled.length; i += size) batches.push(shuffled.slice(i, i + size));
          expect(versions(fold(...batches))).toEqual(versions(fold(all)));
        },
      ),
    );
  });

  it('holds the newest version of everything from the first loaded message on', () => {
    fc.assert(
      fc.property(news, (all) => {
        const floor = Math.min(...all.filter((n) => n.places).map((n) => n.message.seq));
        const best = new Map<number, number>();
        for (const { message: m } of all)
          if (m.seq >= floor) best.set(m.seq, Math.max(m.version, best.get(m.seq) ?? 0));
        expect(versions(fold(...all.map((one) => [one])))).toEqual(
          [...best].sort(([a], [b]) => a - b),
        );
      }),
    );
  });
});
