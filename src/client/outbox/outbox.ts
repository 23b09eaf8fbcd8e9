// The one owner of what a person did and the room has not yet confirmed. Knows no socket: it is
// told when it may send, as whom, and what was answered.
import type { FrameOf } from '../../protocol/frames.ts';
import type { ClientLimits } from '../../protocol/limits.ts';
import { type Retry, retryAfterError } from '../../protocol/retry.ts';
import { delayMs } from '../connection/backoff.ts';
import type { Clock } from '../core/environment.ts';
import { type Failure, failure, failureIn, type Result, success } from '../core/result.ts';
import { type Readable, Value } from '../core/value.ts';
import {
  type Ack,
  again,
  append,
  claimed,
  confirmed,
  type Entries,
  failed,
  type NamedAct,
  type OutboxEntry,
  without,
} from './outbox-entry.ts';
import type { Shelf } from './outbox-storage.ts';

/** A room that is alive and answers nothing for this long gets a new connection, and the same cid. */
export const ACK_MS = 10_000;

/** At most so many acts travel together. */
const TOGETHER = 10;
/** A room that asked to wait gets one act at a time, until it has taken so many. */
const TAKEN = 3;

/** The room said wait: until then nothing is sent, and everything is kept. */
export type Pause = { readonly until: number; readonly reason: Failure };

export type OutboxWorld = {
  readonly clock: Clock;
  readonly random: () => number;
  /** Where entries are kept. @param settled everything changed so far is stored, or never will be. */
  readonly openShelf: (settled: () => void) => Shelf;
  /** Sends acts together, in this order. @returns whether they went out. */
  readonly send: (acts: readonly NamedAct[]) => boolean;
  /** How long an answer may take on this line, if more than usual. */
  readonly patienceMs?: () => number;
  /** What the room allows, as far as it has told. */
  readonly limits: () => Partial<ClientLimits>;
  /** No answer came; the connection must be made anew. */
  readonly stalled: () => void;
  /** The room wants a new token first. */
  readonly renew: () => void;
};

export class Outbox {
  readonly #world: OutboxWorld;
  readonly #shelf: Shelf;
  readonly #visible = new Value<Entries>([]);
  readonly #pause = new Value<Pause | null>(null);
  readonly #settle = new Map<string, (result: Result<Ack>) => void>();
  /** Why nothing can be sent until somebody does something about it. */
  #hindrance: Failure | null = null;
  /** Who may be sent for now. */
  #userId: string | null = null;
  /** Who the room last knew this client as. */
  #knownAs: string | null = null;
  #isShown: (ack: Ack) => boolean = () => false;
  /** Whether this tab is the one that sends. */
  #leads = false;
  #stopLeading = () => {};
  // What was sent together; nothing more before all of it is answered. The room keeps the order of one
  // array [R63]; were two under way and the first told to wait, the second would overtake it [I3].
  readonly #underWay = new Set<string>();
  /** How many they were: one that was discarded meanwhile was a part of it all the same. */
  #together = 0;
  #cancelDeadline = () => {};
  /** How many acts the room has taken since it last asked to wait. */
  #taken = TAKEN;
  #endPause = () => {};
  #refusals = 0;

