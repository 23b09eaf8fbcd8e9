/** The longest wait between two attempts. */
const LONGEST_MS = 60_000;

/**
 * If a deploy has replaced the files of this page, tells the visitor and never resolves. Resolves if they
 * are still current, or if that is unknown because the network is down. See out-of-date/main.ts.
 */
export const haltIfOutOfDate = (): Promise<unknown> =>
  // Bundlers do not follow a template. Browsers may remember a failed URL, so each attempt has its own.
  import(/* @vite-ignore */ `../out-of-date.js?${Date.now()}&${import.meta.url}`).catch(() => {});

/**
 * Imports code that the page needs for as long as it is open: a failed import is retried with growing
 * delays. If a deploy has removed the file, the visitor is told and the promise never resolves.
 */
export async function importWithRetry<T>(importCode: () => Promise<T>): Promise<T> {
  for (let ms = 500; ; ms *= 2) {
    try {
      return await importCode();
    } catch {
      await haltIfOutOfDate();
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, LONGEST_MS)));
    }
  }
}
