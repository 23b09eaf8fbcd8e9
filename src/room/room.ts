import { DurableObject } from 'cloudflare:workers';
import { isSentCode } from '../protocol/close-code.ts';
import { ERRORS, fault } from '../protocol/errors.ts';
import type { Frame } from '../protocol/frames.ts';
import type { HistoryBody, PageAt, PollBody, RoomFacts } from '../protocol/rest.ts';
import { type Result, refused } from '../protocol/result.ts';
import { SUBPROTOCOL } from '../protocol/version.ts';
import { Alarms } from './alarms.ts';
import type { Assistant } from './assistant/assistant.ts';
import { type ChatAct, type ChatRun, chat } from './assistant/chats.ts';
import { openAssistant } from './assistant/open.ts';
import { quotaClient } from './assistant/quota/quota-client.ts';
import { CommandProcessor } from './commands/processor.ts';
import { type Publication, type Published, publish } from './commands/publish.ts';
import { type RoomConfig, type RoomEnv, roomConfig } from './config.ts';
import type { Connection } from './connections/connection.ts';
import { ConnectionRegistry } from './connections/registry.ts';
import { factsOf, type Welcome, type WelcomeDeps, welcomeFrames } from './connections/welcome.ts';
import { bytesOfFrames, bytesOfMessages } from './delivery/frame-size.ts';
import { Inbox } from './ingress/inbox.ts';
import { storageFault } from './log/storage-fault.ts';
import { openTables, randomEpoch, type Tables } from './log/tables.ts';
import { AddressLimiter } from './policy/address-limiter.ts';
import { connectRefusal } from './policy/connect-guard.ts';
import { RateLimiter } from './policy/rate-limiter.ts';
import { ENTRY_BYTES, StorageLimiter } from './policy/storage-limiter.ts';
import { decodePrincipal, PRINCIPAL_HEADER, type Principal } from './principal.ts';
import { CommittedEntries } from './subscribers/committed-entries.ts';
import { fanOut } from './subscribers/fan-out.ts';
import { attempt, type Turn } from './turn.ts';

const READ_TOO_MUCH = 'You have read a lot in a short time; wait a moment.';

/** A room that could not write when it woke tries again so soon. */
const SETTLE_MS = 30_000;

// Asked each time, so that a test can turn the clock.
const now = () => Date.now();

/**
 * The Durable Object of one room: platform hooks over the parts. Its public methods are what the
 * Worker may call; `#` keeps the rest from being callable over RPC.
 */
