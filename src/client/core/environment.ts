import type { Rung, RungStore } from '../connection/fallback-policy.ts';
import { newId } from './new-id.ts';

/** Everything the client takes from the world, so that a test can be the world. */
export type Environment = {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** A text that nobody else makes. */
  readonly newId: () => string;
  readonly fetch: typeof globalThis.fetch;
  /** Anything with a WebSocket's shape. */
  readonly WebSocket: typeof globalThis.WebSocket;
  /** The ways to connect that may be tried, best first: all where it's not given, WebSocket alone where it is empty. */
  readonly rungs?: readonly Rung[];
  /** Where this tab remembers which of them worked. */
  readonly rungStore?: RungStore;
  /** Whether all that runs here is one visitor's. On a server, two chats may be two people's. */
  readonly isPage: boolean;
  /** Whether nobody can see the page now. */
  readonly hidden: () => boolean;
  /**
   * Calls `wake` when it is worth trying at once: back online, or in view again. `afresh` where every
   * connection is known to be gone. @returns a function that ends this.
   */
  readonly onWake: (wake: (afresh?: boolean) => void) => () => void;
};

export type Clock = {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** @returns a function that cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
};

const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    // A longer one would end at once.
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

/** The real world: a browser, or a server-side runtime without window and document. */
export const systemEnvironment = (): Environment => ({
  clock: systemClock,
  random: Math.random,
  newId,
  fetch: (input, init) => fetch(input, init),
  // Missing in Node 20, where one may be handed in, or plain HTTP does.
  WebSocket: globalThis.WebSocket,
  isPage: 'document' in globalThis,
  hidden: () => !!globalThis.document?.hidden,
  onWake(wake) {
    const ended = new AbortController();
    const { window } = globalThis;
    window?.addEventListener('online', () => wake(), ended);
    window?.addEventListener('visibilitychange', () => document.hidden || wake(), ended);
    // The browser kept the page, but not its connections, which it has yet to tell.
    window?.addEventListener('pageshow', ({ persisted }) => persisted && wake(true), ended);
    return () => ended.abort();
  },
});
