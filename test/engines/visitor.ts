import { until } from '../support/until.ts';
import type { Driver } from './driver.ts';
import { look, type Query, type Seen } from './look.ts';

const PATIENCE_MS = 30_000;

/** A user at a browser: looks, points, types, and waits for conditions. */
export class Visitor {
  readonly driver: Driver;

  constructor(driver: Driver) {
    this.driver = driver;
  }

  all(query: Query): Promise<Seen[]> {
    return this.driver.evaluate(look, query, false);
  }

  /** Waits until there is an element that meets the condition. */
  async sees(query: Query, is: (seen: Seen) => boolean = () => true): Promise<Seen> {
    let all: Seen[] = [];
    return this.#until(
      () => `one sees ${JSON.stringify(query)} as it should be, not ${JSON.stringify(all)}`,
      async () => {
        all = await this.all(query);
        return all.find(is);
      },
    );
  }

  async seesNone(query: Query): Promise<void> {
    let all: Seen[] = [];
    await this.#until(
      () => `${JSON.stringify(query)} is gone, not ${JSON.stringify(all)}`,
      async () => {
        all = await this.all(query);
        return all.length === 0;
      },
    );
  }

  /** Points at it, once it has stopped moving and nothing covers it. */
  async pointAt(query: Query): Promise<void> {
    const { x, y } = await this.#reach(query);
    await this.driver.moveTo(x, y);
  }

  async click(query: Query): Promise<void> {
    const { x, y } = await this.#reach(query);
    await this.driver.clickAt(x, y);
  }

  /** Waits until a function in the page returns true. */
  async finds<T>(what: string, ask: () => Promise<T>, is: (value: T) => boolean): Promise<T> {
    let last: T | undefined;
    const found = await this.#until(
      () => `${what}, not ${JSON.stringify(last)}`,
      async () => {
        last = await ask();
        return is(last) ? { last } : undefined;
      },
    );
    return found.last;
  }

  #reach(query: Query): Promise<Seen> {
    return this.#until(
      () => `one can point at ${JSON.stringify(query)}`,
      async () => {
        const [first] = await this.driver.evaluate(look, query, true);
        return first?.reachable ? first : undefined;
      },
    );
  }

  async #until<T>(what: () => string, ask: () => Promise<T>): Promise<NonNullable<T>> {
    try {
      return await until('', ask, PATIENCE_MS);
    } catch (error) {
      if (!/in vain/.test(String(error))) throw error;
      throw new Error(`waited ${PATIENCE_MS} ms in vain until ${what()}`);
    }
  }
}
