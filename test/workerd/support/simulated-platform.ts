import { env } from 'cloudflare:workers';
import type { RoomEnv } from '../../../src/room/config.ts';
import { encodePrincipal, PRINCIPAL_HEADER, type Principal } from '../../../src/room/principal.ts';
import { Room } from '../../../src/room/room.ts';

/** The limits are tested elsewhere; hitting one here would hide what is tested. */
const OPEN_LIMITS = {
  LIMIT_MESSAGE_BURST: '10000',
  LIMIT_CHANGE_BURST: '10000',
  LIMIT_ERROR_BURST: '10000',
  LIMIT_SYNC_BURST: '10000',
  LIMIT_REPLAY_FRAMES: '5000',
};

/** The client’s end of the connection. */
export type ClientEnd = {
  readonly hears: (text: string) => void;
  readonly closed: () => void;
};

const BEGINNING = 1_700_000_000_000;

type Timer = { readonly due: number; readonly run: () => void };

class CommitFailed extends Error {}

/**
 * What the platform does around a room, one event at a time and with a clock of its own: each event
 * is one turn with one commit; a turn's frames are sent after its commit; if the commit fails, the
 * turn is undone and the object is lost. The database is a real one.
 */
export class SimulatedPlatform {
  /** How often an attachment was written. */
  saves = 0;
  /** The cids of messages that could not be stored. */
  readonly failedInserts = new Set<string>();
  /** Turns that have written something. */
  commits = 0;
  readonly #ctx: DurableObjectState;
  readonly #storage: DurableObjectStorage;
  #room: Room;
  #now = BEGINNING;
  #timers: Timer[] = [];
  readonly #ends = new Map<WebSocket, ClientEnd>();
  readonly #attachments = new Map<WebSocket, unknown>();
  readonly #readyStates = new Map<WebSocket, number>();
  /** The frames that the current turn sends, and the connection that it closes. */
  #leaving: (() => void)[] = [];
  #hasWritten = false;
  #failCommit = false;
  /** The number of messages to store before one fails. */
  #failInsertIn: number | undefined;
  /** Called when the object is lost. */
  #onLost: (() => void)[] = [];
  /** Incremented with every object that is lost with its memory. */
  #life = 0;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    this.#storage = ctx.storage;
    const { storage } = ctx;
    const faked = {
      storage: {
        sql: {
          exec: (query: string, ...bindings: SqlStorageValue[]) => this.#exec(query, bindings),
          get databaseSize() {
            return storage.sql.databaseSize;
          },
        },
        transactionSync: <T>(run: () => T) => storage.transactionSync(run),
        getAlarm: async () => null,
        setAlarm: async () => {},
      },
      getWebSockets: () => [...this.#ends.keys()].reverse(),
      getWebSocketAutoResponseTimestamp: () => null,
      acceptWebSocket: (socket: WebSocket) => this.#accept(socket),
    };
    for (const [name, value] of Object.entries(faked))
      Object.defineProperty(ctx, name, { value, configurable: true });
    this.#room = this.#wake();
  }

  /** Runs a function while the room’s clock and timers are the simulated ones. */
  static async simulate(
    ctx: DurableObjectState,
    run: (platform: SimulatedPlatform) => Promise<void>,
  ): Promise<void> {
    const { setTimeout: realSetTimeout } = globalThis;
    const realNow = Date.now;
    let platform: SimulatedPlatform | undefined;
    const later = (callback: () => void, ms = 0) => platform?.later(callback, ms);
    globalThis.setTimeout = later as unknown as typeof setTimeout;
    Date.now = () => platform?.now ?? BEGINNING;
    try {
      platform = new SimulatedPlatform(ctx);
      await run(platform);
    } finally {
      globalThis.setTimeout = realSetTimeout;
      Date.now = realNow;
    }
  }

  get now(): number {
    return this.#now;
  }

  later(run: () => void, ms: number): void {
    this.#timers.push({ due: this.#now + ms, run });
  }

