import { exports } from 'cloudflare:workers';
import { decodeFrames } from '../../../src/protocol/codec.ts';
import { isDurable } from '../../../src/protocol/durable.ts';
import type { Frame, FrameOf, FrameType } from '../../../src/protocol/frames.ts';
import { cursorOf } from '../../../src/protocol/place.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A request to the real Worker; any path. */
export const ask = (path: string, init?: RequestInit): Promise<Response> =>
  exports.default.fetch(new Request(`https://chat.example${path}`, init));

export type Session = { token: string; user: { id: string; name: string } };

export async function session(name: string): Promise<Session> {
  const response = await ask('/api/session', json({ name }));
  return (await response.json()) as Session;
}

/** A JSON POST, with or without a token. */
export const json = (body: unknown, token?: string): RequestInit => ({
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
  },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A name that no other test uses. */
export const newRoom = (): string => `t-${crypto.randomUUID()}`;

type Joining = { session?: Session; since?: string; plain?: boolean; address?: string };

/** One connection of one user, with everything that it receives. */
export class TestClient {
  readonly received: Frame[] = [];
  closed: { code: number; reason: string } | undefined;
  /** WebSocket messages received; a batch is one. */
  batches = 0;
  readonly #socket: WebSocket;
  #cid = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      if (typeof data !== 'string' || data === 'pong') return;
      this.batches += 1;
      this.received.push(...decodeFrames(data));
    });
    socket.addEventListener('close', ({ code, reason }) => {
      this.closed = { code, reason };
    });
    socket.accept();
  }

  /** Opens a socket at an address where the first frame names the room. */
  static async connectWithoutRoom(path: string): Promise<TestClient> {
    const response = await ask(path, { headers: { Upgrade: 'websocket' } });
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    return new TestClient(response.webSocket);
  }

  /** Opens a connection and returns it at once, welcomed or not. */
  static async connect(
    room: string,
    { session, since, plain, address }: Joining = {},
  ): Promise<TestClient> {
    const query = since === undefined ? '' : `?since=${encodeURIComponent(since)}`;
    const offer = session === undefined ? 'edgewise.v1' : `edgewise.v1, ${session.token}`;
    const response = await ask(`/api/rooms/${room}/socket${query}`, {
      headers: {
        Upgrade: 'websocket',
        ...(!plain && { 'Sec-WebSocket-Protocol': offer }),
        ...(address && { 'CF-Connecting-IP': address }),
      },
    });
    if (response.webSocket === null) throw new Error(`no socket: ${response.status}`);
    return new TestClient(response.webSocket);
  }

  /** Connects a named user, and waits until it is live. */
  static async join(room: string, who: string | Session, since?: string): Promise<TestClient> {
    const known = typeof who === 'string' ? await session(who) : who;
    const person = await TestClient.connect(room, { session: known, ...(since && { since }) });
    await person.waitForFrame('live');
    return person;
  }

  send(frame: unknown): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sendBytes(bytes: ArrayBuffer): void {
    this.#socket.send(bytes);
  }

  /** Sends a command that gets a reply, and returns the reply. */
  async command(command: Record<string, unknown>): Promise<FrameOf<'ack'> | FrameOf<'error'>> {
    const cid = (command['cid'] as string | undefined) ?? `c${++this.#cid}`;
    const from = this.received.length;
    this.send({ ...command, cid });
    return this.waitForFrameAfter(from, (frame) => 'cid' in frame && frame.cid === cid) as Promise<
      FrameOf<'ack'> | FrameOf<'error'>
    >;
  }

  /** Posts a message and returns its id once it is durable. */
  async post(text: string, more: Record<string, unknown> = {}): Promise<FrameOf<'ack'>> {
    const answer = await this.command({ type: 'message', text, ...more });
    if (answer.type !== 'ack') throw new Error(`${answer.code}: ${answer.message}`);
    return answer;
  }

  /** The first frame of a type that matches, once it has arrived. */
  waitForFrame<T extends FrameType>(type: T, fits: (frame: FrameOf<T>) => boolean = () => true) {
    return this.waitForFrameAfter(
      0,
      (frame) => frame.type === type && fits(frame as FrameOf<T>),
    ) as Promise<FrameOf<T>>;
  }

  waitForFrameAfter(from: number, fits: (frame: Frame) => boolean): Promise<Frame> {
    return waitFor(() => {
      const frame = this.received.slice(from).find(fits);
      if (frame === undefined)
        throw new Error(`not received; received ${JSON.stringify(this.received.slice(from))}`);
      return frame;
    });
  }

  /** Waits for the connection to close. */
  waitForClose(): Promise<{ code: number; reason: string }> {
    return waitFor(() => {
      if (this.closed === undefined) throw new Error('still open');
      return this.closed;
    });
  }

  /** All durable frames received, in order. */
  get log(): Frame[] {
    return this.received.filter(isDurable);
  }

  get texts(): string[] {
    return this.received.flatMap((frame) => (frame.type === 'message' ? [frame.text] : []));
  }

  /** The cursor of a client that received these frames [R34]. */
  get cursor(): string {
    let epoch = '';
    let cursor = '';
    for (const frame of this.received) {
      if (frame.type === 'welcome') epoch = frame.epoch;
      else if (frame.type === 'live') cursor = frame.cursor;
      else if (isDurable(frame)) cursor = cursorOf({ epoch, seq: frame.seq });
    }
    return cursor;
  }

  /** The user id in the welcome frame. */
  get you(): string | undefined {
    const welcome = this.received.find((frame) => frame.type === 'welcome');
    return welcome?.you.id;
  }

  leave(): void {
    this.#socket.close(1000);
  }
}
