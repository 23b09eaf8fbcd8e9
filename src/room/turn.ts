/**
 * How a turn of the room began. `timer`: nothing else is to be done in it, so it may send at its end.
 * `inline`: it may not.
 */
export type Turn = 'timer' | 'inline';

/** Runs a part of a turn. Its exception is logged and leaves the rest of the turn alone. */
export function attempt(what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(`room: ${what} failed;`, error);
  }
}
