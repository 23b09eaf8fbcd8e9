// Over HTTP/1.1 a browser opens six connections to a host, for all of its tabs together. A stream or a
// poll that waits occupies one. With one for each tab, the seventh tab could not even send.

/** So many requests of a browser wait for one host at once; the other connections are for what is short. */
export const LONG_REQUESTS = 4;

/** @returns what gives the place back; `null` where all are taken. */
export type AcquireSlot = (origin: string) => Promise<(() => void) | null>;

type LongRequestDeps = {
  /** Tells the tabs of a browser apart; without them every tab waits as it likes. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** What the page has loaded so far, and by which protocol. */
  readonly loaded: () => readonly { readonly name: string; readonly nextHopProtocol: string }[];
};

const pageDeps = (): LongRequestDeps => ({
  // A program that is no page has no tabs, and no such bound.
  locks: 'document' in globalThis ? globalThis.navigator?.locks : undefined,
  loaded: () => performance.getEntriesByType('resource') as PerformanceResourceTiming[],
});

/** Takes a place for a request that waits. HTTP/2 and 3 carry all requests over one connection. */
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
    // Where locks are denied, there is nothing to keep to.
    locks.request(name, { ifAvailable: true }, hold).catch(() => resolve(() => {}));
  });
