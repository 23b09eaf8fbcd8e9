// One browser's outbox and the room at the other end, with a second opinion on both: what was
// written, what shall become of it, and what may be under way.
import { Outbox } from '../../../../src/client/outbox/outbox.ts';
import type { OutboxCommand } from '../../../../src/client/outbox/outbox-entry.ts';
import { PersistedOutbox } from '../../../../src/client/outbox/persisted-storage.ts';
import { FakeBrowser, stored } from '../../../support/browser.ts';
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
/** The room knows what it has: no limit holds up a repeat. */
const isRefusal = (answer: Answer): answer is Refusal => Object.hasOwn(REFUSALS, answer);

/** What somebody wrote, and what is known to have become of it. */
type Written = {
  userId: string | null;
  outcome: 'waits' | 'refused' | 'discarded';
  /** The turn in which its author got a name: other tabs hear of it when that turn has ended. */
  namedIn: number;
  /** The tabs that know of it, where they share nothing any more. */
  heldBy: Set<Tab>;
};

export class OutboxModel {
  readonly clock = new FakeClock();
  readonly browser = new FakeBrowser();
  readonly tabs: Tab[] = [];
  readonly written = new Map<string, Written>();
  /** What the room keeps, in the order in which it came first. */
  readonly log: string[] = [];
  /** Everything written whose author was not yet told how it ended. */
  readonly untold = new Set<string>();
  /** What happened and must not; thrown inside a promise it would not be heard. */
  readonly wrong: string[] = [];
  #turn = 0;
  /** Whether there is a store that the tabs share. */
  shares = true;
  /** Everything written, in the order in which it shall be sent. */
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

  /** Who has a name now is who wrote without one. */
  claim(userId: string): void {
    for (const one of this.written.values())
      if (one.userId === null) Object.assign(one, { userId, namedIn: this.#turn });
  }

  /** Lets everything be stored that can be, and ends the turn. */
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

  /** Behind all others, in another's name it may be, unless its author is just sending it. */
  retry(cid: string, tab: Tab): void {
    const one = this.written.get(cid);
    const isUnderWay = this.tabs.some(({ line }) => line.some((command) => command.cid === cid));
    if (!one || isUnderWay || !this.shares) return;
    Object.assign(one, { outcome: 'waits', userId: tab.userId });
    this.#queue = [...this.#queue.filter((other) => other !== cid), cid];
    tab.outbox.retry(cid, tab.userId);
  }

  /** From now on each tab is alone with what it knows. */
  loseStorage(gate: () => Promise<void>): void {
    if ([...this.written.values()].some(({ userId }) => userId === null)) return;
    if (!this.shares) return;
    this.shares = false;
    this.browser.gate = gate;
    for (const one of this.written.values()) one.heldBy = new Set(this.tabs);
  }

  /** The room receives a command that came from a tab. @returns its place in the log. */
  hears({ cid, ...command }: OutboxCommand): number {
    const known = this.log.indexOf(cid);
    if (known >= 0) return known + 1;
    if (command.type !== 'message' || command.text !== `text of ${cid}`)
      this.wrong.push(`${cid} changed`);
    return this.log.push(cid);
  }

  /** What is to be in the room before this one, and isn't. */
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

/** A tab whose line holds what was sent and not yet heard. */
export class Tab {
  outbox: Outbox;
  line: OutboxCommand[] = [];
  userId: string | null = null;
  isConnected = false;
  /** The room once said that something was too large: from then on each command goes by itself. */
  #isAlone = false;
  /** The commands of the array that it is just sending, as far as they were looked at. */
  readonly #goes = new Set<string>();
  /** The room has told it to send nothing before. */
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

  /** The page is loaded anew; who it was is kept elsewhere. */
  reload(): void {
    [this.line, this.isConnected, this.#heldUntil, this.#isAlone] = [[], false, 0, false];
    this.outbox.end();
    for (const one of this.#model.written.values()) one.heldBy.delete(this);
    this.outbox = this.#open();
  }

  /** What was on its way arrives, and nobody is there to be told. */
  crash(): void {
    for (const command of this.line) this.#model.hears(command);
    this.reload();
  }

  answer(answer: Answer): void {
    const isOneArray = this.line.every(({ cid }) => this.#goes.has(cid));
    if (answer === 'too large together' && this.line.length > 1 && isOneArray) {
      // Something refuses all that is under way, and cannot say of what. Alone, no command is too large.
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
    // Those that go with it are before it on the line as well.
    for (const other of this.#model.before(command.cid, this))
      if (!this.#goes.has(other)) wrong.push(`${command.cid} overtakes ${other}`);
    if (shares && !browser.stored.some(({ cid }) => cid === command.cid))
      wrong.push(`${command.cid} is not stored yet`);
    if (clock.now() < this.#heldUntil) wrong.push(`${command.cid} does not wait`);
    this.#goes.add(command.cid);
  }

  /** Connects anew, which takes a moment. */
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

/** Time goes by, and what is to be stored meanwhile is stored at its pace. */
export async function pass(model: OutboxModel, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1000) {
    model.clock.pass(1000);
    await model.rest();
  }
}
