// Owns the commands that the room has not yet confirmed. It has no socket: its caller passes in when it may
// send, under which identity, and the room's answers.
import type { FrameOf } from '../../protocol/frames.ts';
import type { ClientLimits } from '../../protocol/limits.ts';
import { type Retry, retryAfterError } from '../../protocol/retry.ts';
import { delayMs } from '../connection/backoff.ts';
import type { Clock } from '../core/environment.ts';
import { CLOSED, type Failure, failure, failureIn, type Result, success } from '../core/result.ts';
import { type Readable, Value } from '../core/value.ts';
import {
  type Ack,
  again,
  append,
  claimed,
  confirmed,
  type Entries,
  failed,
  type OutboxCommand,
  type OutboxEntry,
  without,
} from './outbox-entry.ts';
import type { OutboxStorage } from './outbox-storage.ts';

/** Without an answer for this long, the connection is replaced and the command sent again with its cid. */
export const ACK_MS = 10_000;

/** The most commands in one batch. */
const BATCH = 10;
/** After the room asked to wait, commands are sent one at a time until it has accepted this many. */
const ACCEPTED_BEFORE_BATCHES = 3;

/** The room asked to wait: nothing is sent before `until`, in milliseconds since 1970. */
export type Pause = { readonly until: number; readonly reason: Failure };

export type OutboxDeps = {
  readonly clock: Clock;
  readonly random: () => number;
  /** Where entries are kept. @param settled everything changed so far is stored, or never will be. */
  readonly openStorage: (settled: () => void) => OutboxStorage;
  /** Sends a batch, in this order. @returns whether it was sent. */
  readonly send: (commands: readonly OutboxCommand[]) => boolean;
  /** How long an answer may take on a slow network. */
  readonly answerTimeoutMs?: () => number;
  /** The room's limits, as far as known. */
  readonly limits: () => Partial<ClientLimits>;
  /** No answer came: the connection must be replaced. */
  readonly stalled: () => void;
  /** The room asks for a new token. */
  readonly renew: () => void;
};

