// One connection to a room with its outbox, state and identity, shared by all chats of a page that ask for
// the same. It ends when the last of them closes.
import type { Frame } from '../protocol/frames.ts';
import type { HistoryBody, PageAt } from '../protocol/rest.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import type { Strategy } from './connection/backoff.ts';
import { Connection } from './connection/connection.ts';
import type { ConnectionState } from './connection/connection-state.ts';
import type { Address } from './connection/reconnecting-socket.ts';
import type { Environment } from './core/environment.ts';
import { failure, type Result, success, UNREACHABLE } from './core/result.ts';
import { Value } from './core/value.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Ack, OutboxCommand } from './outbox/outbox-entry.ts';
import type { OutboxStorage } from './outbox/outbox-storage.ts';
import type { Server } from './rest/server.ts';
import type { Older, OlderMessages } from './room-state/older-messages.ts';
import { RoomState, type You } from './room-state/room-state.ts';
import { Signals } from './room-state/signals.ts';
import type { Session } from './session/session.ts';

export type SharedSessionDeps = {
  readonly environment: Environment;
  readonly server: Server;
  readonly session: Session;
  readonly openStorage: (settled: () => void) => OutboxStorage;
  readonly strategy: Strategy;
};

/** A command before it has its `cid`. */
export type NewCommand = Unnamed<OutboxCommand>;
type Unnamed<A> = A extends OutboxCommand ? Omit<A, 'cid'> : never;

export class SharedSession {
  readonly connection: Connection;
  readonly roomState: RoomState;
  readonly outbox: Outbox;
  readonly older = new Value<Older>({ at: 'idle' });
  readonly signals: Signals;
  readonly frames = new Value<readonly Frame[]>([]);
  readonly #deps: SharedSessionDeps;
  readonly #ended: () => void;
  readonly #forgetSession: () => void;
  #olderMessages: OlderMessages | null = null;
  #chats = 0;

  /** @param ended called when the last chat has closed. */
  constructor(deps: SharedSessionDeps, ended: () => void) {
    const { environment, session, openStorage, strategy } = deps;
    const { clock, random } = environment;
    this.#deps = deps;
    this.#ended = ended;
    this.connection = new Connection({
      environment,
      strategy,
      address: () => this.#address(),
      renew: session.stale,
      online: () => this.roomState.presence.get().online,
      frames: (frames) => {
        this.roomState.take(frames);
        for (const frame of frames) {
          if (frame.type === 'ack') this.outbox.acked(frame);
          else if (frame.type === 'error') this.outbox.refused(frame);
        }
        this.outbox.reached((ack) => this.roomState.shows(ack));
        this.frames.set(frames);
      },
    });
    const send = (frame: object) => this.connection.send(frame);
    this.outbox = new Outbox({
      clock,
      random,
      openStorage,
      send: (commands) => send(commands.length > 1 ? commands : (commands[0] as OutboxCommand)),
      answerTimeoutMs: () => this.connection.answerTimeoutMs,
      limits: () => this.roomState.limits.get(),
      stalled: () => this.connection.silent(),
      renew: () => {
        session.stale();
        this.connection.restart();
      },
    });
    // A reader has no name to send signals under.
    this.signals = new Signals(
      clock,
      (frame) => this.userId !== null && send(frame),
      () => this.roomState.typingMs,
    );
    this.roomState = new RoomState(clock, session.user(), () => {
      this.#olderMessages?.reset();
      this.signals.forgetRead();
    });
    this.connection.state.subscribe((current) => this.#follow(current));
    this.#forgetSession = session.watch(() => this.#become(session.user()));
  }

  /** Adds a chat. Reconnects if the room had refused. */
  enter(): void {
    this.#chats++;
    this.connection.start();
  }

  /** Removes a chat; ends with the last one. */
  leave(): void {
    if (--this.#chats > 0) return;
    this.connection.stop();
    this.outbox.end();
    this.signals.end();
    this.#forgetSession();
    this.#ended();
  }

  get userId(): string | null {
    return this.roomState.you.get()?.id ?? null;
  }

  async run(command: NewCommand): Promise<Result<Ack>> {
    // JavaScript callers may pass anything, and a command that cannot be sent would block the queue.
    for (const value of Object.values(command))
      if (typeof value !== 'string' && value !== !!value)
        return failure('bad_request', 'Send a text.');
    const cid = this.#deps.environment.newId();
    return this.outbox.add({ ...command, cid } as OutboxCommand, this.userId);
  }

  async page(at: PageAt): Promise<Result<HistoryBody>> {
    const { server, session } = this.#deps;
    const token = await session.token();
    return token.ok ? server.page(at, token.value) : token;
  }

  async loadOlder(): Promise<void> {
    try {
      const { OlderMessages } = await import('./room-state/older-messages.ts');
      this.#olderMessages ??= new OlderMessages(
        this.older,
        (before) => this.page(before === null ? {} : { before }),
        (messages) => this.roomState.takePage(messages),
        () => this.roomState.messages.get()[0]?.id ?? null,
      );
      await this.#olderMessages.load();
    } catch {
      this.older.set({ at: 'failed', reason: UNREACHABLE.fault });
    }
  }

  async setName(name: string): Promise<Result<You>> {
    const named = await this.#deps.session.name(name);
    if (!named.ok) return named;
    this.#become(named.value);
    return success(named.value);
  }

  logout(): void {
    this.outbox.forget(this.userId);
    this.#deps.session.forget();
    this.#deps.environment.transportStore?.save('websocket');
    this.#become(null);
  }

  #become(you: You | null): void {
    const before = this.roomState.you.get();
    if (before?.id === you?.id && before?.name === you?.name) return;
    // Another tab may have logged out. Taking a first name does not change who has read.
    if (before && before.id !== you?.id) this.signals.forgetRead();
    this.roomState.you.set(you);
    this.connection.restart();
  }

  async #address(): Promise<Result<Address>> {
    const { server, session } = this.#deps;
    const token = await session.token();
    if (!token.ok) return token;
    // Renewal may have failed because the identity is gone.
    if (token.value === null) this.roomState.you.set(null);
    return success({
      url: server.socketUrl(this.roomState.cursor),
      protocols: token.value === null ? [SUBPROTOCOL] : [SUBPROTOCOL, token.value],
    });
  }

  #follow(current: ConnectionState): void {
    if (current.at === 'live') {
      // Load this code while online; offline it would be unavailable.
      for (const coming of [import('./room-state/older-messages.ts'), import('./rest/http.ts')])
        coming.catch(() => {});
      this.signals.reconnected();
      this.outbox.open(this.userId);
    } else {
      this.outbox.shut();
      if (current.at === 'refused') this.outbox.hinder(current.reason);
      // From the welcome on the room reports typing again, maybe in the same batch.
      if (current.at !== 'syncing') this.roomState.typingUsers.clear();
    }
  }
}
