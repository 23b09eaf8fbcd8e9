import { Backlog } from '../../protocol/backlog.ts';
import { byeFrame } from '../../protocol/error-frames.ts';
import { ERRORS, type ErrorCode, type Fault } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { Principal } from '../principal.ts';
import type { Departure } from './presence.ts';

/**
 * What a connection must know after the room slept: it rides on the socket. The platform takes
 * 16,384 bytes; ours stays under half of that (names of 200 units, five buckets, a few numbers).
 */
export type Attachment = {
  readonly v: 1;
  readonly principal: Principal;
  /** The epoch that it was told; of use while nobody has written and the log has none. */
  readonly epoch: string;
  /** Rate limits of the policy stage, which are only stored here. */
  readonly buckets: Readonly<Record<string, readonly [tokens: number, at: number]>>;
  /** The last time it said something other than ping, in ms since 1970. */
  readonly heardAt: number;
  /** How far this person has read. */
  readonly readSeq: number;
  /** People on their way out, kept here for the time that the room may sleep [I9]. */
  readonly leaving: readonly Departure[];
};

/** One socket of the room. */
export class Connection implements Recipient {
  readonly socket: WebSocket;
  #attachment: Attachment;
  /** Frames for this one alone, in order; they go out before what everyone gets. */
  #own: Frame[] = [];
  /** Of what is queued for everyone, only this and later is for it: the watermark [I4]. */
  #from = 0;
  #catchingUp = false;
  #ended = false;
  /** Why it is closed once its last frames are out. */
  #farewell: ErrorCode | undefined;
  readonly backlog = new Backlog();
  /** The last sign of life that is known, by the room's clock in ms. */
  aliveAt: number;
  /** When the platform last answered its ping, as read last, in ms since 1970. */
  pingedAt: number | undefined;

  readonly #changed: (connection: Connection) => void;

  /** @param changed called when there is something new to keep; it sees to it that `save` is called. */
  constructor(
    socket: WebSocket,
    attachment: Attachment,
    changed = (connection: Connection) => connection.save(),
  ) {
    this.socket = socket;
    this.#attachment = attachment;
    this.aliveAt = attachment.heardAt;
    this.#changed = changed;
  }

  get attachment(): Attachment {
    return this.#attachment;
  }

  get principal(): Principal {
    return this.#attachment.principal;
  }

  get isPlain(): boolean {
    return this.#attachment.principal.plain;
  }

  /** As the actor of a command, it is its own connection. */
  get connection(): Connection {
    return this;
  }

  get open(): boolean {
    return !this.#ended && this.socket.readyState === WebSocket.OPEN;
  }

  /** Whether what it sends is still taken: neither has it ended, nor was it told goodbye. */
  get isHeard(): boolean {
    return !this.#ended && this.#farewell === undefined;
  }

  get farewell(): ErrorCode | undefined {
    return this.#farewell;
  }

  /** Keeps something through sleep. After its end a connection has nothing left to keep. */
  remember(news: Partial<Omit<Attachment, 'v'>>): void {
    if (this.#ended) return;
    this.#attachment = { ...this.#attachment, ...news };
    this.#changed(this);
  }

  /** Writes the attachment. */
  save(): void {
    if (!this.#ended) this.socket.serializeAttachment(this.#attachment);
  }

  /** The socket is gone, whoever closed it: the room that wakes next must not count it. */
  forget(): void {
    this.#ended = true;
    this.#own = [];
    this.socket.serializeAttachment(null);
  }

  queue(frames: readonly Frame[]): void {
    if (!this.#ended) this.#own.push(...frames);
  }

  /** Whether a replay waits to be sent. */
  get isCatchingUp(): boolean {
    return this.#catchingUp;
  }

  /** From here on it hears what everyone hears; `queued` is how much of that is waiting already. */
  goLive(queued: number): void {
    this.#catchingUp = true;
    this.#from = queued;
  }

  /** Hands over what is its own, and where in the common queue its part begins. */
  drain(): { own: Frame[]; from: number } {
    const drained = { own: this.#own, from: this.#from };
    this.#own = [];
    this.#from = 0;
    this.#catchingUp = false;
    return drained;
  }

  /** Says goodbye behind what is its own already; the delivery that carries it closes the socket. */
  dismiss(reason: Fault): void {
    if (this.#ended || this.#farewell) return;
    this.#own.push(byeFrame(reason));
    this.#farewell = reason.code;
  }

  /** Ends it at once: nothing that is queued reaches it any more [I11]. */
  end(code: ErrorCode): void {
    this.forget();
    try {
      this.socket.close(ERRORS[code].close, code);
    } catch {
      // It was closed already, which is what we want.
    }
  }
}
