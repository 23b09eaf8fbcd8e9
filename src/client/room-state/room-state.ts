// The client's view of the room, folded from frames and pages of history. It sends nothing.
import type { AssistantFacts } from '../../protocol/assistant.ts';
import type { Frame, FrameOf } from '../../protocol/frames.ts';
import { type ClientLimits, TYPING_MS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import type { Clock } from '../core/environment.ts';
import { Value } from '../core/value.ts';
import type { Ack } from '../outbox/outbox-entry.ts';
import { follow, isOfThisLog, noCursor, resumeFrom } from './cursor.ts';
import { applyPresence, noPresence, type RoomPresence } from './presence.ts';
import { advanceReads, type ReadPositions } from './read-positions.ts';
import { emptyTimeline, forget, merge, type News } from './timeline.ts';
import { TypingUsers } from './typing-users.ts';

/** Your id, name and role in the room. */
export type You = { readonly id: string; readonly name: string; readonly role: string };

export class RoomState {
  readonly messages = new Value<readonly Message[]>([]);
  readonly presence = new Value<RoomPresence>(noPresence);
  readonly reads = new Value<ReadPositions>(new Map());
  readonly limits = new Value<Partial<ClientLimits>>({});
  readonly notice = new Value<string | null>(null);
  readonly assistant = new Value<AssistantFacts | null>(null);
  readonly you: Value<You | null>;
  readonly typingUsers: TypingUsers;
  readonly #restarted: () => void;
  #timeline = emptyTimeline;
  #cursor = noCursor;
  /** A new timeline is being received; the old one is shown until it is complete. */
  #replacing = false;

  /** @param restarted called when the timeline restarts, so that pending requests about the old one are dropped. */
  constructor(clock: Clock, you: You | null, restarted: () => void) {
    this.you = new Value(you);
    this.typingUsers = new TypingUsers(clock);
    this.#restarted = restarted;
  }

  /** How long typing lasts without a renewal, as the room says [R44]. */
  get typingMs(): number {
    return this.limits.get().typingMs || TYPING_MS;
  }

  /** What to resume from. */
  get cursor(): string | null {
    return resumeFrom(this.#cursor);
  }

  /** Whether the timeline includes an acknowledged change. Changes of a wiped log count as included. */
  shows({ id, seq }: Ack): boolean {
    const { epoch, seq: shownTo } = this.#cursor;
    if (this.#replacing || epoch === null) return false;
    return !isOfThisLog(this.#cursor, id) || seq <= (shownTo ?? 0);
  }

  /** Applies frames that arrived together, in order; other kinds are ignored. */
  take(frames: readonly Frame[]): void {
    const news: News[] = [];
    for (const frame of frames) {
      this.#cursor = follow(this.#cursor, frame);
      this.#note(frame, news);
    }
    this.#learn(news);
  }

  /** Applies a page of history. */
  takePage(page: readonly Message[]): void {
    // A page read just before a wipe does not belong to the new log.
    const ours = page.filter(({ id }) => isOfThisLog(this.#cursor, id));
    this.#learn(ours.map((message) => ({ message, places: true })));
  }

  #note(frame: Frame, news: News[]): void {
    if (frame.type === 'message') {
      news.push({ message: frame, places: true });
      // The message ends its author's typing [R44].
      this.typingUsers.typing(frame.user, false);
    } else if (frame.type === 'changed') news.push({ message: frame.message, places: false });
    else if (frame.type === 'welcome') this.#welcome(frame, news);
    else if (frame.type === 'live') this.#replacing = false;
    else if (frame.type === 'pruned') this.#timeline = forget(this.#timeline, frame.before);
    else if (frame.type === 'presence')
      this.presence.set(applyPresence(this.presence.get(), frame));
    else if (frame.type === 'typing') {
      const { user, on } = frame;
      if (user.id !== this.you.get()?.id) this.typingUsers.typing(user, on, this.typingMs);
    } else if (frame.type === 'read')
      this.reads.set(advanceReads(this.reads.get(), frame.user, frame.seq));
    else if (frame.type === 'system') this.notice.set(frame.text);
  }

  #welcome(frame: FrameOf<'welcome'>, news: News[]): void {
    const { you, mode, limits, presence, reads, assistant = null } = frame;
    this.you.set(you.role === 'reader' ? null : you);
    this.limits.set(limits);
    this.assistant.set(assistant);
    this.presence.set(applyPresence(noPresence, presence));
    // A stream or poll may have restarted unnoticed, and an `off` may have been missed.
    this.typingUsers.clear();
    if (mode !== 'resumed') this.#restart(news);
    for (const member of presence.members ?? []) {
      const seq = reads?.[member.id];
      if (seq !== undefined) this.reads.set(advanceReads(this.reads.get(), member, seq));
    }
  }

  #restart(news: News[]): void {
    // Gap, reset or first page: what is loaded may now have holes [I4].
    news.length = 0;
    this.#timeline = emptyTimeline;
    this.#replacing = true;
    this.reads.set(new Map());
    this.#restarted();
  }

  #learn(news: readonly News[]): void {
    this.#timeline = merge(this.#timeline, news);
    if (!this.#replacing) this.messages.set(this.#timeline.messages);
  }
}
