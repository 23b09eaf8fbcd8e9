/** The longest wait between two tries. */
const LONGEST_MS = 60_000;

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/**
 * Fetches code that is wanted for as long as the page is there: where it does not come, it is asked
 * for again, ever more patiently.
 * @param wait waits so many milliseconds.
 */
export async function surely<T>(fetchCode: () => Promise<T>, wait = pause): Promise<T> {
  for (let ms = 500; ; ms = Math.min(2 * ms, LONGEST_MS)) {
    try {
      return await fetchCode();
    } catch {
      await wait(ms);
    }
  }
}
