// A room as its visitor holds it: what can be seen, what can be done, and the parts behind it.
import type { ClientLimits } from '../protocol/limits.ts';
import type { Message, User } from '../protocol/message.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import type { Strategy } from './backoff.ts';
import { Connection } from './connection.ts';
import type { Environment } from './environment.ts';
import type { Address } from './line.ts';
import type { Link } from './link.ts';
import { type Older, OlderMessages } from './older.ts';
import { Outbox, type Pause } from './outbox.ts';
import type { Ack, Entries, NamedAct } from './outbox-entry.ts';
import type { Reads } from './reads.ts';
import { type Result, success } from './result.ts';
import { RoomView, type You } from './room-view.ts';
import type { Roster } from './roster.ts';
import type { Server } from './server.ts';
import type { Session } from './session.ts';
import type { Shelf } from './shelf.ts';
import { Signals } from './signals.ts';
import type { Readable } from './value.ts';

export type ChatParts = {
  readonly environment: Environment;
  readonly server: Server;
  readonly session: Session;
  readonly openShelf: (settled: () => void) => Shelf;
  readonly strategy: Strategy;
};

type Unnamed<A> = A extends NamedAct ? Omit<A, 'cid'> : never;

export class Chat {
  /** The state of the connection, to be shown as it is. */
  readonly state: Readable<Link>;
  /** Every message loaded, by seq, as the room has told it; `overlay` adds your own changes on their way. */
  readonly messages: Readable<readonly Message[]>;
  /** What you did and the room has not yet shown: pending, sent or failed, in your order. */
  readonly outbox: Readable<Entries>;
  /** Whether what is in `outbox` outlives a reload. */
  readonly durable: Readable<boolean>;
  /** While the room wants you to slow down: until when, and why. What you say is kept. */
  readonly pause: Readable<Pause | null>;
  /** Whether there is more before the first message. */
  readonly older: Readable<Older>;
  /** Who is here. */
  readonly presence: Readable<Roster>;
  /** Who else is typing. */
  readonly typists: Readable<readonly User[]>;
  /** How far each person has read. */
  readonly reads: Readable<Reads>;
  /** Who you are; `null` for a reader, who must take a name to write. */
  readonly you: Readable<You | null>;
  /** The room's limits, known once it has welcomed you. */
  readonly limits: Readable<Partial<ClientLimits>>;
  /** The room's latest sentence for people. */
  readonly notice: Readable<string | null>;

  readonly #parts: ChatParts;
  readonly #connection: Connection;
  readonly #view: RoomView;
  readonly #outbox: Outbox;
  readonly #older: OlderMessages;
  readonly #signals: Signals;
  readonly #forgetSession: () => void;