  constructor(world: OutboxWorld) {
    this.#world = world;
    this.#shelf = world.openShelf(() => {
      // Without a store there are no other tabs to wait for; a cid sent twice does no harm [I2].
      if (!this.#shelf.durable.get() && this.#userId !== null) this.#leads = true;
      this.#pump();
    });
    this.#shelf.entries.subscribe(() => this.#review());
  }

  /** What is to be seen of it: the words of somebody else as failed, and nothing the timeline has. */
  get entries(): Readable<Entries> {
    return this.#visible;
  }

  get durable(): Readable<boolean> {
    return this.#shelf.durable;
  }

  get pause(): Readable<Pause | null> {
    return this.#pause;
  }

  /** Takes an act into care, at once and in order. The promise says how it ended. */
  add(act: NamedAct, userId: string | null): Promise<Result<Ack>> {
    const queuedAt = this.#world.clock.now();
    const done = new Promise<Result<Ack>>((resolve) => this.#settle.set(act.cid, resolve));
    const { cid } = act;
    this.#shelf.change(append({ cid, act, userId, queuedAt, kept: false, status: 'pending' }));
    this.#isTooLarge(act);
    this.#pump();
    return done;
  }

  /** The connection is live as this person; `null` where it may not write. */
  open(userId: string | null): void {
    this.shut();
    this.#userId = userId;
    if (userId === null) {
      this.hinder(UNNAMED);
      return;
    }
    this.#knownAs = userId;
    this.#shelf.change(claimed(userId));
    this.#review();
    const stop = this.#shelf.lead(userId, () => {
      this.#leads = true;
      // What the tab that sent before has left behind.
      this.#shelf.refresh();
      this.#pump();
    });
    this.#stopLeading = stop;
  }

  /** Nothing can be sent until somebody does something about it: authors are told, and all is kept. */
  hinder(reason: Failure): void {
    this.#hindrance = reason;
    this.#review();
  }

  /** The connection is gone. What was under way may have arrived: its cid makes asking again safe [I2]. */
  shut(): void {
    this.#recall();
    this.#userId = null;
    // What hindered may be over: the next connection may be somebody else's.
    this.#hindrance = null;
    this.#leads = false;
    this.#stopLeading();
    this.#stopLeading = () => {};
  }

  acked({ cid, id, seq }: FrameOf<'ack'>): void {
    if (cid === undefined || !this.#find(cid)) return;
    this.#refusals = 0;
    this.#taken++;
    this.#shelf.change(confirmed(cid, { id, seq }, this.#world.clock.now()));
    this.#done(cid);
  }

  refused({ cid, ...error }: FrameOf<'error'>): void {
    const reason = failureIn(error);
    const isWhole = reason.code === 'too_large';
    const [first = ''] = this.#underWay;
    // Too large together; which of them is, shows when each goes by itself from now on.
    if (isWhole && this.#together > 1) {
      this.#taken = Number.NEGATIVE_INFINITY;
      this.#world.stalled();
      return;
    }
    const about = cid ?? (isWhole ? first : '');
    if (!this.#underWay.has(about)) return;
    const retry = retryOf(reason);
    if (retry === 'never') {
      this.#shelf.change(failed(about, reason));
      this.#done(about);
      return;
    }
    this.#recall();
    if (retry === 'renew') this.#world.renew();
    else this.#wait(reason);
  }

  /** The timeline has grown: what it shows now needs no place here. */
  reached(isShown: (ack: Ack) => boolean): void {
    this.#isShown = isShown;
    if (this.#visible.get().some(({ status }) => status === 'sent')) this.#review();
  }

  /** Tries a failed entry again, behind what waits already, as its author wants it now. */
  retry(cid: string, userId: string | null): void {
    if (this.#visible.get().some((entry) => entry.cid === cid && entry.status === 'failed'))
      this.#shelf.change(again(cid, userId));
    this.#pump();
  }

  /** Gives an entry up. One that is under way may have arrived all the same. */
  discard(cid: string): void {
    this.#shelf.change(without(cid));
  }

  /** Forgets everything this person has not yet sent. */
  forget(userId: string | null): void {
    this.#shelf.forget(userId);
  }

  /** The chat is closed; nobody will answer any more. */
  end(): void {
    this.shut();
    this.#endPause();
    this.#shelf.end();
    for (const cid of [...this.#settle.keys()])
      this.#end(cid, failure('closed', 'The chat was closed.'));
  }

  #pump(): void {
    if (!this.#leads || this.#underWay.size > 0 || this.#pause.get()) return;
    const acts = this.#next();
    // Stored first: once it is on its way, a reload must not forget that it was.
    if (acts.length === 0 || !this.#shelf.isSettled()) return;
    for (const { cid } of acts) this.#underWay.add(cid);
    this.#together = acts.length;
    this.#cancelDeadline = this.#world.clock.after(
      Math.max(ACK_MS, this.#world.patienceMs?.() ?? 0),
      () => {
        this.#recall();
        this.#world.stalled();
      },
    );
    if (!this.#world.send(acts)) this.shut();
  }

  /** What is to be sent next, as many as may travel together. What never can be fails on the way. */
  #next(): NamedAct[] {
    const { frameBytes = 0, batchFrames = 1 } = this.#world.limits();
    const most = this.#taken < TAKEN ? 1 : Math.min(batchFrames, TOGETHER);
    const acts: NamedAct[] = [];
    let bytes = 1;
    for (const { act, status, userId } of this.#shelf.entries.get()) {
      if (status !== 'pending' || userId !== this.#userId || this.#isTooLarge(act)) continue;
      bytes += bytesOf(act) + 1;
      if (acts.length === most || (acts.length > 0 && bytes >= frameBytes)) break;
      acts.push(act);
    }
    return acts;
  }

  /** Fails at once what the room is known to refuse. */
  #isTooLarge(act: NamedAct): boolean {
    const { textChars, frameBytes } = this.#world.limits();
    const most =
      'text' in act && act.text.replaceAll('\r\n', '\n').length > (textChars ?? Infinity)
        ? `${textChars} characters`
        : bytesOf(act) > (frameBytes ?? Infinity) && `${frameBytes} bytes`;
    if (!most) return false;
    const reason = failure('too_large', `Too long: at most ${most} can be sent.`);
    this.#shelf.change(failed(act.cid, reason.fault));
    return true;
  }

  /** A retryable refusal holds back everything behind it, so that the order stays. */
  #wait(reason: Failure): void {
    this.#refusals++;
    this.#taken = Math.min(this.#taken, 0);
    const ms = reason.retryAfterMs ?? delayMs('exponential', this.#refusals, this.#world.random());
    this.#endPause();
    this.#pause.set({ until: this.#world.clock.now() + ms, reason });
    const cancel = this.#world.clock.after(ms, () => {
      this.#pause.set(null);
      this.#pump();
    });
    this.#endPause = () => {
      cancel();
      this.#pause.set(null);
    };
  }

  /** Waits for no answer any more. */
  #recall(): void {
    this.#cancelDeadline();
    this.#underWay.clear();
  }

  #done(cid: string): void {
    if (!this.#underWay.delete(cid) || this.#underWay.size > 0) return;
    this.#recall();
    this.#pump();
  }

  /** The entries have changed, here or in another tab, or what is known about them has. */
  #review(): void {
    const entries = this.#shelf.entries.get();
    this.#visible.set(entries.map((entry) => this.#seen(entry)).filter((entry) => entry !== null));
    for (const cid of [...this.#settle.keys()]) this.#tell(cid);
    // Discarded here, or answered in another tab.
    for (const cid of [...this.#underWay])
      if (this.#find(cid)?.status !== 'pending') this.#done(cid);
  }

  #seen(entry: OutboxEntry): OutboxEntry | null {
    if (entry.status === 'sent') return this.#isShown(entry.ack) ? null : entry;
    const foreign = this.#knownAs !== null && (entry.userId ?? this.#knownAs) !== this.#knownAs;
    return foreign ? { ...entry, status: 'failed', reason: OTHER_PERSON } : entry;
  }

  #tell(cid: string): void {
    const kept = this.#find(cid);
    const entry = kept && this.#seen(kept);
    if (kept?.status === 'sent') this.#end(cid, success(kept.ack));
    else if (!entry) this.#end(cid, failure('discarded', 'It was discarded.'));
    else if (entry.status === 'failed') {
      this.#end(cid, { ok: false, fault: entry.reason });
      // A text is kept until its author gives it up; of the rest, the caller alone is told.
      if (entry.act.type !== 'message') this.discard(cid);
    } else if (this.#hindrance) this.#end(cid, { ok: false, fault: this.#hindrance });
  }

  #find(cid: string): OutboxEntry | undefined {
    return this.#shelf.entries.get().find((entry) => entry.cid === cid);
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

const bytesOf = (act: NamedAct): number => new TextEncoder().encode(JSON.stringify(act)).length;

/** A code that a newer room knows: what it says about waiting tells whether trying again helps. */
const retryOf = ({ code, retryAfterMs }: Failure): Retry =>
  retryAfterError(code) ?? (retryAfterMs === undefined ? 'never' : 'later');
