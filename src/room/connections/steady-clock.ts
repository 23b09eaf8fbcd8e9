/**
 * A clock for waiting, which never runs backwards: when the system's clock is set back, it goes on
 * from where it was, so that what is due soon stays due soon. Its times are in ms and begin at the
 * system's time; they are for this life of the room only.
 * @param system the system's clock, in ms since 1970.
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
