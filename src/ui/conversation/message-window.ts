// Of a long conversation only a stretch stands in the document: so many rows that a browser stays
// quick, so few that it does not notice. It moves along as somebody scrolls.
import { signal } from '@preact/signals';
import type { Message } from '../../client/index.ts';
import { indexOfSeq } from '../timeline/message-lookup.ts';
import { FIRST_MESSAGES, renderableCount } from './render-budget.ts';

/** Messages in the document, at most: several screens of them, however high. */
export const MOST = 300;
/** So many stand around a place that somebody jumps to, and go at once when there are too many. */
export const STEP = 75;
/** So many come in at one end when it gets near, until it is known how quickly they are drawn. */
export const STEP_MESSAGES = 3;
const LEAST_GAIT = 2;
const MOST_GAIT = 12;
/** Drawing them may take so long, in ms; the rest of a frame is the browser's. */
const GAIT_MS = 6;

export class MessageWindow {
  /** Counts its moves; whoever draws it follows. */
  readonly moves = signal(0);
  /** The seq of its first message; `null`: the first there is. */
  #from: number | null = null;
  /** The seq of its last message; `null`: the newest, whatever comes. */
  #to: number | null = null;
  /** The seq of the first one that was drawn, unless it has moved since. */
  #drawn: number | null = null;
  /** The seq of the last message that was drawn. */
  #drawnTo = 0;
  #gait = STEP_MESSAGES;
  #filling: 'earlier' | 'later' | null = null;
  /** Whether the last message that it is given is the newest there is. */
  #isAttached = true;

  /** Whether the newest message is part of it. */
  get reachesEnd(): boolean {
    return this.#to === null;
  }

  /** Goes on in messages that do not reach the newest one, around the message with this seq. */
  detach(messages: readonly Message[], seq: number): void {
    this.#isAttached = false;
    const at = indexOfSeq(messages, seq);
    this.#set(messages, ...this.#around(messages, at));
    this.#drawn = null;
  }

  /** Goes on in messages that do reach the newest one, where it is. */
  attach(): void {
    this.#isAttached = true;
  }

  /**
   * The messages to draw. If they have become too many, those go that are furthest from the reader.
   * @param following whether the reader is at the newest.
   * @param unreadAfter the seq behind which the unread begins, which is drawn first; `null` for none.
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
    // Where the unread begins may be told a moment after the messages.
    const isLate = this.#filling === 'earlier' && unread > end - start;
    const isFirst = following && this.reachesEnd && (behind === start || isLate);
    const most = isFirst ? Math.min(end, FIRST_MESSAGES) : end - behind;
    const fits = renderableCount(messages, following ? end : behind, following ? -1 : 1, most);
    // Long texts come in only when they get near.
    if (isFirst) this.#filling = fits === most && most < end ? 'earlier' : null;
    if (isFirst && unread > most) {
      this.#filling = 'later';
      const from = end - unread;
      this.#set(messages, from, from + renderableCount(messages, from, 1, most));
    }
    // Long texts that come all at once are drawn from one end, as many as fit into a task.
    else if (isFirst || (fits < end - behind && following)) this.#set(messages, end - fits, end);
    else if (fits < end - behind) this.#set(messages, start, behind + fits);
    // More than necessary go, so that not each new message makes an old one go.
    else if (end - start > MOST && following) this.#set(messages, end - MOST + STEP, end);
    // A page of earlier messages comes in by steps, too.
    else if (drawn - start > this.#gait && drawn < end) {
      const from = drawn - renderableCount(messages, drawn, -1, this.#gait);
      this.#set(messages, from, Math.min(end, from + MOST));
    } else if (end - start > MOST) this.#set(messages, start, start + MOST);
    const shown = messages.slice(...this.#bounds(messages));
    this.#drawn = shown[0]?.seq ?? null;
    this.#drawnTo = shown.at(-1)?.seq ?? 0;
    return shown;
  }

  /** Where messages are yet to come in beside the first rows, wherever the reader is. */
  get filling(): 'earlier' | 'later' | null {
    return this.#filling;
  }

  /** Whether a step at one end takes messages away at the other. */
  isFull(messages: readonly Message[]): boolean {
    const [start, end] = this.#bounds(messages);
    return end - start > MOST - this.#gait;
  }

  /** Moves towards the beginning. @returns whether there was something. */
  earlier(messages: readonly Message[]): boolean {
    const [start, end] = this.#bounds(messages);
    if (start === 0) return false;
    const from = start - renderableCount(messages, start, -1, Math.min(start, this.#gait));
    this.#move(messages, from, Math.min(end, from + MOST));
    return true;
  }

  /** Moves towards the end. @returns whether there was something. */
  later(messages: readonly Message[]): boolean {
    const [start, end] = this.#bounds(messages);
    if (end === messages.length) return false;
    const more = Math.min(messages.length - end, this.#gait);
    const to = end + renderableCount(messages, end, 1, more);
    this.#move(messages, Math.max(start, to - MOST), to);
    return true;
  }

  /** @param ms how long it took to draw the last step: a quick machine takes larger ones. */
  took(ms: number): void {
    const fits = Math.round((this.#gait * GAIT_MS) / Math.max(ms, 1));
    this.#gait = Math.max(LEAST_GAIT, Math.min(MOST_GAIT, fits));
  }

  /** Moves to where the message with this seq is, unless it is part of it. */
  reach(messages: readonly Message[], seq: number): void {
    const [start, end] = this.#bounds(messages);
    const at = indexOfSeq(messages, seq);
    // Nothing there: a timeline that began anew has lost it.
    if (at === messages.length || (at >= start && at < end)) return;
    this.#move(messages, ...this.#around(messages, at));
  }

  /** Moves to the newest. */
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