export class Room extends DurableObject<RoomEnv> {
  readonly #config: RoomConfig;
  readonly #registry: ConnectionRegistry;
  readonly #tables: Tables;
  readonly #limiter: RateLimiter;
  readonly #addresses: AddressLimiter;
  readonly #storageLimiter: StorageLimiter;
  readonly #alarms: Alarms;
  readonly #commands: CommandProcessor<Connection>;
  readonly #inbox = new Inbox({
    turn: (handle, turn) => this.#turn(handle, turn),
    // The platform puts no room to sleep that has a timer.
    later: (run) => setTimeout(run, 0),
  });
  readonly #assistant: Assistant | undefined;
  readonly #welcomeDeps: WelcomeDeps;
  /** Whether what a crash interrupted has been written down. */
  #isSettled = false;

  constructor(ctx: DurableObjectState, env: RoomEnv) {
    super(ctx, env);

    this.#config = roomConfig(env);
    const { limits } = this.#config;
    const registry = new ConnectionRegistry(ctx, limits.presenceMembers, now);
    const { index } = registry;
    const mintEpoch = () => index.epoch ?? randomEpoch();
    this.#tables = openTables(ctx.storage, { ...this.#config, now, mintEpoch });
    const { log, replay } = this.#tables;
    this.#limiter = new RateLimiter(limits, log, now());
    for (const { principal, attachment } of index.all())
      this.#limiter.recall(principal.user.id, attachment.buckets, now());
    this.#addresses = new AddressLimiter(limits);
    const bytesSince = (after: number) => log.bytesSince(after, ENTRY_BYTES);
    this.#storageLimiter = new StorageLimiter(limits, bytesSince, now());
    this.#registry = registry;
    this.#alarms = new Alarms(ctx.storage);
    const room = ctx.id.name ?? '';
    const entries = new CommittedEntries();
    const onCommitted = entries.publish;
    entries.subscribe('the fan-out', fanOut(registry));
    this.#assistant = openAssistant({
      ...{ settings: this.#config.assistant, tables: this.#tables, room, now },
      broadcast: (frame) => registry.broadcast(frame),
      listeners: () => registry.index.size,
      presence: () => registry.presence(),
      quota: quotaClient(env.ANSWER_QUOTA),
      begun: () => this.#plan(),
      onCommitted,
    });
    if (this.#assistant !== undefined)
      entries.subscribe('the assistant', this.#assistant.onCommitted);
    this.#welcomeDeps = {
      ...{ room, limits, welcomeText: this.#config.welcomeText },
      replay: (since) =>
        replay.from(since, {
          replay: limits.replayFrames,
          page: Math.ceil(limits.pageMessages / 2),
        }),
      head: () => ({ epoch: this.#tables.database.epoch, seq: log.head().seq }),
      presence: () => registry.presence(),
      reads: () => registry.reads(),
      assistant: this.#assistant,
    };
    this.#commands = new CommandProcessor({
      limits,
      limiter: this.#limiter,
      addresses: this.#addresses,
      storage: this.#storageLimiter,
      now,
      context: {
        room,
        tables: this.#tables,
        reactionKinds: limits.reactionKinds,
        assistant: this.#assistant,
        broadcast: (frame) => registry.broadcast(frame),
        onCommitted,
        presence: () => ({ type: 'presence', ...registry.presence() }),
        replay: (connection, since) => {
          const wait = this.#addresses.readDelay(connection.principal, now());
          if (wait > 0) return refused('rate_limited', READ_TOO_MUCH, wait);
          registry.goLive(connection);
          return { ok: true, value: this.#welcomeFrames(connection.principal, since).frames };
        },
        read: (user, seq, connection) => registry.read(user, seq, connection),
        countsOnly: () => registry.countsOnly,
        rename: (connection, user) => registry.rename(connection, user),
        nameFault: (name) => this.#config.reservedNames.fault(name),
        evictStale: () => registry.evictStale(),
      },
    });
    this.#wakeAssistant();
  }

  /** The upgrade of one principal, whom the Worker describes in a header. */
  override fetch(request: Request): Response {
    this.#registry.evictStale();
    const principal = decodePrincipal(request.headers.get(PRINCIPAL_HEADER) ?? '');
    const guard = {
      limits: this.#config.limits,
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
      this.#registry.reply(connection, this.#welcomeFrames(principal, since).frames);
    } catch (error) {
      this.#registry.end(connection, 'internal');
      throw error;
    }
    this.#plan();
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
    this.#wakeBy(now() + this.#registry.checkDelay);
  }

  override alarm(): void {
    this.#alarms.rang();
    this.#wakeAssistant();
    this.#registry.evictStaleOnAlarm();
    this.#limiter.forgetIdle(now());
    this.#addresses.forgetFull(now());
    this.#storageLimiter.forgetFull(now());
    const { log, retention } = this.#tables;
    const { seq, at } = log.head();
    const { next, before } = retention.step(now(), seq);
    if (before !== undefined) this.#registry.broadcast({ type: 'pruned', before });
    const look = now() + this.#registry.checkDelayAfterAlarm(at);
    this.#wakeBy(Math.min(next, look, this.#nextBeat));
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

  /** The assistant, for programs that know nothing of rooms. */
  chat(principal: Principal, act: ChatAct): Promise<Result<ChatRun | null>> {
    return this.#request('text' in act ? act.text.length : 0, () =>
      chat(
        {
          tables: this.#tables,
          assistant: this.#assistant,
          execute: (actor, command) => this.#commands.execute(actor, command),
          searchDelay: ({ user }) => this.#limiter.take(user.id, 'sync', now()),
        },
        principal,
        act,
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
      this.#wakeAssistant();
      handle();
      // Behind the commands: what a connection sent before it went is handled.
      attempt('looking for dead connections', () => this.#registry.evictStale());
      this.#plan();
    }, turn);
  }

  /** One page of history. */
  page(principal: Principal, at: PageAt, limit: number | undefined): Result<HistoryBody> {
    const wait = this.#readDelay(principal);
    if (wait > 0) return refused('rate_limited', READ_TOO_MUCH, wait);
    const most = this.#config.limits.pageMessages;
    const size = Math.min(limit ?? Math.ceil(most / 2), most);
    this.#planPruning();
    const page = this.#tables.messages.page(at, size);
    if (page.ok) this.#addresses.chargeRead(principal, bytesOfMessages(page.value.messages), now());
    return page;
  }

  /** What a poll that need not wait gives: all that a connection would get, up to `live`. */
  poll(principal: Principal, since: string | undefined): Result<PollBody> {
    this.#registry.evictStale();
    const wait = this.#limiter.take(principal.user.id, 'sync', now()) || this.#readDelay(principal);
    if (wait > 0) return refused('rate_limited', 'Too fast; poll less often.', wait);
    this.#planPruning();
    return { ok: true, value: this.#welcomeFrames(principal, since) };
  }

  facts(principal: Principal): Result<RoomFacts> {
    this.#registry.evictStale();
    const wait = this.#addresses.take(principal, 'sync', now());
    if (wait > 0) return refused('rate_limited', READ_TOO_MUCH, wait);
    this.#planPruning();
    return { ok: true, value: factsOf(this.#welcomeDeps) };
  }

  /** Counts a request to read the log. @returns 0 when it may go on, else the ms to wait. */
  #readDelay(principal: Principal): number {
    return (
      this.#addresses.take(principal, 'sync', now()) || this.#addresses.readDelay(principal, now())
    );
  }

  #welcomeFrames(principal: Principal, since: string | undefined): Welcome {
    const caught = welcomeFrames(this.#welcomeDeps, principal, since);
    this.#addresses.chargeRead(principal, bytesOfFrames(caught.frames), now());
    return caught;
  }

  /**
   * Writes down which answers a crash interrupted, and goes on with those that wait. On a full disk it
   * cannot: the room is read all the same, and tries again whenever somebody writes, and soon.
   */
  #wakeAssistant(): void {
    if (this.#isSettled) return;
    try {
      this.#assistant?.wake();
      this.#isSettled = true;
    } catch (error) {
      storageFault(error);
    }
  }

  #plan(): void {
    this.#planPruning();
    this.#wakeBy(Math.min(now() + this.#registry.checkDelay, this.#nextBeat));
  }

  /** Also where somebody only reads: the setting may be new, and nobody may ever write here again. */
  #planPruning(): void {
    const { log, retention } = this.#tables;
    this.#wakeBy(retention.next(now(), log.head().seq));
  }

  get #nextBeat(): number {
    if (!this.#isSettled) return now() + SETTLE_MS;
    return this.#assistant?.nextBeat ?? Number.POSITIVE_INFINITY;
  }

  #wakeBy(due: number): void {
    const set = due === Number.POSITIVE_INFINITY ? undefined : this.#alarms.wakeBy(due);
    // On a full disk the alarm is not set; the next visit tries again.
    if (set !== undefined) this.ctx.waitUntil(set.catch(storageFault));
  }
}
