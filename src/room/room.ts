import { DurableObject } from 'cloudflare:workers';
import { isSentCode } from '../protocol/close-code.ts';
import { ERRORS, fault } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frames.ts';
import type { Limits } from '../protocol/limits.ts';
import type { HistoryBody, PageAt, PollBody, RoomFacts } from '../protocol/rest.ts';
import type { Result } from '../protocol/result.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import type { Assistant } from './assistant/assistant.ts';
import { type ChatCommand, type ChatRun, chat } from './assistant/chats.ts';
import type { CommandProcessor } from './commands/processor.ts';
import { type Publication, type Published, publish } from './commands/publish.ts';
import { composeRoom } from './composition.ts';
import type { RoomEnv } from './config.ts';
import type { Connection } from './connections/connection.ts';
import type { ConnectionRegistry } from './connections/registry.ts';
import { Inbox } from './ingress/inbox.ts';
import type { Tables } from './log/tables.ts';
import type { AddressLimiter } from './policy/address-limiter.ts';
import { connectRefusal } from './policy/connect-guard.ts';
import type { RateLimiter } from './policy/rate-limiter.ts';
import type { StorageLimiter } from './policy/storage-limiter.ts';
import { decodePrincipal, PRINCIPAL_HEADER, type Principal } from './principal.ts';
import type { ReadAccess } from './read-access.ts';
import type { Schedule } from './schedule.ts';
import { attempt, type Turn } from './turn.ts';

// Asked each time, so that a test can turn the clock.
const now = () => Date.now();

/**
 * The Durable Object of one room: platform hooks over the parts. Its public methods are what the
 * Worker may call; `#` keeps the rest from being callable over RPC.
 */
