// A person whose network and tabs suffer everything that can happen to networks and tabs.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';
import { Chance } from '../support/chance.ts';
import { FaultLine } from '../support/fault-line.ts';
import type { Fault } from '../support/fault-pipe.ts';
import { isStored } from './kept.ts';
import { expect, type House, Person } from './people.ts';
import { installWitness, liesOf } from './witness.ts';

/** A person in the storm: their network, their tabs, and their messages. */
export class Sailor {
  readonly name: string;
  /** Every message they wrote, whatever happened to it. */
  readonly said: string[] = [];
  /** The current tab. */
  person: Person;
  readonly #chance: Chance;
  readonly #line: FaultLine;
  readonly #context: BrowserContext;
  readonly #open = new Set<() => void>();
  /** Wrong statements of the tabs that were closed. */
  readonly #lies: string[] = [];
  #webSockets = true;

  /** Opens a page behind a proxy of their own, and takes a name. @param seed of all faults. */
  static async embark(name: string, seed: number, house: House, origin: string): Promise<Sailor> {
    const line = await FaultLine.to(origin);
    const person = new Person(await house.open({ baseURL: line.origin }));
    const sailor = new Sailor(name, new Chance(seed), line, person);
    await sailor.#prepare();
    await person.page.goto(`/r/${house.room}`);
    await person.takeName(name);
    await sailor.#say();
    await person.settled();
    return sailor;
  }

  private constructor(name: string, chance: Chance, line: FaultLine, person: Person) {
    this.name = name;
    this.#chance = chance;
    this.#line = line;
    this.person = person;
    this.#context = person.page.context();
  }

  async #prepare(): Promise<void> {
    await this.#context.routeWebSocket(/\/socket/, (socket) => {
      const cut = () => void socket.close({ code: 3001 });
      if (!this.#webSockets) return cut();
      socket.connectToServer();
      this.#open.add(cut);
    });
    await installWitness(this.#context);
  }

  /** Runs faults until that time, in milliseconds since 1970; then restores the network. */
  async sail(until: number): Promise<void> {
    while (Date.now() < until) {
      await this.#weather();
      await this.#deed();
    }
    this.#allowWebSockets(true);
    this.#line.follow({ does: 'pass' });
  }

  /** Wrong statements of any of their pages. */
  async lies(): Promise<readonly string[]> {
    return [...this.#lies, ...(await liesOf(this.person.page))];
  }

  land(): void {
    this.#line.close();
  }

  async #say(by = this.person): Promise<void> {
    const word = `word-${this.name.toLowerCase()}${this.said.length + 1}`;
    this.said.push(word);
    await by.say(word);
  }

  #allowWebSockets(allowed: boolean): void {
    this.#webSockets = allowed;
    if (!allowed) for (const cut of this.#open) cut();
    this.#open.clear();
  }

  /** One period of faults, chosen at random, while they go on writing. */
  async #weather(): Promise<void> {
    const chance = this.#chance;
    const line = this.#line;
    const faults: Fault[] = [
      { does: 'delay', ms: chance.between(50, 400) },
      { does: 'stall' },
      { does: 'blackhole' },
      { does: 'refuse' },
      { does: 'cut', way: chance.next() < 0.5 ? 'up' : 'down', after: chance.between(1, 2000) },
    ];
    const fault = faults[chance.between(0, faults.length - 1)] ?? { does: 'pass' };
    line.follow(fault);
    for (let n = chance.between(1, 2); n > 0; n--) {
      await this.#say();
      await pause(chance.between(200, 1200));
    }
    line.follow({ does: 'pass' });
  }

  /** Something that people do to a tab. */
  async #deed(): Promise<void> {
    const chance = this.#chance;
    const deeds = [
      () => this.#allowWebSockets(false),
      () => this.#allowWebSockets(true),
      () => this.#hide(),
      () => this.#goOffline(),
      () => this.#reload(),
      () => this.#duplicate(),
    ];
    await deeds[chance.between(0, deeds.length - 1)]?.();
    await pause(chance.between(100, 600));
  }

  async #hide(): Promise<void> {
    await this.#show(false);
    await this.#say();
    await pause(this.#chance.between(200, 1500));
    await this.#show(true);
  }

  #show(visible: boolean): Promise<void> {
    return this.person.page.evaluate((isVisible) => {
      Object.defineProperty(document, 'hidden', { configurable: true, value: !isVisible });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, visible);
  }

  async #goOffline(): Promise<void> {
    await this.#context.setOffline(true);
    await this.#say();
    await pause(this.#chance.between(200, 1500));
    await this.#context.setOffline(false);
  }

  async #reload(): Promise<void> {
    await this.#say();
    await this.#expectKept();
    this.#clearLine();
    await this.person.page.reload();
    await expect(this.person.composer).toBeVisible();
  }

  /** Waits until the last message is stored or with the room: a tab killed right after the key loses it. */
  #expectKept(): Promise<void> {
    const { page } = this.person;
    const word = this.said.at(-1) ?? '';
    const waiting = page.locator('.rows [data-status]').filter({ hasText: word });
    // A message that is not rendered yet may still be pending.
    const isSent = async () =>
      (await this.person.words()).includes(word) && (await waiting.count()) === 0;
    return expect.poll(async () => (await isSent()) || isStored(page, word)).toBe(true);
  }

  /** A page loads over the existing connections, and waits for dead ones forever. */
  #clearLine(): void {
    this.#line.follow({ does: 'pass' });
    this.#line.cut();
  }

  /** Duplicates the tab, writes in the copy, and closes the original. */
  async #duplicate(): Promise<void> {
    this.#clearLine();
    const opened = this.#context.waitForEvent('page');
    await this.person.page.evaluate(() => void window.open(location.href));
    const copy = new Person(await opened);
    await expect(copy.composer).toBeVisible();
    await this.#say(copy);
    await this.#say();
    await this.#expectKept();
    this.#lies.push(...(await liesOf(this.person.page)));
    await this.person.page.close();
    this.person = copy;
  }
}
