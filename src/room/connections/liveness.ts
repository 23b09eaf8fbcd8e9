import type { Connection } from './connection.ts';

/** A socket that used to ping every 25 s counts as dead after this long without a sign of life. */
export const SILENT_MS = 33_000;
/**
 * The time between two checks of a connection. Together with SILENT_MS it guarantees that a dead
 * connection is detected within 45 s [I9].
 */
export const CHECK_MS = 12_000;
/**
 * After this long without activity the room is not woken for checks, even if connections are dead.
 */
export const ACTIVE_MS = 300_000;

/**
 * Connections in the order of their last liveness check. A check takes only the first few that are
 * due, so its cost does not grow with the number of connections [I14].
 */
export class CheckQueue {
  /** When each was checked last, in ms. A check moves the connection to the end of the order. */
  readonly #checkedAt = new Map<Connection, number>();

  /**
   * Adds a connection at the end of the queue.
   * @param at when it was checked last, in ms.
   */
  add(connection: Connection, at: number): void {
    this.#checkedAt.delete(connection);
    this.#checkedAt.set(connection, at);
  }

  delete(connection: Connection): void {
    this.#checkedAt.delete(connection);
  }

  /**
   * Returns the connections that are due, and marks them as checked.
   * @param now the current time in ms.
   * @param most the maximum number of connections.
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

/** Returns the last known sign of life of a connection, in ms. */
type LastSign = (connection: Connection) => number;

/** How many connections are compared to find the one that has been silent longest. */
const CANDIDATES = 32;

/**
 * Connections without a token, ordered by their last known sign of life, oldest first. A command
 * moves its connection to the end. The platform answers pings without waking the room, so the queue
 * reads ping times only when a connection must be evicted.
 */
export class SilenceQueue {
  readonly #activeAt = new Map<Connection, number>();

  get size(): number {
    return this.#activeAt.size;
  }

  /**
   * Records that a connection is new or gave a sign of life.
   * @param at when that was, in ms.
   */
  recordActivity(connection: Connection, at: number): void {
    this.#activeAt.delete(connection);
    this.#activeAt.set(connection, at);
  }

  has(connection: Connection): boolean {
    return this.#activeAt.has(connection);
  }

  delete(connection: Connection): void {
    this.#activeAt.delete(connection);
  }

  /** Removes and returns the connection that has been silent longest. */
  takeLongestSilent(lastSign: LastSign): Connection | undefined {
    let found: { connection: Connection; sign: number } | undefined;
    let compared = 0;
    for (const [connection, activeAt] of this.#activeAt) {
      if (compared === CANDIDATES) break;
      compared += 1;
      const sign = Math.max(activeAt, lastSign(connection));
      // It was active more recently than recorded, so it moves to the end.
      if (sign > activeAt) this.recordActivity(connection, sign);
      if (found === undefined || sign < found.sign) found = { connection, sign };
      if (sign === activeAt) break;
    }
    if (found !== undefined) this.delete(found.connection);
    return found?.connection;
  }
}
