// Runs deferrable work in small portions, one per frame, so that typing and scrolling stay
// responsive.

// The newest job runs first, because users look at the newest messages.

/** The weight of a portion, in elements. A heavier job is a portion of its own. */
const PORTION = 300;
/** The duration of a frame, in ms. */
const PAUSE_MS = 16;

type Job = { readonly run: () => void; readonly weight: number };

const waiting: Job[] = [];
let isRunning = false;

/**
 * Queues a job.
 * @param weight how many elements it renders.
 * @returns a function that cancels the job.
 */
export function queueWork(weight: number, run: () => void): () => void {
  const job = { run, weight };
  waiting.push(job);
  if (!isRunning) setTimeout(runPortion);
  isRunning = true;
  return () => {
    const at = waiting.indexOf(job);
    if (at >= 0) waiting.splice(at, 1);
  };
}

function runPortion(): void {
  let weight = 0;
  while (
    waiting.length > 0 &&
    (weight === 0 || weight + (waiting.at(-1)?.weight ?? 0) <= PORTION)
  ) {
    const job = waiting.pop();
    weight += job?.weight ?? 0;
    job?.run();
  }
  isRunning = waiting.length > 0;
  if (isRunning) setTimeout(runPortion, PAUSE_MS);
}
