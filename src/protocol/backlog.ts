/** A reader that leaves this much unread is cut, and resumes [R35]. */
export const MOST_UNREAD_BYTES = 1_048_576;

/**
 * How much one reader leaves unread, watched where frames leave for it [I10]. A replay on its way
 * does not make a reader slow; a second one on top of an unread first does.
 */
export class Backlog {
  #allowance = 0;

  /** Asked before something is sent. @param unread bytes that were sent and are not read yet. */
  isTooMuch(unread: number, isReplay: boolean): boolean {
    if (unread <= MOST_UNREAD_BYTES) this.#allowance = 0;
    return unread > MOST_UNREAD_BYTES + (isReplay ? 0 : this.#allowance);
  }

  /** A replay was sent; what is unread now is on its account. */
  replayed(unread: number): void {
    this.#allowance = unread;
  }
}
