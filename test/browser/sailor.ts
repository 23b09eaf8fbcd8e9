// Somebody whose network and whose tabs go through everything that networks and tabs go through.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';
import { Chance } from '../support/chance.ts';
import { FaultLine } from '../support/fault-line.ts';
import type { Fault } from '../support/fault-pipe.ts';
import { isStored } from './kept.ts';
import { expect, type House, Person } from './people.ts';
import { installWitness, liesOf } from './witness.ts';

/** Somebody in the storm: their line, their tabs, and what they have said. */
export class Sailor {
  readonly name: string;
  /** Every word they wrote, whatever became of it. */
  readonly said: string[] = [];
  /** The tab they are at. */
  person: Person;
  readonly #chance: Chance;
  readonly #line: FaultLine;
  readonly #context: BrowserContext;
  readonly #open = new Set<() => void>();
  /** What the tabs that were closed have said and wasn't so. */
  readonly #lies: string[] = [];
  #webSockets = true;

  /** Opens a page behind a line of their own, and takes a name. @param seed of all that befalls them. */
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

  /** Lives through it until that time, in milliseconds since 1970; then their line is whole. */
  async sail(until: number): Promise<void> {
    while (Date.now() < until) {
      await this.#weather();
      await this.#deed();
    }
    this.#allowWebSockets(true);
    this.#line.follow({ does: 'pass' });
  }

  /** What any of their pages has said that wasn't so. */
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

  /** One stretch of bad weather, chosen by chance, while they go on writing. */
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

  /** Waits until their last word is in storage or with the room: a tab that dies under the very key loses it. */
  #expectKept(): Promise<void> {
    const { page } = this.person;
    const word = this.said.at(-1) ?? '';
    const waiting = page.locator('.rows [data-status]').filter({ hasText: word });
    // A word that the page has yet to draw is not one that waits no more.
    const isSent = async () =>
      (await this.person.words()).includes(word) && (await waiting.count()) === 0;
    return expect.poll(async () => (await isSent()) || isStored(page, word)).toBe(true);
  }

  /** A page is loaded over what connections there are, and waits for dead ones for ever. */
  #clearLine(): void {
    this.#line.follow({ does: 'pass' });
    this.#line.cut();
  }

  /** A copy of the tab, which says something too; then the one that was there first is closed. */
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
