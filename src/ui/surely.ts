/** The longest wait between two tries. */
const LONGEST_MS = 60_000;

/**
 * Where a deploy has replaced this page's files, tells its visitor and never resolves. Resolves where it
 * has not, and where nobody knows because the network is down. See out-of-date.ts.
 */
export const holdIfOutOfDate = (): Promise<unknown> =>
  // In a template, no bundler follows it. Browsers may remember that an address failed: each has its own.
  import(/* @vite-ignore */ `../out-of-date.js?${Date.now()}&${import.meta.url}`).catch(() => {});

/**
 * Fetches code that is wanted for as long as the page is there: where it does not come, it is asked
 * for again, ever more patiently. Where a deploy has removed it, the visitor is told, and it never comes.
 */
export async function surely<T>(fetchCode: () => Promise<T>): Promise<T> {
  for (let ms = 500; ; ms *= 2) {
    try {
      return await fetchCode();
    } catch {
      await holdIfOutOfDate();
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, LONGEST_MS)));
    }
  }
}
