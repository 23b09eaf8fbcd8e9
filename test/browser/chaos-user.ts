// A person whose network and tabs suffer everything that can happen to networks and tabs.
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';
import type { Fault } from '../support/fault-pipe.ts';
import { FaultProxy } from '../support/fault-proxy.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { isStored } from './kept.ts';
import { expect, Person, type TestRoom } from './people.ts';
import { installStateMonitor, wrongStatesOf } from './state-monitor.ts';

/** A person whose connection is disturbed: their network, their tabs, and their messages. */
export class ChaosUser {
  readonly name: string;
  /** Every message they wrote, whatever happened to it. */
  readonly said: string[] = [];
  /** The current tab. */
  person: Person;
  readonly #random: SeededRandom;
  readonly #line: FaultProxy;
  readonly #context: BrowserContext;
  readonly #open = new Set<() => void>();
  /** Wrong states shown by the tabs that were closed. */
  readonly #wrongStates: string[] = [];
  #webSockets = true;

  /** Opens a page behind a proxy of their own, and takes a name. @param seed of all faults. */
  static async open(
    name: string,
    seed: number,
    testRoom: TestRoom,
    origin: string,
  ): Promise<ChaosUser> {
    const line = await FaultProxy.to(origin);
    const person = new Person(await testRoom.open({ baseURL: line.origin }));
    const chaosUser = new ChaosUser(name, new SeededRandom(seed), line, person);
    await chaosUser.#prepare();
    await person.page.goto(`/r/${testRoom.room}`);
    await person.takeName(name);
    await chaosUser.#say();
    await person.settled();
    return chaosUser;
  }

  private constructor(name: string, random: SeededRandom, line: FaultProxy, person: Person) {
    this.name = name;
    this.#random = random;
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
    await installStateMonitor(this.#context);
  }

  /** Runs faults until that time, in milliseconds since 1970; then restores the network. */
  async run(until: number): Promise<void> {
    while (Date.now() < until) {
      await this.#injectFaults();
      await this.#disturbTab();
    }
    this.#allowWebSockets(true);
    this.#line.follow({ does: 'pass' });
  }

  /** Wrong states shown by any of their pages. */
  async wrongStates(): Promise<readonly string[]> {
    return [...this.#wrongStates, ...(await wrongStatesOf(this.person.page))];
  }

  close(): void {
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
  async #injectFaults(): Promise<void> {
    const random = this.#random;
    const line = this.#line;
    const faults: Fault[] = [
      { does: 'delay', ms: random.between(50, 400) },
      { does: 'stall' },
      { does: 'blackhole' },
      { does: 'refuse' },
      { does: 'cut', way: random.next() < 0.5 ? 'up' : 'down', after: random.between(1, 2000) },
    ];
    const fault = faults[random.between(0, faults.length - 1)] ?? { does: 'pass' };
    line.follow(fault);
    for (let n = random.between(1, 2); n > 0; n--) {
      await this.#say();
      await pause(random.between(200, 1200));
    }
    line.follow({ does: 'pass' });
  }

  /** Something that people do to a tab. */
  async #disturbTab(): Promise<void> {
    const random = this.#random;
    const actions = [
      () => this.#allowWebSockets(false),
      () => this.#allowWebSockets(true),
      () => this.#hide(),
      () => this.#goOffline(),
      () => this.#reload(),
      () => this.#duplicate(),
    ];
    await actions[random.between(0, actions.length - 1)]?.();
    await pause(random.between(100, 600));
  }

  async #hide(): Promise<void> {
    await this.#show(false);
    await this.#say();
    await pause(this.#random.between(200, 1500));
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
    await pause(this.#random.between(200, 1500));
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
    this.#wrongStates.push(...(await wrongStatesOf(this.person.page)));
    await this.person.page.close();
    this.person = copy;
  }
}
