/**
 * How a turn of the room began. `timer`: a timer started it and nothing follows in it, so it may
 * send frames at its end. `inline`: it runs inside another handler and must not send.
 */
export type Turn = 'timer' | 'inline';

/**
 * Runs a part of a turn. If it throws, the exception is logged and the rest of the turn continues.
 * @param what names the part in the log.
 */
export function attempt(what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(`room: ${what} failed;`, error);
  }
}
