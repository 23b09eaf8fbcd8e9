/** A connection with more unread bytes than this is closed; its client then resumes [R35]. */
export const MOST_UNREAD_BYTES = 1_048_576;

/**
 * Detects a connection whose client reads too slowly [I10]. A replay in flight does not count as slow
 * reading. A second replay sent before the first has been read does.
 */
export class Backlog {
  #allowance = 0;

  /**
   * Call it before each send.
   * @param unread bytes that were sent and are not read yet.
   * @returns whether the connection must be closed instead.
   */
  isTooMuch(unread: number, isReplay: boolean): boolean {
    if (unread <= MOST_UNREAD_BYTES) this.#allowance = 0;
    return unread > MOST_UNREAD_BYTES + (isReplay ? 0 : this.#allowance);
  }

  /** Call it after a replay was sent. The bytes unread now do not count against the connection. */
  replayed(unread: number): void {
    this.#allowance = unread;
  }
}
