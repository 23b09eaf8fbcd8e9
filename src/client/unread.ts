// Which messages a person has not seen, across reconnects, tabs and visits. An entry of its own, because
// not every client needs it.
import type { Message } from '../protocol/message.ts';
import { messageIdOf, type Place, parseMessageId } from '../protocol/place.ts';
import type { Chat } from './chat.ts';
import { type Readable, Value } from './core/value.ts';

/**
 * Keeps how far each person has read, as `storedReads()` does, because the room forgets it once they have
 * left. A place is the id of a message, which also tells the log: after a wipe, places of the old log do not
 * count.
 */
export type ReadStore = {
  /** Returns a person's place, or `null`. */
  readonly load: (userId: string) => string | null;
  /** Saves a person's place. */
  readonly save: (userId: string, place: string) => void;
  /** Deletes a person's places, in every room. */
  readonly forget: (userId: string) => void;
  /**
   * Calls `changed` when another tab has changed it.
   * @returns a function that ends this.
   */
  readonly watch?: (changed: () => void) => () => void;
};

/** The messages that a person has not seen. */
export type Unread = {
  /** How many, without their own and deleted ones. */
  readonly count: number;
  /** The first of them: show the divider above it. */
  readonly first: Message | null;
  /** Whether there may be more of them before the first message loaded. */
  readonly more: boolean;
  /** The place up to which everything is read; `null` in an empty room. */
  readonly after: Place | null;
};

/** Follows what is unread. */
export type UnreadCount = {
  /** What is unread now. */
  readonly unread: Readable<Unread>;
  /** Marks everything up to this seq as read, here, in other tabs and on other devices. */
  readonly read: (seq: number) => void;
  /** Stops following. */
  readonly end: () => void;
};

/** What is needed of a chat. */
export type Watched = Pick<Chat, 'messages' | 'older' | 'reads' | 'you' | 'state' | 'markRead'>;

const later = (a: Place | null, b: Place | null): Place | null =>
  a && b ? (b.seq > a.seq ? b : a) : (a ?? b);

const NOTHING: Unread = { count: 0, first: null, more: false, after: null };

/**
 * The unread messages among some.
 * @param messages ordered by `seq`.
 * @param after the seq up to which everything is read.
 * @param youId the reader's user id: their own messages do not count. `null` for a reader without a name.
 * @returns how many, and the first of them.
 */
export function unreadIn(
  messages: readonly Message[],
  after: number,
  youId: string | null,
): Omit<Unread, 'after'> {
  let count = 0;
  let first: Message | null = null;
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message || message.seq <= after) break;
    if (message.deleted || message.user.id === youId) continue;
    count++;
    first = message;
  }
  return { count, first, more: count > 0 && (messages[0]?.seq ?? 0) > after + 1 };
}

/**
 * Follows what is unread in a chat, across reconnects and tabs; with a store, also across visits.
 * @param chat a chat of `connect`.
 * @param store keeps the read position beyond this page. Without one, only the room keeps it, while the
 *   person is connected.
 * @example
 * const { unread } = followUnread(chat, storedReads('lobby'));
 * unread.subscribe(({ count }) => console.log(`${count} new`));
 */
export const followUnread = (chat: Watched, store: ReadStore | null = null): UnreadCount =>
  new Counter(chat, store);

class Counter implements UnreadCount {
  readonly #chat: Watched;
  readonly #store: ReadStore | null;
  readonly #value = new Value<Unread>(NOTHING);
  readonly #leave: readonly (() => void)[];
  #userId: string | null;
  /** Up to where was read, as far as is known here. */
  #read: Place | null = null;
  /** Where counting starts for someone without a read position: at the newest message when they came. */
  #began: Place | null = null;
  /** Whether the room was empty when they came. */
  #sawNothing = false;

  constructor(chat: Watched, store: ReadStore | null = null) {
    this.#chat = chat;
    this.#store = store;
    this.#userId = chat.you.get()?.id ?? null;
    const review = () => this.#review();
    const { messages, older, reads, you, state } = chat;
    this.#leave = [
      ...[messages, older, reads, state].map((seen) => seen.subscribe(review)),
      you.subscribe((now) => this.#become(now?.id ?? null)),
      store?.watch?.(review) ?? (() => {}),
    ];
    review();
  }

  get unread(): Readable<Unread> {
    return this.#value;
  }

  readonly read = (seq: number): void => {
    const newest = this.#newest;
    if (!newest) return;
    this.#read = later(this.#read, { ...newest, seq: Math.min(seq, newest.seq) });
    this.#review();
  };

  readonly end = (): void => {
    for (const leave of this.#leave) leave();
  };

  get #newest(): Place | null {
    return parseMessageId(this.#chat.messages.get().at(-1)?.id ?? '');
  }

  #become(userId: string | null): void {
    const before = this.#userId;
    if (userId === before) return;
    this.#userId = userId;
    // A reader who takes a first name keeps their read position; another identity starts anew.
    if (before !== null) this.#read = null;
    if (before !== null && userId === null) this.#store?.forget(before);
    this.#review();
  }

  #review(): void {
    const newest = this.#newest;
    const isLive = this.#chat.state.get().at === 'live';
    if (!newest) {
      this.#sawNothing ||= isLive;
      this.#value.set(NOTHING);
      return;
    }
    if (this.#began?.epoch !== newest.epoch)
      this.#began = isLive ? { ...newest, seq: this.#sawNothing ? 0 : newest.seq } : null;
    this.#sawNothing = false;
    this.#read = this.#furthest(newest.epoch, isLive);
    // The room may have forgotten it, and other devices learn it from the room. A reader without a name has no
    // position there.
    if (isLive && this.#read && this.#userId !== null) this.#chat.markRead(this.#read.seq);
    this.#count();
  }

  /** The furthest of what this tab, other tabs, other devices and earlier visits know of this log. */
  #furthest(epoch: string, isLive: boolean): Place | null {
    const known = this.#read?.epoch === epoch ? this.#read : null;
    const userId = this.#userId;
    if (userId === null) return known;
    const text = this.#store?.load(userId) ?? '';
    const kept = parseMessageId(text);
    // While a new log is being received, the messages are still the old one's.
    const told = isLive ? this.#chat.reads.get().get(userId)?.seq : undefined;
    const read = [
      kept?.epoch === epoch ? kept : null,
      told === undefined ? null : { epoch, seq: told },
    ].reduce(later, known);
    if (read && messageIdOf(read) !== text) this.#store?.save(userId, messageIdOf(read));
    return read;
  }

  #count(): void {
    const { messages, older } = this.#chat;
    const after = this.#read ?? this.#began ?? this.#newest;
    const unread = unreadIn(messages.get(), after?.seq ?? 0, this.#userId);
    const more = unread.more && older.get().at !== 'start';
    const { count, first, more: wasMore, after: was } = this.#value.get();
    const isOther = count !== unread.count || first !== unread.first || wasMore !== more;
    // A read position that moves while nothing is unread is no change; another log is.
    if (isOther || was?.epoch !== after?.epoch) this.#value.set({ ...unread, more, after });
  }
}
