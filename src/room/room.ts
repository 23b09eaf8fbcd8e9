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

// Looks up Date.now at each call, so that tests can replace it.
const now = () => Date.now();

/**
 * The Durable Object of one room: connects the platform's handlers to the stages. The Worker may
 * call its public methods; everything else is `#`-private, so that it is not callable over RPC.
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
    // The platform does not hibernate a room that has a timer, so queued commands are not lost.
    later: (run) => setTimeout(run, 0),
  });
  readonly #assistant: Assistant | undefined;

  constructor(ctx: DurableObjectState, env: RoomEnv) {
    super(ctx, env);

    const stages = composeRoom(ctx, env, now);
    this.#limits = stages.limits;
    this.#registry = stages.registry;
    this.#tables = stages.tables;
    this.#limiter = stages.limiter;
    this.#addresses = stages.addresses;
    this.#storageLimiter = stages.storageLimiter;
    this.#assistant = stages.assistant;
    this.#schedule = stages.schedule;
    this.#reads = stages.reads;
    this.#commands = stages.commands;
    this.#schedule.settle();
  }

  /**
   * Handles a WebSocket upgrade. The Worker passes the principal in a header.
   * @returns status 101 with the socket, or a refusal as JSON.
   * @throws if the welcome cannot be read; the connection is closed then.
   */
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
    // Recorded before any liveness check, so that a connection that just sent something stays open.
    this.#registry.recordActivity(connection);
    // A binary message is treated as invalid JSON.
    const text = typeof data === 'string' ? data : '';
    const size = typeof data === 'string' ? data.length : data.byteLength;
    this.#inbox.push(() => this.#receive(connection, text, size), text.length);
  }

  #receive(connection: Connection, text: string, size: number): void {
    const { principal } = connection;
    // The connection may have been dismissed since the message arrived.
    if (!connection.acceptsCommands) return;
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
    // The runtime does not answer the close frame by itself.
    if (isSentCode(code)) {
      try {
        socket.close(code, reason);
      } catch {
        // Only the platform may send this code. The socket closes without our answer.
      }
    }
    this.webSocketError(socket);
  }

  override webSocketError(socket: WebSocket): void {
    // Commands that it sent before it closed are handled first.
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
   * Handles commands from a POST.
   * @param text a command, or an array of them, as JSON.
   * @returns the replies in order; a refusal if no command was acknowledged and the limit of errors
   *   or of size was exceeded.
   */
  submit(principal: Principal, text: string): Promise<Result<readonly Frame[]>> {
    return this.#request(text.length, () => {
      const { replies, end } = this.#commands.process({ principal }, text);
      return end !== undefined && !replies.some(({ type }) => type === 'ack')
        ? { ok: false, fault: end }
        : { ok: true, value: replies };
    });
  }

  /**
   * Writes one message for a backend.
   * @returns the message, or why it was refused.
   */
  publish(principal: Principal, publication: Publication): Promise<Result<Published>> {
    return this.#request(publication.text.length, () =>
      publish(this.#commands, this.#tables.messages, principal, publication),
    );
  }

  /** Runs a command of the assistant API, whose clients do not use the room protocol. */
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

  /** Handles a request without a connection in the next turn, with other waiting commands. */
  #request<T>(chars: number, handle: () => T): Promise<T> {
    this.#registry.recordActivity();
    return this.#inbox.request(handle, chars);
  }

  /** Handles a batch of commands, and does the work that is needed once per batch. */
  #turn(handle: () => void, turn: Turn): void {
    this.#registry.turn(() => {
      this.#schedule.settle();
      handle();
      // After the commands, so that the commands of a connection that is evicted are handled.
      attempt('looking for dead connections', () => this.#registry.evictStale());
      this.#schedule.plan();
    }, turn);
  }

  /**
   * Reads one page of history.
   * @param limit the requested number of messages; absent for the default.
   */
  page(principal: Principal, at: PageAt, limit: number | undefined): Result<HistoryBody> {
    return this.#reads.page(principal, at, limit);
  }

  /**
   * Answers a poll at once, without waiting for new frames.
   * @param since the client's cursor; absent for a client that has none.
   * @returns all frames that a new connection would get, up to `live`.
   */
  poll(principal: Principal, since: string | undefined): Result<PollBody> {
    return this.#reads.poll(principal, since);
  }

  /** @returns the public facts about the room. */
  facts(principal: Principal): Result<RoomFacts> {
    return this.#reads.facts(principal);
  }
}
