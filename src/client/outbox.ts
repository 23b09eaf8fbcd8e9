// The one owner of what a person did and the room has not yet confirmed. Knows no socket: it is
// told when it may send, as whom, and what was answered.
import type { Act } from '../protocol/commands.ts';
import { ERRORS, type ErrorCode, type Retry } from '../protocol/errors.ts';
import type { FrameOf } from '../protocol/frames.ts';
import { delayMs } from './backoff.ts';
import type { Clock } from './environment.ts';
import { type Failure, failure, type Result, success } from './result.ts';
import { type Readable, Value } from './value.ts';

type WithCid<A> = A extends Act ? A & { readonly cid: string } : never;
export type NamedAct = WithCid<Act>;

/** Something a person did. `sent`: confirmed, and gone from here once the timeline shows it. */
export type OutboxEntry = {
  readonly cid: string;
  readonly act: NamedAct;
  /** Whose act it is; `null` until its author has an identity. Nobody else ever sends it. */
  readonly userId: string | null;
  readonly queuedAt: number;
} & (
  | { readonly status: 'pending' }
  | { readonly status: 'sent'; readonly seq: number }
  | { readonly status: 'failed'; readonly reason: Failure }
);

export type Ack = { readonly id: string; readonly seq: number };

/** A room that is alive and answers nothing for this long gets a new connection, and the same cid. */
export const ACK_MS = 10_000;

export type OutboxWorld = {
  readonly clock: Clock;
  readonly random: () => number;
  /** @returns whether it went out. */
  readonly send: (act: NamedAct) => boolean;
  /** No answer came; the connection must be made anew. */
  readonly stalled: () => void;
  /** The room wants a new token first. */
  readonly renew: () => void;
};

export class Outbox {
  readonly #world: OutboxWorld;
  readonly #entries = new Value<readonly OutboxEntry[]>([]);
  readonly #settle = new Map<string, (result: Result<Ack>) => void>();
  #userId: string | null = null;
  // One at a time: were two under way and the first told to wait, the second would overtake it [I3].
  #underWay: { readonly cid: string; readonly cancel: () => void } | null = null;
  #hold: (() => void) | null = null;
  #refusals = 0;

  constructor(world: OutboxWorld) {
    this.#world = world;
  }

  get entries(): Readable<readonly OutboxEntry[]> {
    return this.#entries;
  }

