// A room as one of a page's components holds it: what can be seen, and what can be done.
import type { AssistantFacts } from '../protocol/assistant.ts';
import type { ClientLimits } from '../protocol/limits.ts';
import type { Message, User } from '../protocol/message.ts';
import type { HistoryBody, PageAt } from '../protocol/rest.ts';
import type { Link } from './connection/connection-state.ts';
import { failure, type Result } from './core/result.ts';
import { type Readable, Value } from './core/value.ts';
import type { Pause } from './outbox/outbox.ts';
import type { Ack, Entries } from './outbox/outbox-entry.ts';
import type { Older } from './room-state/older-messages.ts';
import type { Roster } from './room-state/presence.ts';
import type { Reads } from './room-state/read-positions.ts';
import type { You } from './room-state/room-state.ts';
import type { UnnamedAct, Visit } from './shared-session.ts';
import type { Wire } from './wire.ts';

const closed = () => Promise.resolve(failure('closed', 'The chat was closed.'));

// `declare`: the constructor makes these fields, and without it the bundle would make each one twice.
export class Chat {
  /** The state of the connection, to be shown as it is. */
  declare readonly state: Readable<Link>;
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
  declare readonly presence: Readable<Roster>;
  /** Who else is typing. */
  declare readonly typists: Readable<readonly User[]>;
  /** How far each person has read. */
  declare readonly reads: Readable<Reads>;
  /** Who you are; `null` for a reader, who must take a name to write. */
  declare readonly you: Readable<You | null>;
  /** The room's limits, known once it has welcomed you. */
  declare readonly limits: Readable<Partial<ClientLimits>>;
  /** The room's latest sentence for people. */
  declare readonly notice: Readable<string | null>;
  /** Whom one may ask here; `null` where there is nobody. */
  declare readonly assistant: Readable<AssistantFacts | null>;

  /** What it shares with others on the page; `null` once it is closed. */
  #visit: Visit | null;
  readonly #end: () => void;

  constructor(visit: Visit) {
    const ends: (() => void)[] = [];
    // Its own copies: what others do with theirs, and that they stay longer, is not to be noticed.
    const own = <T>(value: Readable<T>): Value<T> => {
      const mine = new Value(value.get());
      ends.push(value.subscribe((next) => mine.set(next)));
      return mine;
    };
    const { connection, outbox, older, view } = visit;
    const state = own(connection.state);
    this.state = state;
    this.messages = own(view.messages);
    this.outbox = own(outbox.entries);
    this.durable = own(outbox.durable);
    this.pause = own(outbox.pause);
    this.older = own(older);
    this.presence = own(view.presence);
    this.typists = own(view.typists.users);
    this.reads = own(view.reads);
    this.you = own(view.you);
    this.limits = own(view.limits);
    this.notice = own(view.notice);
    this.assistant = own(view.assistant);
    this.#end = () => {
      for (const end of ends) end();
      if (state.get().at !== 'closed') state.set({ at: 'closed' });
    };
    this.#visit = visit;
    visit.enter();
  }

  /**
   * Says something. It is in `outbox` at once and sent as soon as it can be, across any number of
   * connections, exactly once. The promise tells how that ended; without a name, or once refused, what
   * is to be done, and what you said is sent then. Its entry says by `kept` whether it is stored.
   */
  send(text: string, options?: { replyTo?: string | undefined } | null): Promise<Result<Ack>> {
    const replyTo = options?.replyTo;
    this.typing(false);
    return this.#act({ type: 'message', text, ...(replyTo !== undefined && { replyTo }) });
  }

  /** Changes the text of your own message. */
  edit(id: string, text: string): Promise<Result<Ack>> {
    this.typing(false);
    return this.#act({ type: 'edit', id, text });
  }

  /** Deletes your own message: its text is gone for everyone. */
  remove(id: string): Promise<Result<Ack>> {
    return this.#act({ type: 'delete', id });
  }

  /** Puts your reaction on a message, or takes it off. */
  react(id: string, emoji: string, on: boolean): Promise<Result<Ack>> {
    return this.#act({ type: 'react', id, emoji, on });
  }

  /** What `answersOf` and others that come when needed build on; `null` once it is closed. */
  get wire(): Wire | null {
    return this.#visit;
  }

  /** Tries a failed message again. */
  retry(cid: string): void {
    this.#visit?.outbox.retry(cid, this.#visit.userId);
  }

  /** Gives up a message that was not sent. */
  discard(cid: string): void {
    this.#visit?.outbox.discard(cid);
  }

  /** Tells the others that you type; call it at each key, and with `false` where nothing is left. */
  typing(on = true): void {
    if (on) this.#visit?.signals.typing();
    else this.#visit?.signals.rest();
  }

  /** Tells the others that you have seen everything up to this seq. */
  markRead(seq: number): void {
    this.#visit?.signals.markRead(seq);
  }

  /** Loads what was said before. */
  async loadOlder(): Promise<void> {
    await this.#visit?.loadOlder();
  }

  /**
   * Reads one page of history, newest last: around a message, before or after one, or without a place
   * the newest. It is not taken into `messages`, which have no holes.
   */
  async history(at?: PageAt | null): Promise<Result<HistoryBody>> {
    return this.#visit?.page(at ?? {}) ?? closed();
  }

  /** Takes a name: your first, or another one. */
  async setName(name: string): Promise<Result<You>> {
    return this.#visit?.setName(name) ?? closed();
  }

  /**
   * Forgets who you are and everything that was kept of you here, what is not yet sent included. The
   * other tabs of this browser log out with it, and whoever shares this connection.
   */
  logout(): void {
    this.#visit?.logout();
  }

  /** Connects now instead of when the waiting is over, also after a refusal. */
  reconnect(): void {
    this.#visit?.connection.wake();
    this.#visit?.connection.start();
  }

  /**
   * Leaves the room for good: nothing is told here any more. The connection ends with the last chat
   * of the page that shares it.
   */
  close(): void {
    const visit = this.#visit;
    this.#visit = null;
    visit?.leave();
    this.#end();
  }

  #act(act: UnnamedAct): Promise<Result<Ack>> {
    return this.#visit?.act(act) ?? closed();
  }
}
