import { describe, expect, it } from 'vitest';
import { indexOfSeq } from '../../../../src/client/app/message-id.ts';
import {
  MessageWindow,
  MOST,
  STEP,
  STEP_MESSAGES,
} from '../../../../src/ui/conversation/message-window.ts';
import { FIRST_MESSAGES } from '../../../../src/ui/conversation/render-budget.ts';
import { findMessage, mayBeOlder } from '../../../../src/ui/timeline/message-lookup.ts';
import { message } from '../../client/fakes.ts';

/** Every other seq, as after changes. */
const said = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(2 * (from + i)));
const ends = (messageWindow: MessageWindow, all = said(1, 2000), following = false) => {
  const shown = messageWindow.of(all, following);
  return [shown[0]?.seq, shown.at(-1)?.seq, shown.length];
};

/** Renders the first messages, and then those above them. @returns how many each step added. */
const fill = (messageWindow: MessageWindow, all: ReturnType<typeof said>): number[] => {
  const counts = [messageWindow.of(all, true).length];
  while (messageWindow.filling && messageWindow.earlier(all))
    counts.push(messageWindow.of(all, true).length);
  return counts.map((count, i) => count - (counts[i - 1] ?? 0));
};

describe('the message window', () => {
  it('is everything while that is little', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, FIRST_MESSAGES);
    expect(ends(messageWindow, all, true)).toEqual([2, 2 * FIRST_MESSAGES, FIRST_MESSAGES]);
    expect(messageWindow.filling).toBeNull();
    expect(messageWindow.earlier(all)).toBe(false);
    expect(messageWindow.later(all)).toBe(false);
    expect(messageWindow.moves.peek()).toBe(0);
  });

  it('reaches the start of the loaded messages once they are rendered, not before', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, FIRST_MESSAGES);
    messageWindow.of([], true);
    expect(messageWindow.reachesStart(all)).toBe(false);
    messageWindow.of(all, true);
    expect(messageWindow.reachesStart(all)).toBe(true);
  });

  it('starts with the newest few, and adds the rest above them in small steps', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, 100);
    const [first, ...steps] = fill(messageWindow, all);
    expect(first).toBe(FIRST_MESSAGES);
    expect(Math.max(...steps)).toBe(STEP_MESSAGES);
    expect(ends(messageWindow, all, true)).toEqual([2, 200, 100]);
    // What is loaded above it afterwards waits until the user scrolls near.
    messageWindow.of(said(-99, 100), true);
    expect(messageWindow.filling).toBeNull();
  });

  it('fills several screens, and no more', () => {
    const messageWindow = new MessageWindow();
    fill(messageWindow, said(1, 1000));
    expect(messageWindow.of(said(1, 1000), true).length).toBeLessThan(2 * STEP + STEP_MESSAGES);
  });

  it('starts with the first unread, and adds the others below it in small steps', () => {
    const all = said(1, 100);
    expect(new MessageWindow().of(all, true, 2 * 99)).toHaveLength(FIRST_MESSAGES);
    const late = new MessageWindow();
    // Where the unread messages start may become known a moment later.
    late.of(all, true);
    for (const messageWindow of [new MessageWindow(), late]) {
      const counts = [messageWindow.of(all, true, 2 * 60)];
      expect(counts[0]?.map(({ seq }) => seq)).toEqual(
        all.slice(60, 60 + FIRST_MESSAGES).map(({ seq }) => seq),
      );
      expect(messageWindow.reachesEnd).toBe(false);
      while (messageWindow.filling === 'later' && messageWindow.later(all))
        counts.push(messageWindow.of(all, true, 2 * 60));
      const steps = counts.slice(1).map(({ length }, i) => length - (counts[i]?.length ?? 0));
      expect(Math.max(...steps)).toBe(STEP_MESSAGES);
      expect(counts.at(-1)?.map(({ seq }) => seq)).toEqual(all.slice(60).map(({ seq }) => seq));
      expect(messageWindow.reachesEnd).toBe(true);
      expect(messageWindow.filling).toBeNull();
    }
  });

  it('fills several screens of unread messages, and no more', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, 1000);
    messageWindow.of(all, true, 2 * 100);
    while (messageWindow.filling === 'later' && messageWindow.later(all))
      messageWindow.of(all, true, 2 * 100);
    const { length } = messageWindow.of(all, false, 2 * 100);
    expect(length).toBeGreaterThanOrEqual(2 * STEP);
    expect(length).toBeLessThan(2 * STEP + STEP_MESSAGES);
    expect(messageWindow.reachesEnd).toBe(false);
  });

  it('stops filling once the user has scrolled elsewhere', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, 1000);
    messageWindow.of(all, true);
    expect(messageWindow.filling).toBe('earlier');
    messageWindow.reach(all, 200);
    expect(messageWindow.filling).toBeNull();
  });

  it('drops the oldest while the user follows, and not at each message', () => {
    const messageWindow = new MessageWindow();
    const kept = MOST - STEP;
    fill(messageWindow, said(1, 100));
    expect(ends(messageWindow, said(1, 2000), true)).toEqual([2 * (2000 - kept + 1), 4000, kept]);
    expect(ends(messageWindow, said(1, 2001), true)).toEqual([
      2 * (2000 - kept + 1),
      4002,
      kept + 1,
    ]);
    expect(messageWindow.reachesEnd).toBe(true);
  });

  it('drops the newest while the user scrolls up', () => {
    const messageWindow = new MessageWindow();
    ends(messageWindow, said(1001, 1000 + MOST));
    const from = 1001 - STEP_MESSAGES;
    const moved = [2 * from, 2 * (from - 1 + MOST), MOST];
    expect(ends(messageWindow, said(951, 1000 + MOST))).toEqual(moved);
    expect(messageWindow.reachesEnd).toBe(false);
    // New messages stay out meanwhile.
    expect(ends(messageWindow, said(951, 1100 + MOST))).toEqual(moved);
  });

  it('adds a page of earlier messages in steps', () => {
    const messageWindow = new MessageWindow();
    ends(messageWindow, said(101, 200));
    const all = said(1, 200);
    expect(ends(messageWindow, all)).toEqual([2 * (101 - STEP_MESSAGES), 400, 100 + STEP_MESSAGES]);
    expect(messageWindow.reachesStart(all)).toBe(false);
    expect(messageWindow.earlier(all)).toBe(true);
    expect(ends(messageWindow, all)).toEqual([
      2 * (101 - 2 * STEP_MESSAGES),
      400,
      100 + 2 * STEP_MESSAGES,
    ]);
    while (messageWindow.earlier(all)) ends(messageWindow, all);
    expect(ends(messageWindow, all)).toEqual([2, 400, 200]);
  });

  it('moves in steps to either end, and never exceeds its maximum', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, 2000);
    messageWindow.of(all, true);
    let steps = 0;
    while (messageWindow.earlier(all)) {
      steps++;
      expect(messageWindow.of(all, false).length).toBeLessThanOrEqual(MOST);
    }
    expect(ends(messageWindow)).toEqual([2, 2 * MOST, MOST]);
    expect(messageWindow.reachesStart(all)).toBe(true);
    while (messageWindow.later(all)) steps++;
    expect(ends(messageWindow)).toEqual([2 * (2000 - MOST + 1), 4000, MOST]);
    expect(messageWindow.reachesEnd).toBe(true);
    expect(messageWindow.moves.peek()).toBe(steps);
  });

  it('takes larger steps when rendering is fast, and smaller ones when it is slow', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, 2000);
    messageWindow.of(all, true);
    const stepAfter = (ms: number): number => {
      messageWindow.took(ms);
      const before = messageWindow.of(all, false)[0]?.seq ?? 0;
      messageWindow.earlier(all);
      return (before - (messageWindow.of(all, false)[0]?.seq ?? 0)) / 2;
    };
    expect([6, 3, 3, 0, 0].map(stepAfter)).toEqual([
      STEP_MESSAGES,
      2 * STEP_MESSAGES,
      4 * STEP_MESSAGES,
      12,
      12,
    ]);
    expect([24, 60, 5000, 6, 3].map(stepAfter)).toEqual([3, 2, 2, 2, 4]);
  });

  it('jumps to a message far away, and back to the newest', () => {
    const messageWindow = new MessageWindow();
    const all = said(1, 2000);
    messageWindow.of(all, true);
    messageWindow.reach(all, 1000);
    expect(ends(messageWindow)).toEqual([1000 - 2 * STEP, 998 + 2 * STEP, 2 * STEP]);
    const { value } = messageWindow.moves;
    messageWindow.reach(all, 1100);
    expect(messageWindow.moves.peek()).toBe(value);
    messageWindow.reach(all, 9999);
    expect(messageWindow.moves.peek()).toBe(value);
    messageWindow.toEnd(all);
    expect(ends(messageWindow)).toEqual([4002 - 4 * STEP, 4000, 2 * STEP]);
  });

  it('jumps to a message slightly before its start', () => {
    const messageWindow = new MessageWindow();
    ends(messageWindow, said(101, 300));
    const all = said(1, 300);
    messageWindow.of(all, false);
    messageWindow.reach(all, 2 * 50);
    const shown = messageWindow.of(all, false).map(({ seq }) => seq);
    expect(shown).toContain(2 * 50);
    expect(messageWindow.of(all, false).map(({ seq }) => seq)).toEqual(shown);
  });
});

