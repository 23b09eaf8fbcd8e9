// Work that can wait, done in small portions with room for a frame between them, so that however much
// of it there is, nobody who types or scrolls waits for it.

// What came last comes first: it is what people look at.

/** A portion holds so much; a job that is larger is one by itself. */
const PORTION = 300;
/** As long as a frame lasts, in ms. */
const PAUSE_MS = 16;

type Job = { readonly run: () => void; readonly weight: number };

const waiting: Job[] = [];
let isRunning = false;

/**
 * Does something when it is its turn.
 * @param weight how much there is to draw afterwards, in elements.
 * @returns takes it back.
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