export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #storage: OutboxStorage;
  readonly #visible = new Value<Entries>([]);
  readonly #pause = new Value<Pause | null>(null);
  readonly #settle = new Map<string, (result: Result<Ack>) => void>();
  /** Why nothing can be sent until the user acts. */
  #obstacle: Failure | null = null;
  /** Whose commands may be sent now. */
  #userId: string | null = null;
  /** The identity of the last connection. */
  #lastUserId: string | null = null;
  #isShown: (ack: Ack) => boolean = () => false;
  /** Whether this tab is the leader, the one that sends. */
  #leads = false;
  #stopLeading = () => {};
  // The batch in flight. The next is sent once all of it is answered: the room keeps the order of one array
  // [R63], but with two in flight, the second would overtake a first that must wait [I3].
  readonly #inFlight = new Set<string>();
  /** The size of the batch in flight, with commands that were discarded meanwhile. */
  #batchSize = 0;
  #cancelDeadline = () => {};
  /** How many commands the room has accepted since it last asked to wait. */
  #accepted = ACCEPTED_BEFORE_BATCHES;
  #endPause = () => {};
  #refusals = 0;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#storage = deps.openStorage(() => {
      // Without persistence there are no other tabs to coordinate with; duplicates are idempotent [I2].
      if (!this.#storage.durable.get() && this.#userId !== null) this.#leads = true;
      this.#pump();
    });
    this.#storage.entries.subscribe(() => this.#review());
  }

  /** The entries to show: another identity's as failed, without those that the timeline has. */
  get entries(): Readable<Entries> {
    return this.#visible;
  }

  get durable(): Readable<boolean> {
    return this.#storage.durable;
  }

  get pause(): Readable<Pause | null> {
    return this.#pause;
  }

  /** Queues a command. The promise resolves with its outcome. */
  add(command: OutboxCommand, userId: string | null): Promise<Result<Ack>> {
    const queuedAt = this.#deps.clock.now();
    const done = new Promise<Result<Ack>>((resolve) => this.#settle.set(command.cid, resolve));
    const { cid } = command;
    this.#storage.change(
      append({ cid, command, userId, queuedAt, kept: false, status: 'pending' }),
    );
    this.#isTooLarge(command);
    this.#pump();
    return done;
  }

  /** The connection is live as this user; `null` if it may not write. */
  open(userId: string | null): void {
    this.shut();
    this.#userId = userId;
    if (userId === null) {
      this.hinder(UNNAMED);
      return;
    }
    this.#lastUserId = userId;
    this.#storage.change(claimed(userId));
    this.#review();
    const stop = this.#storage.lead(userId, () => {
      this.#leads = true;
      // Read what the previous leader left.
      this.#storage.refresh();
      this.#pump();
    });
    this.#stopLeading = stop;
  }

  /** Nothing can be sent until the user acts: pending promises resolve with the reason, and entries are kept. */
  hinder(reason: Failure): void {
    this.#obstacle = reason;
    this.#review();
  }

  /** The connection is lost. The batch in flight may have arrived; its cids make a resend safe [I2]. */
  shut(): void {
    this.#recall();
    this.#userId = null;
    // The next connection may be under another identity.
    this.#obstacle = null;
    this.#leads = false;
    this.#stopLeading();
    this.#stopLeading = () => {};
  }

  acked({ cid, id, seq }: FrameOf<'ack'>): void {
    if (cid === undefined || !this.#find(cid)) return;
    this.#refusals = 0;
    this.#accepted++;
    this.#storage.change(confirmed(cid, { id, seq }, this.#deps.clock.now()));
    this.#done(cid);
  }

  refused({ cid, ...error }: FrameOf<'error'>): void {
    const reason = failureIn(error);
    const isWhole = reason.code === 'too_large';
    const [first = ''] = this.#inFlight;
    // The batch is too large: send commands one by one, to find out which.
    if (isWhole && this.#batchSize > 1) {
      this.#accepted = Number.NEGATIVE_INFINITY;
      this.#deps.stalled();
      return;
    }
    const about = cid ?? (isWhole ? first : '');
    if (!this.#inFlight.has(about)) return;
    const retry = retryOf(reason);
    if (retry === 'never') {
      this.#storage.change(failed(about, reason));
      this.#done(about);
      return;
    }
    this.#recall();
    if (retry === 'renew') this.#deps.renew();
    else this.#wait(reason);
  }

  /** The timeline has changed: entries that it shows now are hidden. */
  reached(isShown: (ack: Ack) => boolean): void {
    this.#isShown = isShown;
    if (this.#visible.get().some(({ status }) => status === 'sent')) this.#review();
  }

  /** Queues a failed entry again, at the end, under this identity. */
  retry(cid: string, userId: string | null): void {
    if (this.#visible.get().some((entry) => entry.cid === cid && entry.status === 'failed'))
      this.#storage.change(again(cid, userId));
    this.#pump();
  }

  /** Discards an entry. If it is in flight, it may have arrived all the same. */
  discard(cid: string): void {
    this.#storage.change(without(cid));
  }

  /** Deletes all unsent entries of this person. */
  forget(userId: string | null): void {
    this.#storage.forget(userId);
  }

  /** The chat is closed: resolves all pending promises. */
  end(): void {
    this.shut();
    this.#endPause();
    this.#storage.end();
    for (const cid of [...this.#settle.keys()]) this.#end(cid, CLOSED);
  }

  #pump(): void {
    if (!this.#leads || this.#inFlight.size > 0 || this.#pause.get()) return;
    const commands = this.#next();
    // Store before sending, so that a reload cannot forget a sent command.
    if (commands.length === 0 || !this.#storage.isSettled()) return;
    for (const { cid } of commands) this.#inFlight.add(cid);
    this.#batchSize = commands.length;
    this.#cancelDeadline = this.#deps.clock.after(
      Math.max(ACK_MS, this.#deps.answerTimeoutMs?.() ?? 0),
      () => {
        this.#recall();
        this.#deps.stalled();
      },
    );
    if (!this.#deps.send(commands)) this.shut();
  }

  /** The next batch. Commands that can never be sent fail here. */
  #next(): OutboxCommand[] {
    const { frameBytes = 0, batchFrames = 1 } = this.#deps.limits();
    const most = this.#accepted < ACCEPTED_BEFORE_BATCHES ? 1 : Math.min(batchFrames, BATCH);
    const commands: OutboxCommand[] = [];
    let bytes = 1;
    for (const { command, status, userId } of this.#storage.entries.get()) {
      if (status !== 'pending' || userId !== this.#userId || this.#isTooLarge(command)) continue;
      bytes += bytesOf(command) + 1;
      if (commands.length === most || (commands.length > 0 && bytes >= frameBytes)) break;
      commands.push(command);
    }
    return commands;
  }

  /** Fails a command that exceeds the room's limits. */
  #isTooLarge(command: OutboxCommand): boolean {
    const { textChars, frameBytes } = this.#deps.limits();
    const most =
      'text' in command && command.text.replaceAll('\r\n', '\n').length > (textChars ?? Infinity)
        ? `${textChars} characters`
        : bytesOf(command) > (frameBytes ?? Infinity) && `${frameBytes} bytes`;
    if (!most) return false;
    const reason = failure('too_large', `Too long: at most ${most} can be sent.`);
    this.#storage.change(failed(command.cid, reason.fault));
    return true;
  }

  /** A retryable error pauses the whole queue, so that the order is kept. */
  #wait(reason: Failure): void {
    this.#refusals++;
    this.#accepted = Math.min(this.#accepted, 0);
    const ms = reason.retryAfterMs ?? delayMs('exponential', this.#refusals, this.#deps.random());
    this.#endPause();
    this.#pause.set({ until: this.#deps.clock.now() + ms, reason });
    const cancel = this.#deps.clock.after(ms, () => {
      this.#pause.set(null);
      this.#pump();
    });
    this.#endPause = () => {
      cancel();
      this.#pause.set(null);
    };
  }

  /** Stops waiting for answers. */
  #recall(): void {
    this.#cancelDeadline();
    this.#inFlight.clear();
  }

  #done(cid: string): void {
    if (!this.#inFlight.delete(cid) || this.#inFlight.size > 0) return;
    this.#recall();
    this.#pump();
  }

  /** Updates what is shown and settled after any change, here or in another tab. */
  #review(): void {
    const entries = this.#storage.entries.get();
    this.#visible.set(entries.map((entry) => this.#seen(entry)).filter((entry) => entry !== null));
    for (const cid of [...this.#settle.keys()]) this.#tell(cid);
    // Discarded here, or answered in another tab.
    for (const cid of [...this.#inFlight])
      if (this.#find(cid)?.status !== 'pending') this.#done(cid);
  }

  #seen(entry: OutboxEntry): OutboxEntry | null {
    if (entry.status === 'sent') return this.#isShown(entry.ack) ? null : entry;
    const foreign =
      this.#lastUserId !== null && (entry.userId ?? this.#lastUserId) !== this.#lastUserId;
    return foreign ? { ...entry, status: 'failed', reason: OTHER_PERSON } : entry;
  }

  #tell(cid: string): void {
    const kept = this.#find(cid);
    const entry = kept && this.#seen(kept);
    if (kept?.status === 'sent') this.#end(cid, success(kept.ack));
    else if (!entry) this.#end(cid, failure('discarded', 'It was discarded.'));
    else if (entry.status === 'failed') {
      this.#end(cid, { ok: false, fault: entry.reason });
      // Failed messages are kept until discarded; other failed commands are reported to the caller alone.
      if (entry.command.type !== 'message') this.discard(cid);
    } else if (this.#obstacle) this.#end(cid, { ok: false, fault: this.#obstacle });
  }

  #find(cid: string): OutboxEntry | undefined {
    return this.#storage.entries.get().find((entry) => entry.cid === cid);
  }

  #end(cid: string, result: Result<Ack>): void {
    const settle = this.#settle.get(cid);
    this.#settle.delete(cid);
    settle?.(result);
  }
}

const UNNAMED: Failure = {
  code: 'unnamed',
  message: 'Take a name by setName(); then it is sent.',
};

const OTHER_PERSON: Failure = {
  code: 'other_identity',
  message: 'Written under another name.',
};

const bytesOf = (command: OutboxCommand): number =>
  new TextEncoder().encode(JSON.stringify(command)).length;

/** For a code of a newer room, `retryAfterMs` tells whether a retry helps. */
const retryOf = ({ code, retryAfterMs }: Failure): Retry =>
  retryAfterError(code) ?? (retryAfterMs === undefined ? 'never' : 'later');
