import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../../../../../src/client/index.ts';
import { reuseRows } from '../../../../../src/ui/conversation/rows/reuse-rows.ts';
import { rowsOf } from '../../../../../src/ui/conversation/rows/rows.ts';
import { ADA, BEN, message } from '../../../client/fakes.ts';

const MINUTE = 60_000;
const NOON = new Date(2026, 10, 23, 12, 0).getTime();
const at = (seq: number, minutes: number, user = ADA) =>
  message(seq, { user, timestamp: NOON + minutes * MINUTE });
const pending = (cid: string, minutes: number): OutboxEntry => ({
  cid,
  command: { type: 'message', cid, text: 'On its way' },
  userId: ADA.id,
  queuedAt: NOON + minutes * MINUTE,
  status: 'pending',
});
const shape = (...args: Parameters<typeof rowsOf>) =>
  rowsOf(...args).map((row) => ('first' in row ? `${row.key}${row.first ? '*' : ''}` : row.kind));

describe('the rows', () => {
  it('group one person’s messages within five minutes', () => {
    expect(shape([at(1, 0), at(2, 5), at(3, 10.1), at(4, 11, BEN)], [], null)).toEqual([
      ...['day', 'e1-1*', 'e1-2', 'e1-3*', 'e1-4*'],
    ]);
  });

  it('keep the name that they were sent with, except one’s own', () => {
    const renamed = { ...ADA, name: 'Augusta' };
    const all = [at(1, 0), at(2, 1, renamed), at(3, 2, renamed), at(4, 3)];
    expect(shape(all, [], null)).toEqual(['day', 'e1-1*', 'e1-2*', 'e1-3', 'e1-4*']);
    expect(shape(all, [], ADA.id)).toEqual(['day', 'e1-1*', 'e1-2', 'e1-3', 'e1-4']);
  });

  it('separate the days', () => {
    expect(shape([at(1, 0), at(2, 12 * 60 - 1), at(3, 12 * 60 + 1)], [], null)).toEqual([
      ...['day', 'e1-1*', 'e1-2*', 'day', 'e1-3*'],
    ]);
  });

  it('put pending messages at the end, in the group of their author', () => {
    expect(shape([at(1, 0)], [pending('c1', 1)], ADA.id)).toEqual(['day', 'e1-1*', 'c1']);
    expect(shape([at(1, 0, BEN)], [pending('c1', 1), pending('c2', 2)], ADA.id)).toEqual([
      ...['day', 'e1-1*', 'c1*', 'c2'],
    ]);
  });

  it('are not affected by a clock that is behind the room’s', () => {
    expect(shape([at(1, 0)], [pending('c1', -60 * 24)], ADA.id)).toEqual(['day', 'e1-1*', 'c1']);
  });

  it('show no pending edits or reactions', () => {
    const react: OutboxEntry = {
      ...pending('c1', 1),
      command: { type: 'react', cid: 'c1', id: 'e1-1', emoji: '👍', on: true },
    };
    expect(shape([at(1, 0)], [react], ADA.id)).toEqual(['day', 'e1-1*']);
  });

  it('draw the unread line above the first new message, where a group starts anew', () => {
    const all = [at(1, 0), at(2, 1), at(3, 2)];
    expect(shape(all, [], null, 1)).toEqual(['day', 'e1-1*', 'unread', 'e1-2*', 'e1-3']);
    expect(shape(all, [], null, 0)).toEqual(['day', 'unread', 'e1-1*', 'e1-2', 'e1-3']);
    expect(shape(all, [], null, 3)).toEqual(['day', 'e1-1*', 'e1-2', 'e1-3']);
  });

  it('stay the same objects if nothing about them changed', () => {
    const [one, two, three] = [at(1, 0), at(2, 1), at(3, 2)];
    const before = rowsOf([one, two], [], null);
    const edited = { ...two, text: 'Otherwise' };
    const after = reuseRows(rowsOf([one, edited, three], [], null), before);
    expect(after.map((row, i) => row === before[i])).toEqual([true, true, false, false]);
    // A message of another person in between makes it the first of a group.
    const parted = reuseRows(rowsOf([at(1, 0, BEN), two], [], null), before);
    expect(parted.map((row, i) => row === before[i])).toEqual([true, false, false]);
    const own = rowsOf([one, two], [], ADA.id);
    const goingOn = reuseRows(rowsOf([one, two, three], [], ADA.id), own);
    expect(goingOn.map((row, i) => row === own[i])).toEqual([true, true, true, false]);
  });
});