  constructor(parts: ChatParts) {
    const { environment, server, session, openShelf, strategy } = parts;
    const { clock, random } = environment;
    this.#parts = parts;
    this.#connection = new Connection({
      environment,
      strategy,
      address: () => this.#address(),
      renew: session.stale,
      online: () => this.presence.get().online,
      frames: (frames) => {
        this.#view.take(frames);
        for (const frame of frames) {
          if (frame.type === 'ack') this.#outbox.acked(frame);
          else if (frame.type === 'error') this.#outbox.refused(frame);
        }
        this.#outbox.reached((ack) => this.#view.shows(ack));
      },
    });
    const send = (frame: object) => this.#connection.send(frame);
    this.#outbox = new Outbox({
      clock,
      random,
      openShelf,
      send,
      stalled: () => this.#connection.silent(),
      renew: () => {
        session.stale();
        this.#connection.restart();
      },
    });
    this.#older = new OlderMessages(
      async (before) => {
        const token = await session.token();
        return token.ok ? server.page(before, token.value) : token;
      },
      (messages) => this.#view.takePage(messages),
      () => this.messages.get()[0]?.id ?? null,
    );
    this.#signals = new Signals(clock, send);
    this.#view = new RoomView(clock, session.user(), () => {
      this.#older.reset();
      this.#signals.forgetRead();
    });

    this.state = this.#connection.state;
    this.outbox = this.#outbox.entries;
    this.durable = this.#outbox.durable;
    this.pause = this.#outbox.pause;
    this.older = this.#older.state;
    this.typists = this.#view.typists.users;
    ({
      messages: this.messages,
      presence: this.presence,
      reads: this.reads,
      you: this.you,
      limits: this.limits,
      notice: this.notice,
    } = this.#view);
    this.state.subscribe((link) => this.#follow(link));
    this.#forgetSession = session.watch(() => this.#become(session.user()));
    this.#connection.start();
  }

  /**
   * Says something. It is in `outbox` at once and sent as soon as it can be, across any number of
   * connections, exactly once. The promise tells how that ended.
   */
  send(text: string, { replyTo }: { replyTo?: string | undefined } = {}): Promise<Result<Ack>> {
    this.#signals.rest();
    return this.#act({ type: 'message', text, ...(replyTo !== undefined && { replyTo }) });
  }

  /** Changes the text of your own message. */
  edit(id: string, text: string): Promise<Result<Ack>> {
    this.#signals.rest();
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

  /** Tries a failed message again. */
  retry(cid: string): void {
    this.#outbox.retry(cid, this.#userId);
  }

  /** Gives up a message that was not sent. */
  discard(cid: string): void {
    this.#outbox.discard(cid);
  }

  /** Tells the others that you type; call it at each key, and with `false` where nothing is left. */
  typing(on = true): void {
    if (on) this.#signals.typing();
    else this.#signals.rest();
  }

  /** Tells the others that you have seen everything up to this seq. */
  markRead(seq: number): void {
    this.#signals.markRead(seq);
  }

  /** Loads what was said before. */
  loadOlder(): Promise<void> {
    return this.#older.load();
  }

  /** Takes a name: your first, or another one. */
  async setName(name: string): Promise<Result<You>> {
    const named = await this.#parts.session.name(name);
    if (!named.ok) return named;
    this.#become(named.value);
    return success(named.value);
  }

  /**
   * Forgets who you are and everything that was kept of you here, what is not yet sent included. The
   * other tabs of this browser log out with it.
   */
  logout(): void {
    this.#outbox.forget(this.#userId);
    this.#parts.session.forget();
    this.#signals.forgetRead();
    this.#parts.environment.rungStore?.save('websocket');
    this.#become(null);
  }

  /** Connects now instead of when the waiting is over, also after a refusal. */
  reconnect(): void {
    this.#connection.wake();
    this.#connection.start();
  }

  /** Leaves the room for good. */
  close(): void {
    this.#connection.stop();
    this.#outbox.end();
    this.#signals.end();
    this.#forgetSession();
  }

  #become(you: You | null): void {
    const before = this.you.get();
    if (before?.id === you?.id && before?.name === you?.name) return;
    this.#view.you.set(you);
    this.#connection.restart();
  }

  get #userId(): string | null {
    return this.you.get()?.id ?? null;
  }

  #act(act: Unnamed<NamedAct>): Promise<Result<Ack>> {
    const cid = this.#parts.environment.newId();
    return this.#outbox.add({ ...act, cid } as NamedAct, this.#userId);
  }

  async #address(): Promise<Result<Address>> {
    const { server, session } = this.#parts;
    const token = await session.token();
    if (!token.ok) return token;
    // Renewing may have shown that the identity is gone.
    if (token.value === null) this.#view.you.set(null);
    return success({
      url: server.socketUrl(this.#view.cursor),
      protocols: token.value === null ? [SUBPROTOCOL] : [SUBPROTOCOL, token.value],
    });
  }

  #follow(link: Link): void {
    if (link.at === 'live') {
      this.#signals.reconnected();
      this.#outbox.open(this.#userId);
    } else {
      this.#outbox.shut();
      this.#view.typists.clear();
    }
  }
}
