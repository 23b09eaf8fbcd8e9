// A room as one component of a page uses it: its readable state, and its commands.
import type { AssistantFacts } from '../protocol/assistant.ts';
import type { ClientLimits } from '../protocol/limits.ts';
import type { Message, User } from '../protocol/message.ts';
import type { HistoryBody, PageAt } from '../protocol/rest.ts';
import type { ConnectionState } from './connection/connection-state.ts';
import { CLOSED, type Result } from './core/result.ts';
import { type Readable, Value } from './core/value.ts';
import type { Pause } from './outbox/outbox.ts';
import type { Ack, Entries } from './outbox/outbox-entry.ts';
import type { Older } from './room-state/older-messages.ts';
import type { RoomPresence } from './room-state/presence.ts';
import type { ReadPositions } from './room-state/read-positions.ts';
import type { You } from './room-state/room-state.ts';
import type { NewCommand, SharedSession } from './shared-session.ts';
import type { Wire } from './wire.ts';

/**
 * A room, as one component of a page uses it: `connect` returns one. Everything that can be seen is a
 * `Readable`. Nothing throws for what a network or a room may do; promises resolve with a `Result`.
 */
// `declare`: the constructor makes these fields, and without it the bundle would make each one twice.
export class Chat {
  /** The state of the connection. */
  declare readonly state: Readable<ConnectionState>;
  /**
   * Every message loaded, ordered by `seq`, without holes. `overlay` adds your own changes that the room
   * has not confirmed yet.
   */
  declare readonly messages: Readable<readonly Message[]>;
  /** Your commands that `messages` do not show yet: pending, sent or failed, in the order you gave them. */
  declare readonly outbox: Readable<Entries>;
  /** Whether the entries of `outbox` outlive a reload. */
  declare readonly durable: Readable<boolean>;
  /** Set while the room asks you to slow down: until when, and why. Commands wait in `outbox` meanwhile. */
  declare readonly pause: Readable<Pause | null>;
  /** Whether there are older messages than the first one loaded. */
  declare readonly older: Readable<Older>;
  /** Who is in the room. */
  declare readonly presence: Readable<RoomPresence>;
  /** Who else is typing. */
  declare readonly typingUsers: Readable<readonly User[]>;
  /** How far each person has read. */
  declare readonly reads: Readable<ReadPositions>;
  /** Who you are; `null` for a reader, who must call `setName` to write. */
  declare readonly you: Readable<You | null>;
  /** The room's limits; empty until the first connection. */
  declare readonly limits: Readable<Partial<ClientLimits>>;
  /** The latest text that the room addressed to people, such as its welcome text. */
  declare readonly notice: Readable<string | null>;
  /** The room's assistant; `null` if it has none. */
  declare readonly assistant: Readable<AssistantFacts | null>;

  /** The session shared with other chats of the page; `null` once closed. */
  #session: SharedSession | null;
  readonly #end: () => void;