describe('finding messages', () => {
  const all = said(10, 20);

  it('finds a position by seq and a message by id', () => {
    expect(indexOfSeq(all, 20)).toBe(0);
    expect(indexOfSeq(all, 23)).toBe(2);
    expect(indexOfSeq(all, 99)).toBe(all.length);
    expect(findMessage(all, 'e1-24')?.seq).toBe(24);
    expect(findMessage(all, 'e1-25')).toBeUndefined();
    expect(findMessage(all, 'e2-24')).toBeUndefined();
    expect(findMessage(all, 'nonsense')).toBeUndefined();
  });

  it('says whether a message may be among the earlier ones', () => {
    expect(mayBeOlder(all, 'e1-19')).toBe(true);
    expect(mayBeOlder(all, 'e1-21')).toBe(false);
    expect(mayBeOlder(all, 'e2-2')).toBe(false);
    expect(mayBeOlder(all, 'nonsense')).toBe(false);
    expect(mayBeOlder([], 'e1-1')).toBe(true);
  });

  it('renders one long text at once, from the newest on, and the others in steps', () => {
    const long = Array.from({ length: 50 }, (_, i) => message(i + 1, { text: 'x'.repeat(4000) }));
    const messageWindow = new MessageWindow();
    expect(ends(messageWindow, long, true)).toEqual([50, 50, 1]);
    expect(messageWindow.reachesStart(long)).toBe(false);
    // They are added when the user scrolls near.
    expect(messageWindow.filling).toBeNull();
    for (let step = 1; messageWindow.earlier(long); step++)
      expect(ends(messageWindow, long, true)[2]).toBe(1 + step);
    expect(ends(messageWindow, long, true)).toEqual([1, 50, 50]);
    // An insertion at once replaces the window, which then grows again in steps.
    const more = Array.from({ length: 20 }, (_, i) => message(i + 51, { text: 'x'.repeat(4000) }));
    expect(ends(messageWindow, [...long, ...more], true)).toEqual([70, 70, 1]);
  });

  it('renders long texts that arrive while the user scrolls up in steps, too', () => {
    const messageWindow = new MessageWindow();
    ends(messageWindow, [message(1), message(2)], true);
    const all = [
      message(1),
      message(2),
      ...said(2, 21).map((one) => ({ ...one, text: 'x'.repeat(4000) })),
    ];
    const [from, , count] = ends(messageWindow, all, false);
    expect([from, count]).toEqual([1, 3]);
    expect(messageWindow.reachesEnd).toBe(false);
    while (messageWindow.later(all)) ends(messageWindow, all, false);
    expect(messageWindow.reachesEnd).toBe(true);
  });

  it('stays in a part of the history, however that grows, until told to continue', () => {
    const messageWindow = new MessageWindow();
    ends(messageWindow, said(901, 1000), true);
    const part = said(401, 450);
    messageWindow.detach(part, 2 * 425);
    expect(ends(messageWindow, part)).toEqual([802, 900, 50]);
    expect(messageWindow.reachesEnd).toBe(false);
    expect(messageWindow.later(part)).toBe(false);
    // Another page is added in steps, not at once.
    const grown = said(401, 500);
    expect(ends(messageWindow, grown)).toEqual([802, 900, 50]);
    expect(messageWindow.later(grown)).toBe(true);
    expect(ends(messageWindow, grown)).toEqual([
      802,
      2 * (450 + STEP_MESSAGES),
      50 + STEP_MESSAGES,
    ]);

    // The part has joined the newest messages.
    messageWindow.attach();
    const all = said(401, 1000);
    expect(ends(messageWindow, all)).toEqual([802, 2 * (450 + STEP_MESSAGES), 50 + STEP_MESSAGES]);
    expect(messageWindow.reachesEnd).toBe(false);
    messageWindow.toEnd(all);
    expect(messageWindow.reachesEnd).toBe(true);
    expect(ends(messageWindow, all, true)[1]).toBe(2000);
  });

  it('leaves a part of the history for the newest messages', () => {
    const messageWindow = new MessageWindow();
    ends(messageWindow, said(901, 1000), true);
    messageWindow.detach(said(401, 450), 2 * 425);
    ends(messageWindow, said(401, 450));
    messageWindow.toEnd(said(901, 1000));
    fill(messageWindow, said(901, 1000));
    expect(ends(messageWindow, said(901, 1000), true)).toEqual([1802, 2000, 100]);
    expect(messageWindow.reachesEnd).toBe(true);
  });
});
