/**
 * Creates a monotonic clock for timeouts. When the system's clock is set back, this clock continues
 * from its last time, so that timeouts are not delayed. It starts at the system's time. Its times
 * are valid only until the room hibernates.
 * @param system the system's clock, in ms since 1970.
 * @returns the clock, in ms.
 */
export function steadyClock(system: () => number): () => number {
  let last = system();
  let steady = last;
  return () => {
    const now = system();
    steady += Math.max(0, now - last);
    last = now;
    return steady;
  };
}
