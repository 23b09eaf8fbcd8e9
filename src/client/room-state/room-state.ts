// What this client knows of the room, folded from frames and pages. It asks and sends nothing.
import type { AssistantFacts } from '../../protocol/assistant.ts';
import type { Frame, FrameOf } from '../../protocol/frames.ts';
import { type ClientLimits, TYPING_MS } from '../../protocol/limits.ts';
import type { Message } from '../../protocol/message.ts';
import type { Clock } from '../core/environment.ts';
import { Value } from '../core/value.ts';
import type { Ack } from '../outbox/outbox-entry.ts';
import { follow, isOfThisLog, noCursor, resumeFrom } from './cursor.ts';
import { attend, nobody, type Roster } from './presence.ts';
import { advance, type Reads } from './read-positions.ts';
import { emptyTimeline, forget, merge, type News } from './timeline.ts';
import { Typists } from './typing-users.ts';

/** Yourself as the room knows you. */
export type You = { readonly id: string; readonly name: string; readonly role: string };

export class RoomView {
  readonly messages = new Value<readonly Message[]>([]);
  readonly presence = new Value<Roster>(nobody);
  readonly reads = new Value<Reads>(new Map());
  readonly limits = new Value<Partial<ClientLimits>>({});
  readonly notice = new Value<string | null>(null);
  readonly assistant = new Value<AssistantFacts | null>(null);
  readonly you: Value<You | null>;
  readonly typists: Typists;
  readonly #restarted: () => void;
  #timeline = emptyTimeline;
  #cursor = noCursor;
  /** A new timeline is on its way; what is shown stays until it is whole. */
  #replacing = false;

  /** @param restarted called when the timeline begins anew: what was asked about the old one is void. */
  constructor(clock: Clock, you: You | null, restarted: () => void) {
    this.you = new Value(you);
    this.typists = new Typists(clock);
    this.#restarted = restarted;
  }

  /** How long someone is taken for typing without a renewal, as the room says [R44]. */
  get typingMs(): number {
    return this.limits.get().typingMs || TYPING_MS;
  }

  /** What to resume from. */
  get cursor(): string | null {
    return resumeFrom(this.#cursor);
  }

  /** Whether the timeline has what was confirmed so. A log that is gone has nothing more to show. */
  shows({ id, seq }: Ack): boolean {
    const { epoch, seq: shownTo } = this.#cursor;
    if (this.#replacing || epoch === null) return false;
    return !isOfThisLog(this.#cursor, id) || seq <= (shownTo ?? 0);
  }

  /** Takes in frames that arrived together, in order; those it has no use for are passed over. */
  take(frames: readonly Frame[]): void {
    const news: News[] = [];
    for (const frame of frames) {
      this.#cursor = follow(this.#cursor, frame);
      this.#note(frame, news);
    }
    this.#learn(news);
  }

  /** Takes in a page of what was said before. */
  takePage(page: readonly Message[]): void {
    // A page read just before a wipe has no place in the new log.
    const ours = page.filter(({ id }) => isOfThisLog(this.#cursor, id));
    this.#learn(ours.map((message) => ({ message, places: true })));
  }

  #note(frame: Frame, news: News[]): void {
    if (frame.type === 'message') {
      news.push({ message: frame, places: true });
      // What was being typed is here [R44].
      this.typists.typing(frame.user, false);
    } else if (frame.type === 'changed') news.push({ message: frame.message, places: false });
    else if (frame.type === 'welcome') this.#welcome(frame, news);
    else if (frame.type === 'live') this.#replacing = false;
    else if (frame.type === 'pruned') this.#timeline = forget(this.#timeline, frame.before);
    else if (frame.type === 'presence') this.presence.set(attend(this.presence.get(), frame));
    else if (frame.type === 'typing') {
      const { user, on } = frame;
      if (user.id !== this.you.get()?.id) this.typists.typing(user, on, this.typingMs);
    } else if (frame.type === 'read')
      this.reads.set(advance(this.reads.get(), frame.user, frame.seq));
    else if (frame.type === 'system') this.notice.set(frame.text);
  }

  #welcome(frame: FrameOf<'welcome'>, news: News[]): void {
    const { you, mode, limits, presence, reads, assistant = null } = frame;
    this.you.set(you.role === 'reader' ? null : you);
    this.limits.set(limits);
    this.assistant.set(assistant);
    this.presence.set(attend(nobody, presence));
    // A stream or a poll begins anew without a word: an `off` may have been missed.
    this.typists.clear();
    if (mode !== 'resumed') this.#restart(news);
    for (const member of presence.members ?? []) {
      const seq = reads?.[member.id];
      if (seq !== undefined) this.reads.set(advance(this.reads.get(), member, seq));
    }
  }

  #restart(news: News[]): void {
    // Gap, reset, or a first page: what was known is no longer known to be without holes [I4].
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
