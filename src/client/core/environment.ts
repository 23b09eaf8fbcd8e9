import type { Transport, TransportStore } from '../connection/fallback-policy.ts';
import { newId } from './new-id.ts';

/** Everything that the client takes from its runtime. Each part can be replaced, for tests and unusual runtimes. */
export type Environment = {
  readonly clock: Clock;
  /** Returns a number from 0 up to 1, like `Math.random`. */
  readonly random: () => number;
  /** Makes a unique id. */
  readonly newId: () => string;
  /** Sends HTTP requests. */
  readonly fetch: typeof globalThis.fetch;
  /** Anything with a WebSocket's shape. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /** The transports that may be tried, best first: all by default, WebSocket alone if empty. */
  readonly transports?: readonly Transport[];
  /** Where this tab remembers which transport worked. */
  readonly transportStore?: TransportStore;
  /** Whether one person uses all chats here. On a server, two chats may be two people's. */
  readonly isPage: boolean;
  /** Whether the page is hidden. */
  readonly hidden: () => boolean;
  /**
   * Calls `wake` when an immediate attempt is worthwhile: back online, or visible again. `afresh` if every
   * connection is known to be gone.
   * @returns a function that ends this.
   */
  readonly onWake: (wake: (afresh?: boolean) => void) => () => void;
};

/** Time and timers. */
export type Clock = {
  /** Returns milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Calls `run` once after `ms` milliseconds.
   * @returns a function that cancels the call.
   */
  readonly after: (ms: number, run: () => void) => () => void;
};

const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    // A longer timeout would fire at once.
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** The real environment: a browser, or a server-side runtime without window and document. */
export const systemEnvironment = (): Environment => ({
  clock: systemClock,
  random: Math.random,
  newId,
  fetch: (input, init) => fetch(input, init),
  // Missing in Node 20, where one can be passed in, or HTTP is used.
  WebSocket: globalThis.WebSocket,
  isPage: 'document' in globalThis,
  hidden: () => !!globalThis.document?.hidden,
  onWake(wake) {
    const ended = new AbortController();
    const { window } = globalThis;
    window?.addEventListener('online', () => wake(), ended);
    window?.addEventListener('visibilitychange', () => document.hidden || wake(), ended);
    // Restored from the back/forward cache: the connections are gone, though no event has said so yet.
    window?.addEventListener('pageshow', ({ persisted }) => persisted && wake(true), ended);
    return () => ended.abort();
  },
});
