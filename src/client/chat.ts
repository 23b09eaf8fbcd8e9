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

// `declare`: the constructor makes these fields, and without it the bundle would make each one twice.
export class Chat {
  /** The state of the connection, to be shown as it is. */
  declare readonly state: Readable<ConnectionState>;
  /** Every message loaded, by seq, as the room has told it; `overlay` adds your own changes on their way. */
  declare readonly messages: Readable<readonly Message[]>;
  /** What you did and the room has not yet shown: pending, sent or failed, in your order. */
  declare readonly outbox: Readable<Entries>;
  /** Whether what is in `outbox` outlives a reload. */
  declare readonly durable: Readable<boolean>;
  /** While the room wants you to slow down: until when, and why. What you say is kept. */
  declare readonly pause: Readable<Pause | null>;
  /** Whether there is more before the first message. */
  declare readonly older: Readable<Older>;
  /** Who is here. */
  declare readonly presence: Readable<RoomPresence>;
  /** Who else is typing. */
  declare readonly typingUsers: Readable<readonly User[]>;
  /** How far each person has read. */
  declare readonly reads: Readable<ReadPositions>;
  /** Who you are; `null` for a reader, who must take a name to write. */
  declare readonly you: Readable<You | null>;
  /** The room's limits, known once it has welcomed you. */
  declare readonly limits: Readable<Partial<ClientLimits>>;
  /** The room's latest sentence for people. */
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
   * Says something. It is in `outbox` at once and sent as soon as it can be, across any number of
   * connections, exactly once. The promise tells how that ended; without a name, or once refused, what
   * is to be done, and what you said is sent then. Its entry says by `kept` whether it is stored.
   */
  send(text: string, options?: { replyTo?: string | undefined } | null): Promise<Result<Ack>> {
    const replyTo = options?.replyTo;
    this.typing(false);
    return this.#run({ type: 'message', text, ...(replyTo !== undefined && { replyTo }) });
  }

  /** Changes the text of your own message. */
  edit(id: string, text: string): Promise<Result<Ack>> {
    this.typing(false);
    return this.#run({ type: 'edit', id, text });
  }

  /** Deletes your own message: its text is gone for everyone. */
  remove(id: string): Promise<Result<Ack>> {
    return this.#run({ type: 'delete', id });
  }

  /** Puts your reaction on a message, or takes it off. */
  react(id: string, emoji: string, on: boolean): Promise<Result<Ack>> {
    return this.#run({ type: 'react', id, emoji, on });
  }

  /** What `answersOf` and other lazily loaded parts build on; `null` once closed. */
  get wire(): Wire | null {
    return this.#session;
  }

  /** Tries a failed message again. */
  retry(cid: string): void {
    this.#session?.outbox.retry(cid, this.#session.userId);
  }

  /** Gives up a message that was not sent. */
  discard(cid: string): void {
    this.#session?.outbox.discard(cid);
  }

  /** Tells the others that you type; call it at each key, and with `false` where nothing is left. */
  typing(on = true): void {
    if (on) this.#session?.signals.typing();
    else this.#session?.signals.rest();
  }

  /** Tells the others that you have seen everything up to this seq. */
  markRead(seq: number): void {
    this.#session?.signals.markRead(seq);
  }

  /** Loads what was said before. */
  async loadOlder(): Promise<void> {
    await this.#session?.loadOlder();
  }

  /**
   * Reads one page of history, newest last: around a message, before or after one, or without a place
   * the newest. It is not taken into `messages`, which have no holes.
   */
  async history(at?: PageAt | null): Promise<Result<HistoryBody>> {
    return this.#session?.page(at ?? {}) ?? CLOSED;
  }

  /** Takes a name: your first, or another one. */
  async setName(name: string): Promise<Result<You>> {
    return this.#session?.setName(name) ?? CLOSED;
  }

  /**
   * Forgets who you are and everything that was kept of you here, what is not yet sent included. The
   * other tabs of this browser log out with it, and so do all chats that share this connection.
   */
  logout(): void {
    this.#session?.logout();
  }

  /** Connects now instead of when the waiting is over, also after a refusal. */
  reconnect(): void {
    this.#session?.connection.wake();
    this.#session?.connection.start();
  }

  /**
   * Leaves the room for good: nothing is told here any more. The connection ends with the last chat
   * of the page that shares it.
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
