// Virtualization: only a window of a long conversation is rendered. The window moves as the reader scrolls.
import { signal } from '@preact/signals';
import { indexOfSeq } from '../../client/app/message-id.ts';
import type { Message } from '../../client/index.ts';
import { FIRST_MESSAGES, renderableCount } from './render-budget.ts';

/** The most messages that are rendered: several screens on any display. */
export const MOST = 300;
/** Messages rendered on each side of a jump target, and removed at once when there are too many. */
export const STEP = 75;
/** Messages added per step when the reader gets near an end, until the rendering speed is known. */
export const STEP_MESSAGES = 3;
const LEAST_GAIT = 2;
const MOST_GAIT = 12;
/** The time that rendering a step may take; the rest of a frame is the browser's. */
const GAIT_MS = 6;

export class MessageWindow {
  /** Counts moves. Views subscribe to it. */
  readonly moves = signal(0);
  /** The seq of the first message; `null` for the first one loaded. */
  #from: number | null = null;
  /** The seq of the last message; `null` to follow the newest. */
  #to: number | null = null;
  /** The seq of the first rendered message; `null` after a move. */
  #drawn: number | null = null;
  /** The seq of the last rendered message. */
  #drawnTo = 0;
  #gait = STEP_MESSAGES;
  #filling: 'earlier' | 'later' | null = null;
  /** Whether the given messages end with the newest one. */
  #isAttached = true;

  /** Whether the window includes the newest message. */
  get reachesEnd(): boolean {
    return this.#to === null;
  }

  /** Continues with messages that do not reach the newest one, around a seq. */
  detach(messages: readonly Message[], seq: number): void {
    this.#isAttached = false;
    const at = indexOfSeq(messages, seq);
    this.#set(messages, ...this.#around(messages, at));
    this.#drawn = null;
  }

  /** Continues at the same position with messages that reach the newest one. */
  attach(): void {
    this.#isAttached = true;
  }

  /**
   * The messages to render. If there are too many, the ones furthest from the reader are dropped.
   * @param following whether the reader follows the newest message.
   * @param unreadAfter the seq after which the unread messages begin, which are rendered first; else `null`.
   */
  of(
    messages: readonly Message[],
    following: boolean,
    unreadAfter: number | null = null,
  ): readonly Message[] {
    const [start, end] = this.#bounds(messages);
    const drawn = this.#drawn === null ? start : indexOfSeq(messages, this.#drawn);
    const behind = Math.max(start, indexOfSeq(messages, this.#drawnTo + 1));
    const unread = unreadAfter === null ? 0 : end - indexOfSeq(messages, unreadAfter + 1);
    // The read position may arrive shortly after the messages.
    const isLate = this.#filling === 'earlier' && unread > end - start;
    const isFirst = following && this.reachesEnd && (behind === start || isLate);
    const most = isFirst ? Math.min(end, FIRST_MESSAGES) : end - behind;
    const fits = renderableCount(messages, following ? end : behind, following ? -1 : 1, most);
    // Long texts are rendered only when the reader gets near.
    if (isFirst) this.#filling = fits === most && most < end ? 'earlier' : null;
    if (isFirst && unread > most) {
      this.#filling = 'later';
      const from = end - unread;
      this.#set(messages, from, from + renderableCount(messages, from, 1, most));
    }
    // Of many long texts at once, as many as fit into a task are rendered, from one end.
    else if (isFirst || (fits < end - behind && following)) this.#set(messages, end - fits, end);
    else if (fits < end - behind) this.#set(messages, start, behind + fits);
    // Drops more than necessary, so that not every new message drops an old one.
    else if (end - start > MOST && following) this.#set(messages, end - MOST + STEP, end);
    // A page of earlier messages is also added in steps.
    else if (drawn - start > this.#gait && drawn < end) {
      const from = drawn - renderableCount(messages, drawn, -1, this.#gait);
      this.#set(messages, from, Math.min(end, from + MOST));
    } else if (end - start > MOST) this.#set(messages, start, start + MOST);
    const shown = messages.slice(...this.#bounds(messages));
    this.#drawn = shown[0]?.seq ?? null;
    this.#drawnTo = shown.at(-1)?.seq ?? 0;
    return shown;
  }

  /** The direction in which the initial rows are still being extended, wherever the reader is. */
  get filling(): 'earlier' | 'later' | null {
    return this.#filling;
  }

  /** Whether a step at one end drops messages at the other. */
  isFull(messages: readonly Message[]): boolean {
    const [start, end] = this.#bounds(messages);
    return end - start > MOST - this.#gait;
  }

  /** Moves towards the beginning. @returns whether there were more messages. */
  earlier(messages: readonly Message[]): boolean {
    const [start, end] = this.#bounds(messages);
    if (start === 0) return false;
    const from = start - renderableCount(messages, start, -1, Math.min(start, this.#gait));
    this.#move(messages, from, Math.min(end, from + MOST));
    return true;
  }

  /** Moves towards the end. @returns whether there were more messages. */
  later(messages: readonly Message[]): boolean {
    const [start, end] = this.#bounds(messages);
    if (end === messages.length) return false;
    const more = Math.min(messages.length - end, this.#gait);
    const to = end + renderableCount(messages, end, 1, more);
    this.#move(messages, Math.max(start, to - MOST), to);
    return true;
  }

  /** Adapts the step size to the rendering speed. @param ms the time that the last step took. */
  took(ms: number): void {
    const fits = Math.round((this.#gait * GAIT_MS) / Math.max(ms, 1));
    this.#gait = Math.max(LEAST_GAIT, Math.min(MOST_GAIT, fits));
  }

  /** Moves to the message with this seq, unless the window includes it. */
  reach(messages: readonly Message[], seq: number): void {
    const [start, end] = this.#bounds(messages);
    const at = indexOfSeq(messages, seq);
    // Not loaded: the timeline was reset.
    if (at === messages.length || (at >= start && at < end)) return;
    this.#move(messages, ...this.#around(messages, at));
  }

  /** Moves to the newest message. */
  toEnd(messages: readonly Message[]): void {
    this.attach();
    if (this.reachesEnd) return;
    const { length } = messages;
    this.#move(
      messages,
      length - renderableCount(messages, length, -1, Math.min(length, 2 * STEP)),
      length,
    );
  }

  /** Whether the first message that is loaded is rendered; never before any is. */
  reachesStart(messages: readonly Message[]): boolean {
    return this.#bounds(messages)[0] === 0 && this.#drawnTo > 0;
  }

  #bounds(messages: readonly Message[]): [start: number, end: number] {
    const start = this.#from === null ? 0 : indexOfSeq(messages, this.#from);
    return [start, this.#to === null ? messages.length : indexOfSeq(messages, this.#to + 1)];
  }

  #around(messages: readonly Message[], at: number): [start: number, end: number] {
    this.#filling = null;
    const before = renderableCount(messages, at, -1, Math.min(at, STEP));
    return [
      at - before,
      at + renderableCount(messages, at, 1, Math.min(messages.length - at, STEP)),
    ];
  }

  #move(messages: readonly Message[], start: number, end: number): void {
    this.#set(messages, start, end);
    this.#drawn = null;
    const isWhole = this.#filling === 'later' ? end === messages.length : start === 0;
    if (isWhole || end - start >= 2 * STEP) this.#filling = null;
    this.moves.value++;
  }

  #set(messages: readonly Message[], start: number, end: number): void {
    this.#from = start === 0 ? null : (messages[start]?.seq ?? null);
    const isNewest = end === messages.length && this.#isAttached;
    this.#to = isNewest ? null : (messages[end - 1]?.seq ?? null);
  }
}