  /** Takes an act into care, at once and in order. The promise says how it ended. */
  add(act: NamedAct, userId: string | null): Promise<Result<Ack>> {
    const { cid } = act;
    const queuedAt = this.#world.clock.now();
    const done = new Promise<Result<Ack>>((resolve) => this.#settle.set(cid, resolve));
    this.#entries.set([...this.#entries.get(), { cid, act, userId, queuedAt, status: 'pending' }]);
    this.#pump();
    return done;
  }

  /** The connection is live as this person; `null` where it may not write. */
  open(userId: string | null): void {
    this.shut();
    this.#userId = userId;
    if (userId === null) return;
    for (const entry of this.#entries.get()) {
      if (entry.status !== 'pending' || entry.userId === userId) continue;
      if (entry.userId === null) this.#replace({ ...entry, userId });
      else this.#fail(entry, OTHER_PERSON);
    }
    this.#pump();
  }

  /** The connection is gone. What was under way may have arrived: its cid makes asking again safe [I2]. */
  shut(): void {
    this.#underWay?.cancel();
    this.#underWay = null;
    this.#userId = null;
  }

  acked({ cid, id, seq }: FrameOf<'ack'>): void {
    const entry = this.#find(cid);
    if (!entry) return;
    this.#replace({ ...base(entry), status: 'sent', seq });
    this.#end(entry.cid, success({ id, seq }));
    this.#refusals = 0;
    this.#done(entry.cid);
  }

  refused({ cid, code, message, retryAfterMs }: FrameOf<'error'>): void {
    const entry = this.#find(cid);
    if (!entry) return;
    const reason: Failure = { code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    const retry = retryOf(reason);
    if (retry === 'never') this.#fail(entry, reason);
    else if (retry === 'renew') this.#world.renew();
    else this.#wait(reason);
    this.#done(entry.cid);
  }

  /** The timeline has everything up to this seq: confirmed entries have their place there now. */
  reached(seq: number): void {
    const entries = this.#entries.get();
    const left = entries.filter((entry) => entry.status !== 'sent' || entry.seq > seq);
    if (left.length < entries.length) this.#entries.set(left);
  }

  /** Tries a failed entry again, behind what waits already, as its author wants it now. */
  retry(cid: string, userId: string | null): void {
    const entry = this.#find(cid);
    if (entry?.status !== 'failed') return;
    const others = this.#entries.get().filter((other) => other !== entry);
    this.#entries.set([...others, { ...base(entry), userId, status: 'pending' }]);
    this.#pump();
  }

  /** Gives an entry up. One that is under way may have arrived all the same. */
  discard(cid: string): void {
    this.#entries.set(this.#entries.get().filter((entry) => entry.cid !== cid));
    this.#end(cid, failure('discarded', 'It was discarded.'));
    if (this.#underWay?.cid === cid) this.#done(cid);
  }

  /** The chat is closed; nobody will answer any more. */
  end(): void {
    this.shut();
    this.#hold?.();
    for (const cid of [...this.#settle.keys()])
      this.#end(cid, failure('closed', 'The chat was closed.'));
  }

  #pump(): void {
    if (this.#userId === null || this.#underWay || this.#hold) return;
    const entry = this.#entries.get().find(({ status }) => status === 'pending');
    if (!entry) return;
    const cancel = this.#world.clock.after(ACK_MS, () => {
      this.#underWay = null;
      this.#world.stalled();
    });
    this.#underWay = { cid: entry.cid, cancel };
    if (!this.#world.send(entry.act)) this.shut();
  }

  /** A retryable refusal holds back everything behind it, so that the order stays. */
  #wait(reason: Failure): void {
    this.#refusals++;
    const ms = reason.retryAfterMs ?? delayMs('exponential', this.#refusals, this.#world.random());
    this.#hold?.();
    this.#hold = this.#world.clock.after(ms, () => {
      this.#hold = null;
      this.#pump();
    });
  }

  #done(cid: string): void {
    if (this.#underWay?.cid !== cid) return;
    this.#underWay.cancel();
    this.#underWay = null;
    this.#pump();
  }

  #fail(entry: OutboxEntry, reason: Failure): void {
    // A text is kept until its author gives it up; of the rest, the caller alone is told.
    if (entry.act.type === 'message') this.#replace({ ...base(entry), status: 'failed', reason });
    else this.#entries.set(this.#entries.get().filter((other) => other.cid !== entry.cid));
    this.#end(entry.cid, { ok: false, fault: reason });
  }

  #find(cid: string | undefined): OutboxEntry | undefined {
    return this.#entries.get().find((entry) => entry.cid === cid);
  }

  #replace(entry: OutboxEntry): void {
    this.#entries.set(
      this.#entries.get().map((other) => (other.cid === entry.cid ? entry : other)),
    );
  }

  #end(cid: string, result: Result<Ack>): void {
    this.#settle.get(cid)?.(result);
    this.#settle.delete(cid);
  }
}

const OTHER_PERSON: Failure = {
  code: 'other_identity',
  message: 'This was written under another name.',
};

const base = ({ cid, act, userId, queuedAt }: OutboxEntry) => ({ cid, act, userId, queuedAt });

/** A code that a newer room knows: what it says about waiting tells whether trying again helps. */
const retryOf = ({ code, retryAfterMs }: Failure): Retry =>
  ERRORS[code as ErrorCode]?.retry ?? (retryAfterMs === undefined ? 'never' : 'later');
