import { describe, expect, it } from 'vitest';
import type { Frame, FrameOf, ResumeMode } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import { findAnomalies, type Recording, type SentCommand } from '../../support/checker.ts';

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
const said = (seq: number, acks = [ack(seq)]): SentCommand => ({
  ...{ by: 'ada', act: { type: 'message', cid: `c${seq}`, text: `word ${seq}` }, acks },
});
const welcome = (mode: ResumeMode, head: number): Frame => ({
  ...{ type: 'welcome', mode, room: 'r', epoch: 'e', cursor: `e.${head}`, limits: {} },
  ...{ you: { id: 'ada', name: 'Ada', role: 'guest' }, presence: { online: 1 }, protocol: 1 },
});
const live = (head: number): Frame => ({ type: 'live', cursor: `e.${head}` });

/** Three messages, and a reader who joins after the first, is disconnected and returns. */
const FLAWLESS: Recording = {
  sentCommands: [said(1), said(2, [ack(2), ack(2, { duplicate: true })]), said(3)],
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
  ...new Set(findAnomalies({ ...FLAWLESS, ...change }).map(({ kind }) => kind)),
];
const read = (...frames: Frame[]): string[] => without({ readers: [{ name: 'Ben', frames }] });

describe('the checker', () => {
  it('reports nothing for a correct room', () => {
    expect(findAnomalies(FLAWLESS)).toEqual([]);
  });

  it('reports what was acknowledged and is not stored', () => {
    expect(without({ stored: [message(1), message(2)], readers: [] })).toEqual(['lost']);
  });

  it('reports what a reader was shown and is not stored', () => {
    expect(
      without({ sentCommands: [said(1), said(2), said(3, [])], stored: [message(1), message(2)] }),
    ).toEqual(['lost']);
  });

  it('reports an acknowledged edit that left no trace', () => {
    const act = { type: 'edit', id: 'e-1', text: 'other' } as const;
    const edit: SentCommand = { by: 'ada', act, acks: [ack(4, { id: 'e-1' })] };
    expect(without({ sentCommands: [...FLAWLESS.sentCommands, edit] })).toEqual(['lost']);
  });

  it('reports a command that was stored twice', () => {
    const twice = message(4, { text: 'word 3' });
    expect(without({ stored: [...FLAWLESS.stored, twice] })).toEqual(['doubled']);
  });

  it('reports a cid that was acknowledged with two seqs', () => {
    const sentCommands = [said(1, [ack(1), ack(2)]), said(2), said(3)];
    expect(without({ sentCommands })).toEqual(['doubled']);
  });

  it('reports what a reader was shown twice', () => {
    expect(read(welcome('fresh', 0), live(0), shown(1), shown(1))).toEqual(['doubled']);
    expect(
      read(welcome('fresh', 1), shown(1), live(1), welcome('resumed', 1), shown(1), live(1)),
    ).toEqual(['doubled']);
  });

  it('reports a history out of order, and a person’s messages in the wrong order', () => {
    const [one, two, three] = [message(1), message(2), message(3)];
    expect(without({ stored: [two, one, three] })).toEqual(['reordered']);
    expect(without({ sentCommands: [said(2), said(1), said(3)] })).toEqual(['reordered']);
    expect(without({ stored: [one, { ...two, timestamp: 1 }, three], readers: [] })).toEqual([
      'reordered',
    ]);
  });

  it('reports frames out of order', () => {
    expect(read(welcome('fresh', 1), shown(1), live(1), shown(3), shown(2))).toEqual([
      'skipped',
      'reordered',
    ]);
  });

  it('reports a hole, live and in a replay', () => {
    expect(read(welcome('fresh', 1), shown(1), live(1), shown(3))).toEqual(['skipped']);
    expect(
      read(welcome('fresh', 1), shown(1), live(1), welcome('resumed', 3), shown(3), live(3)),
    ).toEqual(['skipped']);
  });

  it('reports a hole after an interrupted replay', () => {
    expect(
      read(
        ...[welcome('fresh', 1), shown(1), live(1)],
        ...[welcome('resumed', 3), shown(3)],
        ...[welcome('resumed', 3), live(3)],
      ),
    ).toEqual(['skipped']);
  });

  it('reports an empty page of a room that has a history', () => {
    expect(read(welcome('fresh', 3), live(3))).toEqual(['skipped']);
  });

  it('allows a jump that the reader is told of', () => {
    for (const mode of ['gap', 'reset'] as const)
      expect(
        read(welcome('fresh', 1), shown(1), live(1), welcome(mode, 3), shown(3), live(3)),
      ).toEqual([]);
  });

  it('reports a seq with two contents', () => {
    expect(read(welcome('fresh', 1), shown(1, { timestamp: 7 }), live(1))).toEqual([
      'inconsistent',
    ]);
    expect(read(welcome('fresh', 1), shown(1, { id: 'e-7' }), live(1))).toEqual(['inconsistent']);
  });

  it('reports a message stored under the wrong name or with another text', () => {
    const ben = message(3, { user: { id: 'ben', name: 'Ben' } });
    expect(without({ stored: [message(1), message(2), ben], readers: [] })).toEqual([
      'inconsistent',
      'invented',
    ]);
  });

  it('reports a message that nobody sent', () => {
    expect(without({ stored: [...FLAWLESS.stored, message(4, { text: 'boo' })] })).toEqual([
      'invented',
    ]);
  });

  describe('the checker with changed messages', () => {
    const edited = message(1, { version: 4, text: 'other', edited: true });
    const edit: SentCommand = {
      ...{ by: 'ada', act: { type: 'edit', id: 'e-1', text: 'other' } },
      acks: [ack(4, { id: 'e-1' })],
    };
    const afterAnEdit = (...frames: Frame[]): string[] =>
      without({
        sentCommands: [...FLAWLESS.sentCommands, edit],
        stored: [edited, message(2), message(3)],
        readers: [{ name: 'Ben', frames }],
      });

    it('accepts a replay that shows a message in its current state', () => {
      const now: Frame = { type: 'message', ...edited };
      expect(afterAnEdit(welcome('fresh', 4), now, shown(2), shown(3), live(4))).toEqual([]);
    });

    it('accepts a change at its own seq, live and in a replay', () => {
      const before = [welcome('fresh', 3), shown(1), shown(2), shown(3), live(3)];
      expect(afterAnEdit(...before, changed(4, edited))).toEqual([]);
      expect(afterAnEdit(...before, welcome('resumed', 4), changed(4, edited), live(4))).toEqual(
        [],
      );
    });

    it('reports a change that never arrived', () => {
      const before = [welcome('fresh', 3), shown(1), shown(2), shown(3), live(3)];
      expect(afterAnEdit(...before, welcome('resumed', 4), live(4))).toEqual(['skipped']);
    });

    it('reports a change that arrived twice', () => {
      const before = [welcome('fresh', 3), shown(1), shown(2), shown(3), live(3)];
      expect(afterAnEdit(...before, changed(4, edited), changed(4, edited))).toEqual(['doubled']);
    });
  });

  it('does not expect what was pruned', () => {
    expect(
      without({
        stored: [message(3)],
        oldestKept: 3,
        readers: [{ name: 'Ben', frames: [welcome('gap', 3), shown(3), live(3)] }],
      }),
    ).toEqual([]);
  });
});
