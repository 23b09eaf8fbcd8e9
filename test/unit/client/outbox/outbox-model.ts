// One browser's outbox and the room at the other end, with a model of both: what was written, what
// should happen to it, and what may be in flight.
import { Outbox } from '../../../../src/client/outbox/outbox.ts';
import type { OutboxCommand } from '../../../../src/client/outbox/outbox-entry.ts';
import { PersistedOutbox } from '../../../../src/client/outbox/persisted-storage.ts';
import { FakeBrowser, stored } from '../../../support/fake-browser.ts';
import { ADA, BEN, FakeClock } from '../fakes.ts';

export const PEOPLE = [ADA.id, BEN.id];
const TABS = 3;
const HELD_MS = 5000;
const LIMITS = { textChars: 4000, frameBytes: 16_384, batchFrames: 4 };

type Refusal = keyof typeof REFUSALS;
export type Answer = 'ack' | 'lose the ack' | 'lose the command' | 'too large together' | Refusal;

const REFUSALS = {
  later: { code: 'overloaded' },
  /** A code that only a newer client knows. */
  hold: { code: 'full_moon', retryAfterMs: HELD_MS },
  renew: { code: 'token_expired' },
  never: { code: 'bad_request' },
};
/** The room recognises repeats: no limit rejects one. */
const isRefusal = (answer: Answer): answer is Refusal => Object.hasOwn(REFUSALS, answer);

/** A person's command, and what is known of its result. */
type Written = {
  userId: string | null;
  outcome: 'waits' | 'refused' | 'discarded';
  /** The turn in which its author got a name: other tabs learn it after that turn. */
  namedIn: number;
  /** The tabs that know it, once they share nothing any more. */
  heldBy: Set<Tab>;
};

export class OutboxModel {
  readonly clock = new FakeClock();
  readonly browser = new FakeBrowser();
  readonly tabs: Tab[] = [];
  readonly written = new Map<string, Written>();
  /** What the room stores, in the order of first arrival. */
  readonly log: string[] = [];
  /** All commands whose author does not know the result yet. */
  readonly untold = new Set<string>();
  /** Violations; thrown inside a promise they would go unnoticed. */
  readonly wrong: string[] = [];
  #turn = 0;
  /** Whether there is storage that the tabs share. */
  shares = true;
  /** All commands, in the order in which they should be sent. */
  #queue: string[] = [];

  constructor() {
    for (let at = 0; at < TABS; at++) this.tabs.push(new Tab(this));
  }

  write(tab: Tab): void {
    if (!this.shares && tab.userId === null) return;
    const cid = `m${this.written.size}`;
    this.#queue.push(cid);
    this.untold.add(cid);
    const { userId } = tab;
    this.written.set(cid, { userId, outcome: 'waits', namedIn: -1, heldBy: new Set([tab]) });
    void tab.outbox
      .add({ type: 'message', cid, text: `text of ${cid}` }, tab.userId)
      .then((end) => {
        this.untold.delete(cid);
        if (end.ok && this.log[end.value.seq - 1] !== cid) this.wrong.push(`${cid} is not stored`);
      });
  }

  /** The person with a name now is the one who wrote without one. */
  claim(userId: string): void {
    for (const one of this.written.values())
      if (one.userId === null) Object.assign(one, { userId, namedIn: this.#turn });
  }

  /** Stores everything that can be stored, and ends the turn. */
  async rest(): Promise<void> {
    await stored();
    this.#turn++;
  }

  discard(cid: string, tab: Tab): void {
    this.#giveUp((one) => one === cid);
    tab.outbox.discard(cid);
  }

  forget(who: string, tab: Tab): void {
    this.#giveUp((_, userId) => userId === null || userId === who);
    tab.outbox.forget(who);
  }

  /** After all others, maybe under another name, unless its author is just sending it. */
  retry(cid: string, tab: Tab): void {
    const one = this.written.get(cid);
    const isUnderWay = this.tabs.some(({ line }) => line.some((command) => command.cid === cid));
    if (!one || isUnderWay || !this.shares) return;
    Object.assign(one, { outcome: 'waits', userId: tab.userId });
    this.#queue = [...this.#queue.filter((other) => other !== cid), cid];
    tab.outbox.retry(cid, tab.userId);
  }

  /** From now on each tab knows only its own commands. */
  loseStorage(gate: () => Promise<void>): void {
    if ([...this.written.values()].some(({ userId }) => userId === null)) return;
    if (!this.shares) return;
    this.shares = false;
    this.browser.gate = gate;
    for (const one of this.written.values()) one.heldBy = new Set(this.tabs);
  }

  /** The room receives a command from a tab. @returns its seq. */
  hears({ cid, ...command }: OutboxCommand): number {
    const known = this.log.indexOf(cid);
    if (known >= 0) return known + 1;
    if (command.type !== 'message' || command.text !== `text of ${cid}`)
      this.wrong.push(`${cid} changed`);
    return this.log.push(cid);
  }

  /** What should be in the room before this one, and is not. */
  before(cid: string, tab: Tab): string[] {
    return this.#queue.slice(0, this.#queue.indexOf(cid)).filter((other) => {
      const one = this.written.get(other);
      const waits = one?.outcome === 'waits' && !this.log.includes(other);
      const isKnown = waits && one.userId === tab.userId && one.namedIn < this.#turn;
      return isKnown && (this.shares || one.heldBy.has(tab));
    });
  }

