// The client's identity: a guest session with its token, or tokens from the embedding site.
import type { SessionBody } from '../../protocol/rest.ts';
import type { Clock } from '../core/environment.ts';
import { failure, type Result, success, UNREACHABLE } from '../core/result.ts';
import type { KeptToken } from './provided-token.ts';
import type { Guest } from './renewal.ts';

/**
 * Where a guest's session is kept, as `storedSession()` does in a browser. It is read each time, because
 * another tab may have renewed, renamed or deleted it.
 */
export type SessionStore = {
  /** Returns the session, or `null` if there is none. */
  readonly load: () => SessionBody | null;
  /** Saves a session; `null` deletes it. */
  readonly save: (session: SessionBody | null) => void;
  /**
   * Calls `changed` when another tab has changed it.
   * @returns a function that ends this.
   */
  readonly watch?: (changed: () => void) => () => void;
};

/** Keeps a session as long as the page. */
export function memorySession(): SessionStore {
  let kept: SessionBody | null = null;
  return {
    load: () => kept,
    save(session) {
      kept = session;
    },
  };
}

/** Returns a fresh token of your own user at each call; a rejection counts as a failed attempt to connect. */
export type TokenProvider = () => Promise<string>;

/** Asks the server for a session; with a token it renews that one, keeping the user's id. */
export type AskSession = (
  name: string | null,
  token: string | null,
) => Promise<Result<SessionBody>>;

// Enough time to renew over a slow network.
const RENEW_AHEAD_MS = 5 * 60_000;

export type Session = {
  readonly user: () => SessionBody['user'] | null;
  /** A token to connect with, renewed if necessary; `null` without an identity. */
  readonly token: () => Promise<Result<string | null>>;
  /** Takes a name: the first creates an identity, another renames it. */
  readonly name: (name: string) => Promise<Result<SessionBody['user']>>;
  /** The server rejected the token as expired. */
  readonly stale: () => void;
  readonly forget: () => void;
  /** Calls when another tab has changed it. @returns a function that ends this. */
  readonly watch: (changed: () => void) => () => void;
};

/** A session with the server, as a guest. */
export function guestSession(store: SessionStore, clock: Clock, ask: AskSession): Session {
  const guest: Guest = { store, ask, forgotten: 0, asking: Promise.resolve() };
  let staleToken: string | null = null;

  /** Requests a session with lazily loaded code. */
  const renew = <T>(use: (code: Renewal, times: number) => Promise<Result<T>>) => {
    const { forgotten } = guest;
    return import('./renewal.ts').then(
      (code) => use(code, forgotten),
      () => UNREACHABLE,
    );
  };

  return {
    user: () => store.load()?.user ?? null,
    async token() {
      const current = store.load();
      const isStale = current?.token === staleToken;
      const now = clock.now();
      if (current && (isStale || now > current.expiresAt - RENEW_AHEAD_MS)) {
        const renewed = await renew((code, times) => code.renewGuest(guest, null, times));
        // Offline but not expired: use the current token.
        const usable = store.load() === null || (!isStale && now < current.expiresAt);
        if (!renewed.ok && !usable) return renewed;
      }
      return success(store.load()?.token ?? null);
    },
    name: (name) => renew((code, times) => code.nameGuest(guest, name, times)),
    stale() {
      staleToken = store.load()?.token ?? null;
    },
    forget() {
      guest.forgotten++;
      store.save(null);
    },
    watch: (changed) => store.watch?.(changed) ?? (() => {}),
  };
}

type Renewal = typeof import('./renewal.ts');

/** A session whose tokens come from the embedding site. */
export function providedSession(provide: TokenProvider): Session {
  const kept: KeptToken = { token: null, stale: null };
  return {
    user: () => null,
    // Few sites have their own tokens, so this code is lazy.
    token: () =>
      import('./provided-token.ts').then(
        ({ providedToken }) => providedToken(provide, kept),
        () => UNREACHABLE,
      ),
    name: async () => failure('not_allowed', 'The site names visitors.'),
    stale() {
      kept.stale = kept.token ?? kept.stale;
      kept.token = null;
    },
    forget() {
      kept.token = null;
    },
    watch: () => () => {},
  };
}