  constructor(session: SharedSession) {
    const ends: (() => void)[] = [];
    // Copies: after close() they no longer change, while other chats of the page go on.
    const own = <T>(value: Readable<T>): Value<T> => {
      const mine = new Value(value.get());
      ends.push(value.subscribe((next) => mine.set(next)));
      return mine;
    };
    const { connection, outbox, older, roomState } = session;
    const state = own(connection.state);
    this.state = state;
    this.messages = own(roomState.messages);
    this.outbox = own(outbox.entries);
    this.durable = own(outbox.durable);
    this.pause = own(outbox.pause);
    this.older = own(older);
    this.presence = own(roomState.presence);
    this.typingUsers = own(roomState.typingUsers.users);
    this.reads = own(roomState.reads);
    this.you = own(roomState.you);
    this.limits = own(roomState.limits);
    this.notice = own(roomState.notice);
    this.assistant = own(roomState.assistant);
    this.#end = () => {
      for (const end of ends) end();
      if (state.get().at !== 'closed') state.set({ at: 'closed' });
    };
    this.#session = session;
    session.enter();
  }

  /**
   * Sends a message. It appears in `outbox` at once and is sent exactly once, across any number of
   * connections. Without a name (`unnamed`), or after a refusal, the promise resolves at once with what is
   * missing; the message is kept, and sent after `setName()` or `reconnect()`.
   * @param text 1 to `limits.textChars` UTF-16 units.
   * @param options `replyTo`: the id of the message that this one answers.
   * @returns the message's id and seq, or why it was not sent.
   * @throws TypeError that names an unknown option.
   * @example
   * const sent = await chat.send('Hello!', { replyTo: message.id });
   * if (!sent.ok) console.warn(sent.fault.message);
   */
  send(text: string, options?: { replyTo?: string | undefined } | null): Promise<Result<Ack>> {
    const replyTo = options?.replyTo;
    this.typing(false);
    return this.#run({ type: 'message', text, ...(replyTo !== undefined && { replyTo }) });
  }

  /**
   * Changes the text of your own message.
   * @param id the message's `id`.
   * @param text its new text, 1 to `limits.textChars` UTF-16 units.
   * @returns the seq of the change, or why there is none.
   */
  edit(id: string, text: string): Promise<Result<Ack>> {
    this.typing(false);
    return this.#run({ type: 'edit', id, text });
  }

  /**
   * Deletes your own message: its text is gone for everyone.
   * @param id the message's `id`.
   * @returns the seq of the change, or why there is none.
   */
  remove(id: string): Promise<Result<Ack>> {
    return this.#run({ type: 'delete', id });
  }

  /**
   * Adds your reaction to a message, or removes it.
   * @param id the message's `id`.
   * @param emoji one emoji.
   * @param on `true` adds it, `false` removes it.
   * @returns the seq of the change, or why there is none.
   */
  react(id: string, emoji: string, on: boolean): Promise<Result<Ack>> {
    return this.#run({ type: 'react', id, emoji, on });
  }

  /** For `answersOf`, `onFrame` and other parts of the SDK; `null` once closed. */
  get wire(): Wire | null {
    return this.#session;
  }

  /**
   * Sends a failed command again, under your present identity.
   * @param cid the `cid` of its entry in `outbox`.
   */
  retry(cid: string): void {
    this.#session?.outbox.retry(cid, this.#session.userId);
  }

  /**
   * Removes a command that was not sent from `outbox`. Its promise resolves with `discarded`.
   * @param cid the `cid` of its entry in `outbox`.
   */
  discard(cid: string): void {
    this.#session?.outbox.discard(cid);
  }

  /**
   * Tells the others that you are typing. It ends by itself a few seconds after the last call.
   * @param on call it with `true` at each key, and with `false` when the field is empty.
   */
  typing(on = true): void {
    if (on) this.#session?.signals.typing();
    else this.#session?.signals.rest();
  }

  /**
   * Tells the others how far you have read. Calls are throttled to one a second; positions only grow.
   * @param seq the `seq` of the last message seen.
   */
  markRead(seq: number): void {
    this.#session?.signals.markRead(seq);
  }

  /** Loads one more page of older messages into `messages`; `older` tells the progress and failures. */
  async loadOlder(): Promise<void> {
    await this.#session?.loadOlder();
  }

  /**
   * Reads one page of history, newest last. It is not added to `messages`, which have no holes.
   * @param at the id of a message: the page `before`, `after` or `around` it. The newest page by default.
   * @returns the page, with the ids to continue from; `null` for an id means that there is no more.
   * @throws TypeError that names an unknown option.
   */
  async history(at?: PageAt | null): Promise<Result<HistoryBody>> {
    return this.#session?.page(at ?? {}) ?? CLOSED;
  }

  /**
   * Takes a name: the first creates a guest identity, another one renames it.
   * @param name 1 to `limits.nameChars` UTF-16 units.
   * @returns who you are now, or why the name was not accepted.
   */
  async setName(name: string): Promise<Result<You>> {
    return this.#session?.setName(name) ?? CLOSED;
  }

  /**
   * Deletes your identity and everything stored here about you, unsent commands included. The other tabs
   * of this browser are logged out too, and so are all chats that share this connection.
   */
  logout(): void {
    this.#session?.logout();
  }

  /** Connects now instead of after the wait; also after a refusal. */
  reconnect(): void {
    this.#session?.connection.wake();
    this.#session?.connection.start();
  }

  /**
   * Leaves the room for good: nothing changes here any more, and pending promises resolve with `closed`.
   * The connection ends with the last chat of the page that shares it.
   */
  close(): void {
    const session = this.#session;
    this.#session = null;
    session?.leave();
    this.#end();
  }

  #run(command: NewCommand): Promise<Result<Ack>> {
    return this.#session?.run(command) ?? Promise.resolve(CLOSED);
  }
}
