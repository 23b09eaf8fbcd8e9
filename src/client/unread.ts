// What of a room a person has not seen, also across reconnects, tabs and days. An entry point of its
// own: not every client wants it.
import type { Message } from '../protocol/message.ts';
import { messageIdOf, type Place, parseMessageId } from '../protocol/place.ts';
import type { Chat } from './chat.ts';
import { type Readable, Value } from './core/value.ts';

/**
 * Where is kept how far each person has read, for the room forgets it once they are gone. A place is
 * the text of a message id, so that one of a log that was wiped shows as such.
 */
export type ReadStore = {
  readonly load: (userId: string) => string | null;
  readonly save: (userId: string, place: string) => void;
  /** Forgets this person, in every room. */
  readonly forget: (userId: string) => void;
  /** Calls when another tab has changed it. @returns a function that ends this. */
  readonly watch?: (changed: () => void) => () => void;
};

/** What somebody has not seen. */
export type Unread = {
  /** Messages of others; what was deleted doesn't count. */
  readonly count: number;
  /** The first of them: a line above it parts the new from the old. */
  readonly first: Message | null;
  /** Whether there may be more of them, before the first message that is loaded. */
  readonly more: boolean;
  /** Up to where all is read; `null` in a room that says nothing yet. */
  readonly after: Place | null;
};

export type UnreadCount = {
  readonly unread: Readable<Unread>;
  /** Everything up to this seq was seen: it counts no more, here, in other tabs and on other devices. */
  readonly read: (seq: number) => void;
  /** Counts no longer. */
  readonly end: () => void;
};

type Watched = Pick<Chat, 'messages' | 'older' | 'reads' | 'you' | 'state' | 'markRead'>;

const later = (a: Place | null, b: Place | null): Place | null =>
  a && b ? (b.seq > a.seq ? b : a) : (a ?? b);

const NOTHING: Unread = { count: 0, first: null, more: false, after: null };

/**
 * What is unread of some messages, which are in the order of `seq`.
 * @param after the seq up to which all is read.
 * @param youId whose own messages are not news to them.
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
 * Follows what is unread in a chat, over reconnects and tabs; with a store, also over visits.
 * @param store keeps the place beyond this page; without, the room alone does, while one is there.
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
  /** Where counting begins for who has never read anything here: with what came since they did. */
  #began: Place | null = null;
  /** The room was empty when they came. */
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
    // Who takes a first name is who has been reading; anybody else has not.
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
    // A room that forgot hears it again, and with it one's other devices.
    // A reader has no name to be told under.
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
    // While a new log is on its way, the messages are still the old one's.
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
    // How far is read while nothing is unread is no news; that the log is another one is.
    if (isOther || was?.epoch !== after?.epoch) this.#value.set({ ...unread, more, after });
  }
}
