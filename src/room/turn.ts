/** Runs a part of a turn. Its exception is logged and leaves the rest of the turn alone. */
export function attempt(what: string, run: () => void): void {
  try {
    run();
  } catch (error) {
    console.error(`room: ${what} failed;`, error);
  }
}
