import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { decodeFrames } from '../../src/protocol/codec.ts';
import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { Frame, FrameOf } from '../../src/protocol/frames.ts';
import type { PublishBody, SessionBody } from '../../src/protocol/rest.ts';
import { SUBPROTOCOL } from '../../src/protocol/version.ts';
import type { SentCommand } from './recording.ts';
import type { SeededRandom } from './seeded-random.ts';
import { socketUrl } from './test-client.ts';

const RETRY_MS = 50;
const ANSWER_MS = 5000;
/** Commands in flight at once. */
const WINDOW = 8;

export type Ack = FrameOf<'ack'>;
type Said = SentCommand & {
  readonly act: WriteCommand & { cid: string; text: string };
  readonly acks: Ack[];
};

/** Sends commands to a room and passes each ack to `heard` as it arrives; throws if one is missing. */
export type Route = (acts: readonly Said['act'][], heard: (ack: Ack) => void) => Promise<void>;

/**
 * A sender that numbers its messages, keeps those without an ack, and resends them, in order and
 * with the same cid, until they are acknowledged.
 */
export class Sender {
  readonly sentCommands: Said[] = [];
  readonly #identity: SessionBody;
  readonly #routes: readonly Route[];
  readonly #random: SeededRandom;
  #unacked: Said[] = [];
  #stopped = false;
  acks = 0;

  /** @param routes one of which is chosen for each batch, so that resends change transport. */
  constructor(identity: SessionBody, routes: readonly Route[], random: SeededRandom) {
    this.#identity = identity;
    this.#routes = routes;
    this.#random = random;
  }

  /** Sends until told to stop, and then until everything is acknowledged. */
  async run(): Promise<void> {
    while (!this.#stopped || this.#unacked.length > 0) {
      const more = this.#random.between(1, WINDOW);
      while (!this.#stopped && this.#unacked.length < more) this.#think();
      try {
        await this.#bring(this.#unacked);
      } catch {
        await pause(RETRY_MS);
      }
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Resends a message that was acknowledged long ago. */
  async repeat(count: number): Promise<void> {
    const some = this.sentCommands.filter(
      () => this.#random.next() < count / this.sentCommands.length,
    );
    await this.#bring(some);
  }

  #think(): void {
    const { user } = this.#identity;
    const cid = `${user.name}-${this.sentCommands.length}`;
    const act = {
      type: 'message',
      cid,
      text: `${user.name} says ${this.sentCommands.length}`,
    } as const;
    const said: Said = { by: user.id, act, acks: [] };
    this.sentCommands.push(said);
    this.#unacked.push(said);
  }

  async #bring(sentCommands: readonly Said[]): Promise<void> {
    const route = this.#routes[this.#random.between(0, this.#routes.length - 1)];
    const acts = sentCommands.map(({ act }) => act);
    await route?.(acts, (ack) => {
      sentCommands.find(({ act }) => act.cid === ack.cid)?.acks.push(ack);
      this.#unacked = this.#unacked.filter(({ act }) => act.cid !== ack.cid);
      this.acks += 1;
    });
  }
}

/** Over one WebSocket, reopened after it broke. */
export function bySocket(origin: string, room: string, { token }: SessionBody): Route {
  let socket: WebSocket | undefined;
  return (acts, heard) =>
    new Promise((done, failed) => {
      const line = socket ?? new WebSocket(socketUrl(origin, room), [SUBPROTOCOL, token]);
      socket = line;
      const missing = new Set(acts.map(({ cid }) => cid));
      const send = () => {
        for (const act of acts) line.send(JSON.stringify(act));
      };
      const listen = (data: unknown) => {
        for (const frame of decodeFrames(`${data}`)) {
          if (frame.type === 'error') return finish(new Error(frame.code));
          if (frame.type !== 'ack' || frame.cid === undefined) continue;
          heard(frame);
          missing.delete(frame.cid);
        }
        if (missing.size === 0) finish();
      };
      const finish = (error?: Error) => {
        clearTimeout(patience);
        line.removeAllListeners().on('error', () => {});
        if (error === undefined) return done();
        line.terminate();
        socket = undefined;
        failed(error);
      };
      const patience = setTimeout(() => finish(new Error('no answer')), ANSWER_MS);
      line.on('message', listen);
      line.on('error', finish);
      line.on('close', (code) => finish(new Error(`closed with ${code}`)));
      if (line.readyState === WebSocket.OPEN) send();
      else line.once('open', send);
    });
}

/** All in one POST of frames. */
export const byFrames =
  (origin: string, room: string, identity: SessionBody): Route =>
  async (acts, heard) => {
    const replies = (await post(origin, `${room}/frames`, identity, acts)) as Frame[];
    for (const reply of replies)
      if (reply.type === 'ack') heard(reply);
      else throw new Error(`${JSON.stringify(reply)}`);
  };

/** One POST of a message after the other, as a backend would. */
export const byMessages =
  (origin: string, room: string, identity: SessionBody): Route =>
  async (acts, heard) => {
    for (const { cid, text } of acts) {
      const body = (await post(origin, `${room}/messages`, identity, { cid, text })) as PublishBody;
      const { seq, id, timestamp } = body.message;
      heard({ type: 'ack', cid, seq, id, timestamp });
    }
  };

async function post(
  origin: string,
  path: string,
  { token }: SessionBody,
  body: unknown,
): Promise<unknown> {
  const response = await fetch(`${origin}/api/rooms/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}
