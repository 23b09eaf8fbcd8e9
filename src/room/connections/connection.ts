import { Backlog } from '../../protocol/backlog.ts';
import { byeFrame } from '../../protocol/error-frames.ts';
import { ERRORS, type ErrorCode, type Fault } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import type { Recipient } from '../delivery/recipient.ts';
import type { Principal } from '../principal.ts';
import type { Departure } from './presence.ts';

/**
 * The state of a connection that must survive hibernation, stored in the socket's attachment. The
 * platform allows 16,384 bytes; this stays under half of that (names of up to 200 UTF-16 units,
 * five buckets, a few numbers).
 */
export type Attachment = {
  readonly v: 1;
  readonly principal: Principal;
  /**
   * The epoch sent in its `welcome`. It is needed until the first write stores an epoch in the log.
   */
  readonly epoch: string;
  /**
   * Rate-limit buckets of the user. The policy stage uses them; the attachment only stores them.
   */
  readonly buckets: Readonly<Record<string, readonly [tokens: number, at: number]>>;
  /** When it last sent something other than a ping, in ms since 1970. */
  readonly heardAt: number;
  /** The read position of the user. */
  readonly readSeq: number;
  /** Users whose departure is still pending, stored here in case the room hibernates [I9]. */
  readonly leaving: readonly Departure[];
};

/** One socket of the room. */
export class Connection implements Recipient {
  readonly socket: WebSocket;
  #attachment: Attachment;
  /** Frames for this connection alone, in order. They are sent before the shared frames. */
  #own: Frame[] = [];
  /** Index of the first queued shared frame that this connection gets: the watermark [I4]. */
  #from = 0;
  #catchingUp = false;
  #ended = false;
  /** Why the socket is closed once the frames queued so far are sent. */
  #closeReason: ErrorCode | undefined;
  readonly backlog = new Backlog();
  /** The last known sign of life, by the room's clock in ms. */
  aliveAt: number;
  /** When the platform last answered its ping, in ms since 1970; `undefined` until it is read. */
  pingedAt: number | undefined;

  readonly #changed: (connection: Connection) => void;

  /** @param changed called after the attachment has changed; it must call `save`, now or later. */
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

  /** Makes a connection usable as the actor of its own commands. */
  get connection(): Connection {
    return this;
  }

  get open(): boolean {
    return !this.#ended && this.socket.readyState === WebSocket.OPEN;
  }

  /** Whether its commands are still processed: it has neither ended nor been dismissed. */
  get acceptsCommands(): boolean {
    return !this.#ended && this.#closeReason === undefined;
  }

  get closeReason(): ErrorCode | undefined {
    return this.#closeReason;
  }

  /** Changes a part of the attachment, unless the connection has ended. */
  remember(changes: Partial<Omit<Attachment, 'v'>>): void {
    if (this.#ended) return;
    this.#attachment = { ...this.#attachment, ...changes };
    this.#changed(this);
  }

  /** Writes the attachment, unless the connection has ended. */
  save(): void {
    if (!this.#ended) this.socket.serializeAttachment(this.#attachment);
  }

  /**
   * Marks the connection as ended and clears its attachment. A room that wakes before the socket
   * has closed must not count it.
   */
  forget(): void {
    this.#ended = true;
    this.#own = [];
    this.socket.serializeAttachment(null);
  }

  queue(frames: readonly Frame[]): void {
    if (!this.#ended) this.#own.push(...frames);
  }

  /** Whether a replay is queued and not sent yet. */
  get isCatchingUp(): boolean {
    return this.#catchingUp;
  }

  /**
   * Makes the connection receive shared frames from now on.
   * @param queued how many shared frames are queued already; it does not get these.
   */
  goLive(queued: number): void {
    this.#catchingUp = true;
    this.#from = queued;
  }

  /** Removes and returns its own frames, and the index of the first shared frame that it gets. */
  drain(): { own: Frame[]; from: number } {
    const drained = { own: this.#own, from: this.#from };
    this.#own = [];
    this.#from = 0;
    this.#catchingUp = false;
    return drained;
  }

  /** Queues `bye` after its other frames. The socket is closed once they are delivered. */
  dismiss(reason: Fault): void {
    if (this.#ended || this.#closeReason) return;
    this.#own.push(byeFrame(reason));
    this.#closeReason = reason.code;
  }

  /** Closes the socket at once and discards its queued frames [I11]. */
  end(code: ErrorCode): void {
    this.forget();
    try {
      this.socket.close(ERRORS[code].close, code);
    } catch {
      // The socket is closed already.
    }
  }
}
