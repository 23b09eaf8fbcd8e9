// Who this client is: a guest's token and its life, or the tokens that the embedding page gives.
import type { SessionBody } from '../../protocol/rest.ts';
import type { Clock } from '../core/environment.ts';
import { failure, type Result, success, UNREACHABLE } from '../core/result.ts';
import type { KeptToken } from './provided-token.ts';
import type { Guest } from './renewal.ts';

/**
 * Where a session is kept. The page decides where: local storage, memory. It is asked each time, for
 * another tab may have renewed it, changed its name, or forgotten it.
 */
export type SessionStore = {
  readonly load: () => SessionBody | null;
  readonly save: (session: SessionBody | null) => void;
  /** Calls when another tab has changed it. @returns a function that ends this. */
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

/** A token of the embedding site's own, new at each call. */
export type TokenProvider = () => Promise<string>;

/** Asks the server for a session; with a token it renews that one, keeping the user's id. */
export type AskSession = (
  name: string | null,
  token: string | null,
) => Promise<Result<SessionBody>>;

// Long enough to renew in peace, over a slow network too.
const RENEW_AHEAD_MS = 5 * 60_000;

export type Session = {
  readonly user: () => SessionBody['user'] | null;
  /** A token good for a connection, renewed where need be; `null` without an identity. */
  readonly token: () => Promise<Result<string | null>>;
  /** Takes a name: a first one makes an identity, another one renames. */
  readonly name: (name: string) => Promise<Result<SessionBody['user']>>;
  /** The server called the token expired, whatever our clock says. */
  readonly stale: () => void;
  readonly forget: () => void;
  /** Calls when another tab has changed it. @returns a function that ends this. */
  readonly watch: (changed: () => void) => () => void;
};

/** A session with the server, as a guest. */
export function guestSession(store: SessionStore, clock: Clock, ask: AskSession): Session {
  const guest: Guest = { store, ask, forgotten: 0, asking: Promise.resolve() };
  let staleToken: string | null = null;

  /** Asks for a session by code that is loaded when it is needed. */
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
        const renewed = await renew((code, times) => code.renewedBy(guest, null, times));
        // Offline, yet not expired: try with what we have.
        const usable = store.load() === null || (!isStale && now < current.expiresAt);
        if (!renewed.ok && !usable) return renewed;
      }
      return success(store.load()?.token ?? null);
    },
    name: (name) => renew((code, times) => code.namedBy(guest, name, times)),
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
    // Few sites have tokens of their own, so what there is to know of them comes when it is needed.
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
