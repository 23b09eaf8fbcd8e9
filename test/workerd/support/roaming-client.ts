import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import type { WriteCommand } from '../../../src/protocol/commands.ts';
import { isDurable } from '../../../src/protocol/durable.ts';
import type { Frame, FrameOf } from '../../../src/protocol/frames.ts';
import { cursorOf } from '../../../src/protocol/place.ts';
import type { PollBody } from '../../../src/protocol/rest.ts';
import type { Reader, SentCommand } from '../../support/recording.ts';
import { waitFor } from '../../support/wait-for.ts';
import { stubOf } from './rooms.ts';
import { SseClient } from './sse-client.ts';
import { ask, json, type Session, TestClient } from './test-client.ts';

export const TRANSPORTS = ['socket', 'events', 'poll'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const DISTURBANCES = ['hibernate', 'close', 'abort'] as const;
export type Disturbance = (typeof DISTURBANCES)[number];

type Made = SentCommand & { acks: FrameOf<'ack'>[] };

/**
 * A client that sends and listens over any transport, continues over another one from its cursor,
 * and resends what was not answered: what the protocol requires of a client, and no more.
 */
export class RoamingClient implements Reader {
  readonly name: string;
  readonly frames: Frame[] = [];
  readonly sentCommands: Made[] = [];
  readonly #room: string;
  readonly #session: Session;
  #line: TestClient | SseClient | undefined;
  #made = 0;

  constructor(room: string, session: Session) {
    this.name = session.user.name;
    this.#room = room;
    this.#session = session;
  }

  /** Ids of messages that this client has received. */
  get known(): string[] {
    const line =
      this.#line instanceof TestClient ? this.#line.received : (this.#line?.frames ?? []);
    return [...this.frames, ...line].flatMap((frame) =>
      frame.type === 'message' ? [frame.id] : [],
    );
  }

  /** Sends commands at once and waits for their replies, however often the connection breaks. */
  async execute(acts: readonly Omit<WriteCommand, 'cid'>[], twice = false): Promise<void> {
    const made = acts.map((act): Made => {
      const cid = `c${++this.#made}`;
      return { by: this.#session.user.id, act: { ...act, cid } as WriteCommand, acks: [] };
    });
    this.sentCommands.push(...made);
    for (let again = twice ? 2 : 1; again > 0; again--) await this.#seen(made);
  }

  /** Switches to another transport; `undefined` only disconnects. */
  async switchTo(transport: Transport | undefined): Promise<void> {
    await this.#cut();
    if (transport === 'socket')
      this.#line = await TestClient.connect(this.#room, {
        session: this.#session,
        since: this.#cursor,
      });
    if (transport === 'events')
      this.#line = await SseClient.connect(this.#room, {
        token: this.#session.token,
        lastEventId: this.#cursor,
      });
    if (transport === 'poll') this.frames.push(...(await this.#poll()));
  }

  /** Puts the room to sleep, ends it as a deploy does, or kills it, with clients connected. */
  static async disturb(room: string, how: Disturbance): Promise<void> {
    // A room that was never woken cannot be put to sleep.
    await ask(`/api/rooms/${room}`);
    const stub = stubOf(room);
    if (how !== 'abort') return evictDurableObject(stub, { webSockets: how });
    const killed = runInDurableObject(stub, (_room, ctx) => ctx.abort('killed by the test'));
    await killed.catch(() => {
      // Its own last call fails with it.
    });
  }

  async leave(): Promise<void> {
    await this.#cut();
  }

  /** Sends unanswered commands until they are answered. A rejection is an answer too. */
  async #seen(made: readonly Made[]): Promise<void> {
    const body = made.map(({ act }) => act);
    for (;;) {
      const replies = await (this.#line instanceof TestClient
        ? this.#bySocket(this.#line, body)
        : this.#byPost(body));
      if (replies !== undefined) {
        for (const reply of replies)
          if (reply.type === 'ack') made.find(({ act }) => act.cid === reply.cid)?.acks.push(reply);
        return;
      }
      await this.switchTo('socket');
    }
  }

  async #bySocket(person: TestClient, acts: readonly WriteCommand[]): Promise<Frame[] | undefined> {
    if (person.closed !== undefined) return undefined;
    const from = person.received.length;
    const cids = new Set(acts.map(({ cid }) => cid));
    person.send(acts);
    return waitFor(() => {
      const replies = person.received
        .slice(from)
        .filter((frame) => 'cid' in frame && cids.has(frame.cid));
      if (replies.length >= acts.length) return replies;
      if (person.closed !== undefined) return undefined;
      throw new Error(`${this.name} got no answer`);
    });
  }

  async #byPost(acts: readonly WriteCommand[]): Promise<Frame[] | undefined> {
    const response = await ask(`/api/rooms/${this.#room}/frames`, json(acts, this.#session.token));
    return response.status === 200 ? ((await response.json()) as Frame[]) : undefined;
  }

  /** A room that was just killed returns an error once; retry. */
  async #poll(): Promise<Frame[]> {
    for (;;) {
      const response = await ask(`/api/rooms/${this.#room}/poll?since=${this.#cursor}`);
      if (response.status === 200) return ((await response.json()) as PollBody).frames;
      await response.body?.cancel();
    }
  }

  async #cut(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    if (line === undefined) return;
    this.frames.push(...(line instanceof TestClient ? line.received : line.frames));
    await line.leave();
  }

  get #cursor(): string {
    let epoch = '';
    let cursor = '';
    for (const frame of this.frames) {
      if (frame.type === 'welcome') epoch = frame.epoch;
      else if (frame.type === 'live') cursor = frame.cursor;
      else if (isDurable(frame)) cursor = cursorOf({ epoch, seq: frame.seq });
    }
    return cursor;
  }
}