  #giveUp(isMeant: (cid: string, userId: string | null) => boolean): void {
    for (const [cid, one] of this.written) if (isMeant(cid, one.userId)) one.outcome = 'discarded';
  }
}

/** A tab with its frames in flight. */
export class Tab {
  outbox: Outbox;
  line: OutboxCommand[] = [];
  userId: string | null = null;
  isConnected = false;
  /** The room once said that something was too large: from then on each command is sent alone. */
  #isAlone = false;
  /** The commands of the array that it is just sending, as far as they were checked. */
  readonly #goes = new Set<string>();
  /** The room has asked it to send nothing before this time. */
  #heldUntil = 0;
  readonly #model: OutboxModel;

  constructor(model: OutboxModel) {
    this.#model = model;
    this.outbox = this.#open();
  }

  connect(as: string): void {
    this.cut();
    [this.userId, this.isConnected] = [as, true];
    this.#model.claim(as);
    this.outbox.open(as);
  }

  cut(): void {
    [this.line, this.isConnected] = [[], false];
    this.outbox.shut();
  }

  /** The page is reloaded; the identity is stored elsewhere. */
  reload(): void {
    [this.line, this.isConnected, this.#heldUntil, this.#isAlone] = [[], false, 0, false];
    this.outbox.end();
    for (const one of this.#model.written.values()) one.heldBy.delete(this);
    this.outbox = this.#open();
  }

  /** What was in flight arrives, and nobody gets the reply. */
  crash(): void {
    for (const command of this.line) this.#model.hears(command);
    this.reload();
  }

  answer(answer: Answer): void {
    const isOneArray = this.line.every(({ cid }) => this.#goes.has(cid));
    if (answer === 'too large together' && this.line.length > 1 && isOneArray) {
      // A proxy rejects everything in flight without saying which. Alone, no command is too large.
      this.#isAlone = true;
      this.outbox.refused({ type: 'error', code: 'too_large', message: 'No.' });
      return;
    }
    const command = this.line.shift();
    if (!command) return;
    if (answer === 'lose the command') this.#again();
    else if (isRefusal(answer) && !this.#model.log.includes(command.cid))
      this.#refuse(command.cid, answer);
    else this.#hear(command, answer === 'lose the ack');
  }

  #hear(command: OutboxCommand, isLost: boolean): void {
    const seq = this.#model.hears(command);
    if (isLost) this.#again();
    else this.outbox.acked({ type: 'ack', cid: command.cid, seq, id: `e1-${seq}`, timestamp: 1 });
  }

  #refuse(cid: string, answer: Refusal): void {
    const one = this.#model.written.get(cid);
    if (answer === 'never' && one?.outcome === 'waits') one.outcome = 'refused';
    const isKept = this.outbox.entries.get().some((entry) => entry.cid === cid);
    if (answer === 'hold' && isKept) this.#heldUntil = this.#model.clock.now() + HELD_MS;
    const error = { type: 'error', message: 'No.', ...REFUSALS[answer] } as const;
    // What was sent with it is not done before it [R63].
    const behind = answer === 'never' ? [] : this.line.splice(0);
    this.outbox.refused({ ...error, cid });
    for (const command of behind) this.outbox.refused({ ...error, cid: command.cid });
  }

  #send(commands: readonly OutboxCommand[]): boolean {
    const { written, wrong } = this.#model;
    if (!this.isConnected) return false;
    const isGivenUp = ({ cid }: OutboxCommand) => written.get(cid)?.outcome === 'discarded';
    if (!this.line.every(isGivenUp)) wrong.push('two arrays are under way');
    if (this.#isAlone && commands.length > 1) wrong.push('what was too large goes together again');
    this.#goes.clear();
    for (const command of commands) this.#checks(command);
    return this.line.push(...commands) > 0;
  }

  #checks(command: OutboxCommand): void {
    const { browser, clock, shares, written, wrong } = this.#model;
    if (written.get(command.cid)?.userId !== this.userId)
      wrong.push(`${command.cid} as somebody else`);
    // Commands in the same array precede it too.
    for (const other of this.#model.before(command.cid, this))
      if (!this.#goes.has(other)) wrong.push(`${command.cid} overtakes ${other}`);
    if (shares && !browser.stored.some(({ cid }) => cid === command.cid))
      wrong.push(`${command.cid} is not stored yet`);
    if (clock.now() < this.#heldUntil) wrong.push(`${command.cid} does not wait`);
    this.#goes.add(command.cid);
  }

  /** Reconnects, which takes a moment. */
  #again(): void {
    const { outbox, userId } = this;
    this.cut();
    queueMicrotask(() => {
      if (userId !== null && outbox === this.outbox && !this.isConnected) this.connect(userId);
    });
  }

  #open(): Outbox {
    const { clock, browser } = this.#model;
    const again = () => this.#again();
    return new Outbox({
      ...{ clock, random: () => 0.5, stalled: again, renew: again },
      openStorage: (settled) => new PersistedOutbox(browser.tab(), clock, settled),
      limits: () => LIMITS,
      send: (commands) => this.#send(commands),
    });
  }
}

/** Time passes, and pending writes are stored at their own pace. */
export async function pass(model: OutboxModel, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    model.clock.pass(1000);
    await model.rest();
  }
}
