import { describe, expect, it } from 'vitest';
import type { Frame, FrameOf, ResumeMode } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import { type Deed, judge, type Recording } from '../../support/checker.ts';

const message = (seq: number, more: Partial<Message> = {}): Message => ({
  ...{ seq, id: `e-${seq}`, version: seq, timestamp: 1000 + seq },
  ...{ user: { id: 'ada', name: 'Ada' }, text: `word ${seq}` },
  ...more,
});
const shown = (seq: number, more?: Partial<Message>): Frame => ({
  ...{ type: 'message', ...message(seq, more) },
});
const changed = (seq: number, of: Message): Frame => ({ type: 'changed', seq, message: of });
const ack = (seq: number, more: Partial<FrameOf<'ack'>> = {}): FrameOf<'ack'> => ({
  ...{ type: 'ack', seq, id: `e-${seq}`, timestamp: 1000 + seq },
  ...more,
});
const said = (seq: number, acks = [ack(seq)]): Deed => ({
  ...{ by: 'ada', act: { type: 'message', cid: `c${seq}`, text: `word ${seq}` }, acks },
});
const welcome = (mode: ResumeMode, head: number): Frame => ({
  ...{ type: 'welcome', mode, room: 'r', epoch: 'e', cursor: `e.${head}`, limits: {} },
  ...{ you: { id: 'ada', name: 'Ada', role: 'guest' }, presence: { online: 1 }, protocol: 1 },
});
const live = (head: number): Frame => ({ type: 'live', cursor: `e.${head}` });

/** Three messages, and a reader who comes after the first, is cut off and comes back. */
const FLAWLESS: Recording = {
  deeds: [said(1), said(2, [ack(2), ack(2, { duplicate: true })]), said(3)],
  stored: [message(1), message(2), message(3)],
  readers: [
    {
      name: 'Ben',
      frames: [
        ...[welcome('fresh', 1), shown(1), live(1), shown(2)],
        ...[welcome('resumed', 3), shown(3), live(3)],
      ],
    },
  ],
};

const without = (change: Partial<Recording>): string[] => [
  ...new Set(judge({ ...FLAWLESS, ...change }).map(({ kind }) => kind)),
];
const read = (...frames: Frame[]): string[] => without({ readers: [{ name: 'Ben', frames }] });

