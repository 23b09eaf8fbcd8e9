import { type RawData, WebSocket } from 'ws';
import { decodeFrames } from '../../src/protocol/codec.ts';
import type { FrameOf } from '../../src/protocol/frames.ts';
import type { SessionBody } from '../../src/protocol/rest.ts';
import { PING, PONG, SUBPROTOCOL } from '../../src/protocol/version.ts';
import { RecordedHistory } from './recorded-history.ts';
import { until } from './until.ts';

/** Creates a user with a token that is valid in every room. */
export async function session(origin: string, name: string): Promise<SessionBody> {
  const response = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (response.status !== 201)
    throw new Error(`no session for ${name}: ${response.status} ${await response.text()}`);
  return (await response.json()) as SessionBody;
}

/** The address of a room's socket, with a reader's cursor. */
export function socketUrl(origin: string, room: string, since?: string): string {
  const url = new URL(`/api/rooms/${room}/socket`, origin.replace(/^http/, 'ws'));
  if (since !== undefined) url.searchParams.set('since', since);
  return url.href;
}

/** A user in a room, on a plain WebSocket, that records all frames. */
export class TestClient {
  readonly name: string;
  readonly recorded: RecordedHistory;
  readonly #session: SessionBody | undefined;
  #socket: WebSocket | undefined;
  #acts = 0;
  closed: { code: number; reason: string } | undefined;

  static async named(name: string, origin: string): Promise<TestClient> {
    return new TestClient(name, await session(origin, name));
  }

  /**
   * A client without a token, which can only read.
   * @param name used in error messages.
   */
  static reader(name: string): TestClient {
    return new TestClient(name, undefined);
  }

  private constructor(name: string, identity: SessionBody | undefined) {
    this.name = name;
    this.#session = identity;
    this.recorded = new RecordedHistory(name);
  }

  get id(): string {
    return this.#session?.user.id ?? '';
  }

  /** The connection to the room, for tests that disturb it. */
  get socket(): WebSocket {
    if (this.#socket === undefined) throw new Error(`${this.name} is in no room`);
    return this.#socket;
  }

  /** Connects, or resumes. */
  async join(origin: string, room: string): Promise<void> {
    const url = socketUrl(origin, room, this.recorded.cursor);
    const token = this.#session === undefined ? [] : [this.#session.token];
    const socket = new WebSocket(url, [SUBPROTOCOL, ...token]);
    const known = this.recorded.frames.length;
    this.#socket = socket;
    this.closed = undefined;
    socket.on('message', (data) => {
      if (`${data}` !== PONG) this.recorded.add(decodeFrames(`${data}`));
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: `${reason}` };
    });
    // The close that follows shows what went wrong.
    socket.on('error', () => {});
    await until(`${this.name} is live in ${room}`, () => {
      if (this.closed) throw new Error(`${this.name} was refused: ${JSON.stringify(this.closed)}`);
      return this.recorded.frames.slice(known).some(({ type }) => type === 'live');
    });
  }

  /** Posts a message. @returns the room's reply. */
  say(text: string): Promise<FrameOf<'ack'>> {
    const cid = this.sendMessage(text);
    return this.recorded.expect('ack', (ack) => ack.cid === cid);
  }

  /** Posts a message and does not wait for a reply. @returns its cid. */
  sendMessage(text: string): string {
    this.#acts += 1;
    const cid = `${this.name.toLowerCase()}-${this.#acts}`;
    this.socket.send(JSON.stringify({ type: 'message', text, cid }));
    return cid;
  }

  /** Pings, and waits for the pong. */
  ping(): Promise<void> {
    return new Promise((heard) => {
      const listen = (data: RawData) => {
        if (`${data}` !== PONG) return;
        this.socket.off('message', listen);
        heard();
      };
      this.socket.on('message', listen).send(PING);
    });
  }

  leave(): void {
    this.#socket?.close(1000);
  }

  expectSeen(text: string): Promise<void> {
    return this.recorded.expectSeen(text);
  }

  async expectClosed(patienceMs?: number): Promise<{ code: number; reason: string }> {
    return until(`${this.name} is closed`, () => this.closed, patienceMs);
  }
}