export class Room extends DurableObject<RoomEnv> {
  readonly #limits: Limits;
  readonly #registry: ConnectionRegistry;
  readonly #tables: Tables;
  readonly #limiter: RateLimiter;
  readonly #addresses: AddressLimiter;
  readonly #storageLimiter: StorageLimiter;
  readonly #schedule: Schedule;
  readonly #reads: ReadAccess;
  readonly #commands: CommandProcessor<Connection>;
  readonly #inbox = new Inbox({
    turn: (handle, turn) => this.#turn(handle, turn),
    // The platform puts no room to sleep that has a timer.
    later: (run) => setTimeout(run, 0),
  });
  readonly #assistant: Assistant | undefined;

  constructor(ctx: DurableObjectState, env: RoomEnv) {
    super(ctx, env);

    const parts = composeRoom(ctx, env, now);
    this.#limits = parts.limits;
    this.#registry = parts.registry;
    this.#tables = parts.tables;
    this.#limiter = parts.limiter;
    this.#addresses = parts.addresses;
    this.#storageLimiter = parts.storageLimiter;
    this.#assistant = parts.assistant;
    this.#schedule = parts.schedule;
    this.#reads = parts.reads;
    this.#commands = parts.commands;
    this.#schedule.settle();
  }

  /** The upgrade of one principal, whom the Worker describes in a header. */
  override fetch(request: Request): Response {
    this.#registry.evictStale();
    const principal = decodePrincipal(request.headers.get(PRINCIPAL_HEADER) ?? '');
    const guard = {
      limits: this.#limits,
      connections: this.#registry,
      limiter: this.#limiter,
      addresses: this.#addresses,
      now,
    };
    const refusal = connectRefusal(guard, principal);
    if (refusal !== undefined)
      return Response.json(refusal, { status: ERRORS[refusal.code].status });
    const since = new URL(request.url).searchParams.get('since') ?? undefined;
    const { 0: client, 1: server } = new WebSocketPair();
    const connection = this.#registry.accept(server, {
      v: 1,
      principal,
      epoch: this.#tables.database.epoch,
      buckets: this.#limiter.buckets(principal.user.id) ?? {},
      heardAt: now(),
      readSeq: 0,
      leaving: [],
    });
    this.#registry.goLive(connection);
    try {
      this.#registry.reply(connection, this.#reads.welcome(principal, since).frames);
    } catch (error) {
      this.#registry.end(connection, 'internal');
      throw error;
    }
    this.#schedule.plan();
    const headers: HeadersInit = principal.plain ? {} : { 'Sec-WebSocket-Protocol': SUBPROTOCOL };
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const connection = this.#registry.index.of(socket);
    if (connection === undefined) return;
    // Before anything is checked: whoever speaks is not dead.
    this.#registry.heard(connection);
    // A binary message is treated as invalid JSON.
    const text = typeof data === 'string' ? data : '';
    const size = typeof data === 'string' ? data.length : data.byteLength;
    this.#inbox.push(() => this.#receive(connection, text, size), text.length);
  }

  #receive(connection: Connection, text: string, size: number): void {
    const { principal } = connection;
    // It may have been told goodbye since the message came.
    if (!connection.isHeard) return;
    if (principal.expiresAt !== null && principal.expiresAt <= now()) {
      this.#registry.dismiss(connection, fault('token_expired', 'Renew your token.'));
      return;
    }
    const { replies, end } = this.#commands.process(connection, text, size);
    const buckets = this.#limiter.buckets(principal.user.id) ?? {};
    connection.remember({ buckets, heardAt: now() });
    this.#registry.reply(connection, replies);
    if (end !== undefined) this.#registry.dismiss(connection, end);
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string): void {
    // The runtime leaves the answer to us.
    if (isSentCode(code)) {
      try {
        socket.close(code, reason);
      } catch {
        // A code that only the platform may send. The socket is closing all the same.
      }
    }
    this.webSocketError(socket);
  }

  override webSocketError(socket: WebSocket): void {
    // What it sent before it went is handled before.
    this.#inbox.drain();
    this.#registry.evictStale();
    this.#registry.left(socket);
    this.#schedule.planCheck();
  }

  override alarm(): void {
    this.#schedule.onAlarm(() => {
      this.#registry.evictStaleOnAlarm();
      this.#limiter.forgetIdle(now());
      this.#addresses.forgetFull(now());
      this.#storageLimiter.forgetFull(now());
    });
  }

  /**
   * Frames of someone without a connection.
   * @returns their replies, in order; a refusal where there were too many errors and nothing done.
   */
  submit(principal: Principal, text: string): Promise<Result<readonly Frame[]>> {
    return this.#request(text.length, () => {
      const { replies, end } = this.#commands.process({ principal }, text);
      return end !== undefined && !replies.some(({ type }) => type === 'ack')
        ? { ok: false, fault: end }
        : { ok: true, value: replies };
    });
  }

  /** One message from a backend. */
  publish(principal: Principal, publication: Publication): Promise<Result<Published>> {
    return this.#request(publication.text.length, () =>
      publish(this.#commands, this.#tables.messages, principal, publication),
    );
  }

  /** Runs a command of an API client to the assistant; the client knows no rooms. */
  chat(principal: Principal, command: ChatCommand): Promise<Result<ChatRun | null>> {
    return this.#request('text' in command ? command.text.length : 0, () =>
      chat(
        {
          tables: this.#tables,
          assistant: this.#assistant,
          execute: (actor, roomCommand) => this.#commands.execute(actor, roomCommand),
          searchDelay: ({ user }) => this.#limiter.take(user.id, 'sync', now()),
        },
        principal,
        command,
      ),
    );
  }

  /** Handles a request of someone without a connection, with whatever else has come in. */
  #request<T>(chars: number, handle: () => T): Promise<T> {
    this.#registry.heard();
    return this.#inbox.request(handle, chars);
  }

  /** Handles a batch of commands: what each of them needs once is done once. */
  #turn(handle: () => void, turn: Turn): void {
    this.#registry.turn(() => {
      this.#schedule.settle();
      handle();
      // Behind the commands: what a connection sent before it went is handled.
      attempt('looking for dead connections', () => this.#registry.evictStale());
      this.#schedule.plan();
    }, turn);
  }

  /** One page of history. */
  page(principal: Principal, at: PageAt, limit: number | undefined): Result<HistoryBody> {
    return this.#reads.page(principal, at, limit);
  }

  /** What a poll that need not wait returns: all that a connection would get, up to `live`. */
  poll(principal: Principal, since: string | undefined): Result<PollBody> {
    return this.#reads.poll(principal, since);
  }

  /** What anyone may know of the room. */
  facts(principal: Principal): Result<RoomFacts> {
    return this.#reads.facts(principal);
  }
}