describe('the checker', () => {
  it('has nothing to say of a room that keeps its word', () => {
    expect(judge(FLAWLESS)).toEqual([]);
  });

  it('finds what was acked and is not stored', () => {
    expect(without({ stored: [message(1), message(2)], readers: [] })).toEqual(['lost']);
  });

  it('finds what a reader was shown and is not stored', () => {
    expect(
      without({ deeds: [said(1), said(2), said(3, [])], stored: [message(1), message(2)] }),
    ).toEqual(['lost']);
  });

  it('finds an acked edit that left no trace', () => {
    const act = { type: 'edit', id: 'e-1', text: 'other' } as const;
    const edit: Deed = { by: 'ada', act, acks: [ack(4, { id: 'e-1' })] };
    expect(without({ deeds: [...FLAWLESS.deeds, edit] })).toEqual(['lost']);
  });

  it('finds one act that was stored twice', () => {
    const twice = message(4, { text: 'word 3' });
    expect(without({ stored: [...FLAWLESS.stored, twice] })).toEqual(['doubled']);
  });

  it('finds one cid that was acked at two places', () => {
    const deeds = [said(1, [ack(1), ack(2)]), said(2), said(3)];
    expect(without({ deeds })).toEqual(['doubled']);
  });

  it('finds what a reader was shown twice', () => {
    expect(read(welcome('fresh', 0), live(0), shown(1), shown(1))).toEqual(['doubled']);
    expect(
      read(welcome('fresh', 1), shown(1), live(1), welcome('resumed', 1), shown(1), live(1)),
    ).toEqual(['doubled']);
  });

  it('finds a history out of order, and a person whose words were turned round', () => {
    const [one, two, three] = [message(1), message(2), message(3)];
    expect(without({ stored: [two, one, three] })).toEqual(['reordered']);
    expect(without({ deeds: [said(2), said(1), said(3)] })).toEqual(['reordered']);
    expect(without({ stored: [one, { ...two, timestamp: 1 }, three], readers: [] })).toEqual([
      'reordered',
    ]);
  });

  it('finds frames out of order', () => {
    expect(read(welcome('fresh', 1), shown(1), live(1), shown(3), shown(2))).toEqual([
      'skipped',
      'reordered',
    ]);
  });

  it('finds a hole, live and in a replay', () => {
    expect(read(welcome('fresh', 1), shown(1), live(1), shown(3))).toEqual(['skipped']);
    expect(
      read(welcome('fresh', 1), shown(1), live(1), welcome('resumed', 3), shown(3), live(3)),
    ).toEqual(['skipped']);
  });

  it('finds a hole that a cut in a replay left behind', () => {
    expect(
      read(
        ...[welcome('fresh', 1), shown(1), live(1)],
        ...[welcome('resumed', 3), shown(3)],
        ...[welcome('resumed', 3), live(3)],
      ),
    ).toEqual(['skipped']);
  });

  it('finds an empty page of a room that has a history', () => {
    expect(read(welcome('fresh', 3), live(3))).toEqual(['skipped']);
  });

  it('lets a reader who is told of it jump', () => {
    for (const mode of ['gap', 'reset'] as const)
      expect(
        read(welcome('fresh', 1), shown(1), live(1), welcome(mode, 3), shown(3), live(3)),
      ).toEqual([]);
  });

  it('finds one seq with two contents', () => {
    expect(read(welcome('fresh', 1), shown(1, { timestamp: 7 }), live(1))).toEqual([
      'inconsistent',
    ]);
    expect(read(welcome('fresh', 1), shown(1, { id: 'e-7' }), live(1))).toEqual(['inconsistent']);
  });

  it('finds a message stored under the wrong name or with other words', () => {
    const ben = message(3, { user: { id: 'ben', name: 'Ben' } });
    expect(without({ stored: [message(1), message(2), ben], readers: [] })).toEqual([
      'inconsistent',
      'invented',
    ]);
  });

  it('finds what nobody said', () => {
    expect(without({ stored: [...FLAWLESS.stored, message(4, { text: 'boo' })] })).toEqual([
      'invented',
    ]);
  });

  describe('where messages change', () => {
    const edited = message(1, { version: 4, text: 'other', edited: true });
    const edit: Deed = {
      ...{ by: 'ada', act: { type: 'edit', id: 'e-1', text: 'other' } },
      acks: [ack(4, { id: 'e-1' })],
    };
    const afterAnEdit = (...frames: Frame[]): string[] =>
      without({
        deeds: [...FLAWLESS.deeds, edit],
        stored: [edited, message(2), message(3)],
        readers: [{ name: 'Ben', frames }],
      });

    it('takes a replay that shows a message as it stands now', () => {
      const now: Frame = { type: 'message', ...edited };
      expect(afterAnEdit(welcome('fresh', 4), now, shown(2), shown(3), live(4))).toEqual([]);
    });

    it('takes a change at its own place, live and in a replay', () => {
      const before = [welcome('fresh', 3), shown(1), shown(2), shown(3), live(3)];
      expect(afterAnEdit(...before, changed(4, edited))).toEqual([]);
      expect(afterAnEdit(...before, welcome('resumed', 4), changed(4, edited), live(4))).toEqual(
        [],
      );
    });

    it('finds a change that never came', () => {
      const before = [welcome('fresh', 3), shown(1), shown(2), shown(3), live(3)];
      expect(afterAnEdit(...before, welcome('resumed', 4), live(4))).toEqual(['skipped']);
    });

    it('finds a change that came twice', () => {
      const before = [welcome('fresh', 3), shown(1), shown(2), shown(3), live(3)];
      expect(afterAnEdit(...before, changed(4, edited), changed(4, edited))).toEqual(['doubled']);
    });
  });

  it('does not miss what was pruned', () => {
    expect(
      without({
        stored: [message(3)],
        oldestKept: 3,
        readers: [{ name: 'Ben', frames: [welcome('gap', 3), shown(3), live(3)] }],
      }),
    ).toEqual([]);
  });
});
