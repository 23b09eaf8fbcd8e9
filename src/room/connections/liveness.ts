import type { Connection } from './connection.ts';

/** A socket that pinged every 25 s and then gave no sign of life for this long is dead. */
export const SILENT_MS = 33_000;
/** How long until a connection is checked again; with SILENT_MS it keeps the promise of 45 s [I9]. */
export const CHECK_MS = 12_000;
/** A room where nobody said anything for this long is left asleep, dead connections and all. */
export const ACTIVE_MS = 300_000;

/**
 * Connections in the order in which they were checked last. A check takes the first few that are due,
 * so that its cost does not grow with the number of connections [I14].
 */
export class CheckQueue {
  /** When each was checked last, in ms. Checking moves it to the end, so the order is kept. */
  readonly #checkedAt = new Map<Connection, number>();

  /** @param at when it was checked last, in ms. */
  add(connection: Connection, at: number): void {
    this.#checkedAt.delete(connection);
    this.#checkedAt.set(connection, at);
  }

  delete(connection: Connection): void {
    this.#checkedAt.delete(connection);
  }

  /**
   * Gives the connections that are due, and counts them as checked.
   * @param most how many at most.
   */
  take(now: number, most: number): Connection[] {
    const due: Connection[] = [];
    for (const [connection, at] of this.#checkedAt) {
      if (due.length === most || now - at < CHECK_MS) break;
      due.push(connection);
    }
    for (const connection of due) this.add(connection, now);
    return due;
  }

  /** When the next check is due, in ms; Infinity without connections. */
  get next(): number {
    for (const at of this.#checkedAt.values()) return at + CHECK_MS;
    return Number.POSITIVE_INFINITY;
  }
}

/** When a connection last gave a sign of life, as far as it can be known, in ms. */
type LastSign = (connection: Connection) => number;

/** How many are looked at to find who has been silent longest. */
const CANDIDATES = 32;

/**
 * Connections without a token, whoever has been silent longest first. A command moves one to the end;
 * pings are answered by the platform unseen, so they are asked about only when somebody must go.
 */
export class SilenceQueue {
  readonly #heardAt = new Map<Connection, number>();

  get size(): number {
    return this.#heardAt.size;
  }

  /** It is here, or said something. */
  heard(connection: Connection, at: number): void {
    this.#heardAt.delete(connection);
    this.#heardAt.set(connection, at);
  }

  has(connection: Connection): boolean {
    return this.#heardAt.has(connection);
  }

  delete(connection: Connection): void {
    this.#heardAt.delete(connection);
  }

  /** Takes out whoever has been silent longest. */
  takeLongestSilent(lastSign: LastSign): Connection | undefined {
    let found: { connection: Connection; sign: number } | undefined;
    let looked = 0;
    for (const [connection, heardAt] of this.#heardAt) {
      if (looked === CANDIDATES) break;
      looked += 1;
      const sign = Math.max(heardAt, lastSign(connection));
      // Later than was known: it belongs further back.
      if (sign > heardAt) this.heard(connection, sign);
      if (found === undefined || sign < found.sign) found = { connection, sign };
      if (sign === heardAt) break;
    }
    if (found !== undefined) this.delete(found.connection);
    return found?.connection;
  }
}
