// Over HTTP/1.1 a browser opens six connections to a host, for all of its tabs together. A stream or a
// poll that waits occupies one. With one for each tab, the seventh tab could not even send.

/** The most requests of a browser that wait for one host; the other connections serve short requests. */
export const LONG_REQUESTS = 4;

/** @returns a function that releases the slot, or `null` if all are taken. */
export type AcquireSlot = (origin: string) => Promise<(() => void) | null>;

type LongRequestDeps = {
  /** Coordinates the tabs of a browser; without them requests are not limited. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** What the page has loaded so far, and by which protocol. */
  readonly loaded: () => readonly { readonly name: string; readonly nextHopProtocol: string }[];
};

const pageDeps = (): LongRequestDeps => ({
  // Outside a page there are no tabs and no such limit.
  locks: 'document' in globalThis ? globalThis.navigator?.locks : undefined,
  loaded: () => performance.getEntriesByType('resource') as PerformanceResourceTiming[],
});

/** Acquires slots for requests that wait. HTTP/2 and 3, which share one connection, need none. */
export const longRequestSlots =
  ({ locks, loaded } = pageDeps()): AcquireSlot =>
  async (origin) => {
    const isOfOne = ({ name, nextHopProtocol }: { name: string; nextHopProtocol: string }) =>
      name.startsWith(`${origin}/`) && /^h[23]/.test(nextHopProtocol);
    if (!locks || loaded().some(isOfOne)) return () => {};
    for (let place = 1; place <= LONG_REQUESTS; place++) {
      const release = await take(locks, `edgewise:waits:${origin}:${place}`);
      if (release) return release;
    }
    return null;
  };

const take = (locks: Pick<LockManager, 'request'>, name: string): Promise<(() => void) | null> =>
  new Promise((resolve) => {
    const hold = (lock: Lock | null) =>
      lock ? new Promise<void>((release) => resolve(release)) : resolve(null);
    // If locks are denied, requests are not limited.
    locks.request(name, { ifAvailable: true }, hold).catch(() => resolve(() => {}));
  });
