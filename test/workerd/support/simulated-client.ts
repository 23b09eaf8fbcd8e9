import { decodeFrames } from '../../../src/protocol/codec.ts';
import type { Frame, FrameOf } from '../../../src/protocol/frames.ts';
import type { Principal } from '../../../src/room/principal.ts';
import type { SimulatedPlatform } from './simulated-platform.ts';

/** A valid command, or one that the room must reject. */
export type CommandKind = 'message' | 'refused';

type Sent = {
  readonly cid: string;
  readonly frame: Readonly<Record<string, unknown>>;
  readonly kind: CommandKind;
  /** The number of the array in which it was first sent. */
  readonly array: number;
  /** The seq with which it was acknowledged, which must not change. */
  seq?: number;
  refused?: true;
  /** Its reply takes another path than the shared frames, so it may arrive sooner or later. */
  wasPosted?: true;
  /** It had to be retried, so others have overtaken it. */
  wasRetried?: true;
};

/**
 * A client that follows every rule: it sends in order, resends what was not answered, and resumes
 * from its cursor. It records whatever the room does wrong.
 */
export class SimulatedClient {
  readonly visitor: Principal;
  readonly sent: Sent[] = [];
  readonly anomalies: string[] = [];
  readonly #platform: SimulatedPlatform;
  #socket: WebSocket | undefined;
  #epoch: string | undefined;
  /** The newest durable frame that it has seen; with the epoch this is its cursor. */
  seen = 0;
  /** WebSocket messages that it received. */
  batches = 0;
  #isReplay = true;
  #arrays = 0;
  /** Cursors that were sent and whose replay has not started, the oldest first. */
  #requested: number[] = [];
  /** The last durable frame on this connection, which a replay may repeat. */
  #last = 0;

  constructor(platform: SimulatedPlatform, name: string) {
    this.#platform = platform;
    this.visitor = {
      ...{ user: { id: `u_${name}`, name }, role: 'guest', named: true, plain: false },
      expiresAt: Number.MAX_SAFE_INTEGER,
    };
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  get isAnswered(): boolean {
    return this.#unanswered.length === 0;
  }

  /** Opens a connection and resends what was not answered. */
  connect(): void {
    if (this.isConnected) return;
    const since = this.#epoch === undefined ? undefined : `${this.#epoch}.${this.seen}`;
    this.#isReplay = true;
    this.#requested = [this.seen];
    this.#socket = this.#platform.connect(this.visitor, since, {
      hears: (text) => {
        this.batches += 1;
        for (const frame of decodeFrames(text)) this.#take(frame);
      },
      closed: () => {
        this.#socket = undefined;
      },
    });
    for (const { frame } of this.#unanswered) this.#send(frame);
  }

  cut(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket !== undefined) this.#platform.cut(socket);
  }

  /** Sends commands in one WebSocket message, or keeps them until there is a connection. */
  send(...kinds: readonly CommandKind[]): void {
    this.#arrays += 1;
    const frames = kinds.map((kind) => this.#make(kind).frame);
    this.#send(frames.length === 1 ? frames[0] : frames);
  }

  /** Sends a command by POST, unless it would overtake a waiting one. */
  async post(kind: CommandKind): Promise<void> {
    if (!this.isConnected) return this.send(kind);
    this.#arrays += 1;
    const sent = this.#make(kind);
    sent.wasPosted = true;
    const { frame } = sent;
    const answer = await this.#platform.post(this.visitor, JSON.stringify([frame]));
    if (answer === undefined) return;
    const { value = [] } = JSON.parse(answer) as { value?: Frame[] };
    for (const reply of value) this.#take(reply);
  }

  /** Requests everything since its cursor. */
  sync(): void {
    this.#requested.push(this.seen);
    this.#send({ type: 'sync', since: `${this.#epoch}.${this.seen}` });
  }

  /** Sends something that is not a command. */
  sendNonsense(): void {
    this.#send('{');
  }

  /** Records commands sent over an open connection that got no reply at all. */
  expectAnswers(): void {
    if (!this.isConnected) return;
    for (const { cid, wasRetried } of this.#unanswered)
      if (!wasRetried) this.anomalies.push(`${cid} got no answer`);
  }

  /** Resends commands that the room asked to retry. */
  retry(): void {
    for (const { frame } of this.#unanswered) this.#send(frame);
  }

  get #unanswered(): Sent[] {
    return this.sent.filter(({ seq, refused }) => seq === undefined && refused === undefined);
  }

  #make(kind: CommandKind): Sent {
    const cid = `${this.visitor.user.name}-${this.sent.length}`;
    const id = `${this.#epoch ?? 'none'}-999999`;
    const frame =
      kind === 'message'
        ? { type: 'message', text: cid, cid }
        : { type: 'edit', id, text: 'of a message that there is not', cid };
    const made: Sent = { cid, frame, kind, array: this.#arrays };
    this.sent.push(made);
    return made;
  }

  #send(what: unknown): void {
    if (this.#socket === undefined) return;
    this.#platform.arrive(this.#socket, typeof what === 'string' ? what : JSON.stringify(what));
  }

  #take(frame: Frame): void {
    if (frame.type === 'welcome') this.#welcomed(frame);
    else if (frame.type === 'live') this.#isReplay = false;
    else if (frame.type === 'message') this.#sees(frame);
    else if (frame.type === 'ack') this.#acked(frame);
    else if (frame.type === 'error') this.#refused(frame);
  }

  #welcomed({ epoch, mode }: FrameOf<'welcome'>): void {
    const isNew = this.seen === 0 && (mode === 'fresh' || mode === 'reset');
    if (!isNew && mode !== 'resumed') this.anomalies.push(`welcomed with ${mode}`);
    this.#isReplay = true;
    this.#epoch = epoch;
    this.#last = this.#requested.shift() ?? this.seen;
  }

  #sees({ seq, text, user }: FrameOf<'message'>): void {
    if (seq !== this.#last + 1) this.anomalies.push(`${seq} came after ${this.#last}`);
    this.#last = seq;
    this.seen = Math.max(this.seen, seq);
    if (this.#isReplay || user.id !== this.visitor.user.id) return;
    const own = this.sent.find(({ cid }) => cid === text);
    if (own?.seq === undefined && !own?.wasPosted)
      this.anomalies.push(`${text} came before its ack`);
  }

  #acked({ cid, seq }: FrameOf<'ack'>): void {
    const sent = this.sent.find((one) => one.cid === cid);
    if (sent === undefined || sent.kind === 'refused')
      this.anomalies.push(`${cid} was acked and must not be`);
    else if (sent.seq !== undefined && sent.seq !== seq)
      this.anomalies.push(`${cid} was acked at ${sent.seq} and at ${seq}`);
    else sent.seq = seq;
  }

  #refused({ cid, code, retryAfterMs }: FrameOf<'error'>): void {
    // A sync is rejected while a replay is in progress.
    if (cid === undefined && code === 'rate_limited') this.#requested.shift();
    const sent = this.sent.find((one) => one.cid === cid);
    if (sent === undefined) return;
    if (retryAfterMs !== undefined && code !== 'not_found') {
      sent.wasRetried = true;
      return;
    }
    if (sent.kind === 'message') this.anomalies.push(`${cid} was refused: ${code}`);
    sent.refused = true;
  }
}