  /** @returns the socket, or `undefined` if the upgrade was lost. */
  connect(visitor: Principal, since: string | undefined, end: ClientEnd): WebSocket | undefined {
    const query = since === undefined ? '' : `?since=${since}`;
    const headers = { Upgrade: 'websocket', [PRINCIPAL_HEADER]: encodePrincipal(visitor) };
    let opened: WebSocket | undefined;
    this.#turn(() => {
      this.#room.fetch(new Request(`https://room/${query}`, { headers }));
      opened = [...this.#readyStates.keys()].at(-1);
      if (opened !== undefined) this.#ends.set(opened, end);
    });
    return opened !== undefined && this.#ends.has(opened) ? opened : undefined;
  }

  arrive(socket: WebSocket, text: string): void {
    this.#turn(() => this.#room.webSocketMessage(socket, text));
  }

  /** The connection breaks: the client is gone already. */
  cut(socket: WebSocket): void {
    if (!this.#ends.has(socket)) return;
    this.#readyStates.set(socket, WebSocket.CLOSED);
    this.#turn(() => this.#room.webSocketClose(socket, 1006, ''));
    this.#lose(socket);
  }

  /** @returns the replies; `undefined` if the object was lost before they were sent. */
  async post(visitor: Principal, text: string): Promise<string | undefined> {
    const life = this.#life;
    let outcome: Promise<unknown> | undefined;
    this.#turn(() => {
      outcome = this.#room.submit(visitor, text);
    });
    // A request that was lost with the object is never answered.
    const lost = new Promise<undefined>((resolve) => {
      this.#onLost.push(() => resolve(undefined));
    });
    const answer = await Promise.race([outcome, lost]);
    return life === this.#life ? JSON.stringify(answer) : undefined;
  }

  /** Advances time and runs the due timers, each in a turn of its own. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.due <= until);
      const [first] = due.toSorted((a, b) => a.due - b.due);
      if (first === undefined) break;
      this.#timers.splice(this.#timers.indexOf(first), 1);
      this.#now = Math.max(this.#now, first.due);
      this.#turn(first.run);
      await this.#settle();
    }
    this.#now = until;
  }

  /** The room sleeps and wakes with its sockets; the platform does not let a room with a timer sleep. */
  async sleep(): Promise<void> {
    while (this.#timers.length > 0) await this.pass(1000);
    this.#life += 1;
    this.#room = this.#wake();
  }

  /** The object is lost with its memory and every connection. */
  crash(): void {
    this.#life += 1;
    this.#timers = [];
    for (const lost of this.#onLost.splice(0)) lost();
    for (const socket of [...this.#ends.keys()]) this.#lose(socket);
    this.#room = this.#wake();
  }

  /** The next commit fails. */
  failNextCommit(): void {
    this.#failCommit = true;
  }

  /** One of the messages stored from now on fails: its statement throws. */
  failInsert(after: number): void {
    this.#failInsertIn = after;
  }

  repair(): void {
    this.#failCommit = false;
    this.#failInsertIn = undefined;
  }

  #wake(): Room {
    return new Room(this.#ctx, { ...env, ...OPEN_LIMITS } as unknown as RoomEnv);
  }

  #turn(run: () => void): void {
    this.#leaving = [];
    this.#hasWritten = false;
    try {
      this.#storage.transactionSync(() => {
        run();
        if (this.#failCommit && this.#hasWritten) throw new CommitFailed();
      });
    } catch (error) {
      if (!(error instanceof CommitFailed)) throw error;
      this.#failCommit = false;
      this.crash();
      return;
    }
    if (this.#hasWritten) this.commits += 1;
    for (const leave of this.#leaving) leave();
  }

  /** Lets the promises settle that a turn has resolved. */
  async #settle(): Promise<void> {
    for (let round = 0; round < 10; round++) await Promise.resolve();
  }

  #exec(query: string, bindings: SqlStorageValue[]) {
    if (this.#failInsertIn !== undefined && query.startsWith('INSERT INTO messages')) {
      if (this.#failInsertIn === 0) {
        this.#failInsertIn = undefined;
        // The text of each simulated message is its cid.
        this.failedInserts.add(String(bindings[4]));
        throw new Error('disk I/O error');
      }
      this.#failInsertIn -= 1;
    }
    this.#hasWritten ||= /^(INSERT|UPDATE|DELETE)/.test(query);
    return this.#storage.sql.exec(query, ...bindings);
  }

  #accept(socket: WebSocket): void {
    this.#readyStates.set(socket, WebSocket.OPEN);
    Object.defineProperties(socket, {
      readyState: { get: () => this.#readyStates.get(socket) },
      bufferedAmount: { get: () => 0 },
      serializeAttachment: {
        value: (value: unknown) => {
          this.saves += 1;
          this.#attachments.set(socket, value);
        },
      },
      deserializeAttachment: { value: () => this.#attachments.get(socket) ?? null },
      send: {
        value: (text: string) => this.#leaving.push(() => this.#ends.get(socket)?.hears(text)),
      },
      close: {
        value: () => {
          this.#readyStates.set(socket, WebSocket.CLOSING);
          this.#leaving.push(() => this.#lose(socket));
        },
      },
    });
  }

  #lose(socket: WebSocket): void {
    const end = this.#ends.get(socket);
    this.#ends.delete(socket);
    this.#readyStates.set(socket, WebSocket.CLOSED);
    end?.closed();
  }
}
