// A visit to a room: the parts behind a chat, and how they hear of each other. It lasts until the last
// one who holds it has left.

import type { Frame } from '../protocol/frames.ts';
import type { HistoryBody, PageAt } from '../protocol/rest.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import type { Strategy } from './connection/backoff.ts';
import { Connection } from './connection/connection.ts';
import type { Link } from './connection/connection-state.ts';
import type { Address } from './connection/reconnecting-socket.ts';
import type { Environment } from './core/environment.ts';
import { failure, type Result, success, UNREACHABLE } from './core/result.ts';
import { Value } from './core/value.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Ack, NamedAct } from './outbox/outbox-entry.ts';
import type { Shelf } from './outbox/outbox-storage.ts';
import type { Server } from './rest/server.ts';
import type { Older, OlderMessages } from './room-state/older-messages.ts';
import { RoomView, type You } from './room-state/room-state.ts';
import { Signals } from './room-state/signals.ts';
import type { Session } from './session/session.ts';

export type VisitParts = {
  readonly environment: Environment;
  readonly server: Server;
  readonly session: Session;
  readonly openShelf: (settled: () => void) => Shelf;
  readonly strategy: Strategy;
};

/** What a person does, before it has its name. */
export type UnnamedAct = Unnamed<NamedAct>;
type Unnamed<A> = A extends NamedAct ? Omit<A, 'cid'> : never;

export class Visit {
  readonly connection: Connection;
  readonly view: RoomView;
  readonly outbox: Outbox;
  readonly older = new Value<Older>({ at: 'idle' });
  readonly signals: Signals;
  readonly frames = new Value<readonly Frame[]>([]);
  readonly #parts: VisitParts;
  readonly #ended: () => void;
  readonly #forgetSession: () => void;
  #olderMessages: OlderMessages | null = null;
  #holders = 0;

  /** @param ended called when the last one has left. */
  constructor(parts: VisitParts, ended: () => void) {
    const { environment, session, openShelf, strategy } = parts;
    const { clock, random } = environment;
    this.#parts = parts;
    this.#ended = ended;
    this.connection = new Connection({
      environment,
      strategy,
      address: () => this.#address(),
      renew: session.stale,
      online: () => this.view.presence.get().online,
      frames: (frames) => {
        this.view.take(frames);
        for (const frame of frames) {
          if (frame.type === 'ack') this.outbox.acked(frame);
          else if (frame.type === 'error') this.outbox.refused(frame);
        }
        this.outbox.reached((ack) => this.view.shows(ack));
        this.frames.set(frames);
      },
    });
    const send = (frame: object) => this.connection.send(frame);
    this.outbox = new Outbox({
      clock,
      random,
      openShelf,
      send: (acts) => send(acts.length > 1 ? acts : (acts[0] as NamedAct)),
      patienceMs: () => this.connection.patienceMs,
      limits: () => this.view.limits.get(),
      stalled: () => this.connection.silent(),
      renew: () => {
        session.stale();
        this.connection.restart();
      },
    });
    // A reader has no name to be told under.
    this.signals = new Signals(
      clock,
      (frame) => this.userId !== null && send(frame),
      () => this.view.typingMs,
    );
    this.view = new RoomView(clock, session.user(), () => {
      this.#olderMessages?.reset();
      this.signals.forgetRead();
    });
    this.connection.state.subscribe((link) => this.#follow(link));
    this.#forgetSession = session.watch(() => this.#become(session.user()));
  }

  /** One more holds it. Where the room had said no, it is asked again. */
  enter(): void {
    this.#holders++;
    this.connection.start();
  }

  /** One fewer holds it; with the last one it ends. */
  leave(): void {
    if (--this.#holders > 0) return;
    this.connection.stop();
    this.outbox.end();
    this.signals.end();
    this.#forgetSession();
    this.#ended();
  }

  get userId(): string | null {
    return this.view.you.get()?.id ?? null;
  }

  async act(act: UnnamedAct): Promise<Result<Ack>> {
    // Plain JavaScript may pass anything. What cannot be sent would hold back everything behind it.
    for (const value of Object.values(act))
      if (typeof value !== 'string' && value !== !!value)
        return failure('bad_request', 'Send a text.');
    const cid = this.#parts.environment.newId();
    return this.outbox.add({ ...act, cid } as NamedAct, this.userId);
  }

  async page(at: PageAt): Promise<Result<HistoryBody>> {
    const { server, session } = this.#parts;
    const token = await session.token();
    return token.ok ? server.page(at, token.value) : token;
  }

  async loadOlder(): Promise<void> {
    try {
      const { OlderMessages } = await import('./room-state/older-messages.ts');
      this.#olderMessages ??= new OlderMessages(
        this.older,
        (before) => this.page(before === null ? {} : { before }),
        (messages) => this.view.takePage(messages),
        () => this.view.messages.get()[0]?.id ?? null,
      );
      await this.#olderMessages.load();
    } catch {
      this.older.set({ at: 'failed', reason: UNREACHABLE.fault });
    }
  }

  async setName(name: string): Promise<Result<You>> {
    const named = await this.#parts.session.name(name);
    if (!named.ok) return named;
    this.#become(named.value);
    return success(named.value);
  }

  logout(): void {
    this.outbox.forget(this.userId);
    this.#parts.session.forget();
    this.#parts.environment.rungStore?.save('websocket');
    this.#become(null);
  }

  #become(you: You | null): void {
    const before = this.view.you.get();
    if (before?.id === you?.id && before?.name === you?.name) return;
    // Also where another tab took the identity away. A first name is the same pair of eyes.
    if (before && before.id !== you?.id) this.signals.forgetRead();
    this.view.you.set(you);
    this.connection.restart();
  }

  async #address(): Promise<Result<Address>> {
    const { server, session } = this.#parts;
    const token = await session.token();
    if (!token.ok) return token;
    // Renewing may have shown that the identity is gone.
    if (token.value === null) this.view.you.set(null);
    return success({
      url: server.socketUrl(this.view.cursor),
      protocols: token.value === null ? [SUBPROTOCOL] : [SUBPROTOCOL, token.value],
    });
  }

  #follow(link: Link): void {
    if (link.at === 'live') {
      // Nobody needs it sooner; later, offline, it could not be had any more.
      for (const coming of [import('./room-state/older-messages.ts'), import('./rest/http.ts')])
        coming.catch(() => {});
      this.signals.reconnected();
      this.outbox.open(this.userId);
    } else {
      this.outbox.shut();
      if (link.at === 'refused') this.outbox.hinder(link.reason);
      // Who types is heard again from the welcome on, maybe together with it.
      if (link.at !== 'syncing') this.view.typists.clear();
    }
  }
}
