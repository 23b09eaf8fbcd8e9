import { Chat } from './chat.ts';
import type { Strategy } from './connection/backoff.ts';
import { type Environment, systemEnvironment } from './core/environment.ts';
import { memoryOutbox, type OpenOutboxStorage } from './outbox/outbox-storage.ts';
import { serverApi } from './rest/server.ts';
import {
  guestSession,
  memorySession,
  providedSession,
  type SessionStore,
  type TokenProvider,
} from './session/session.ts';
import { findOrOpenSession } from './session-registry.ts';
import { SharedSession } from './shared-session.ts';

/** What `connect` needs to know. */
export type ConnectOptions = {
  /** Where Edgewise runs, such as `https://chat.example.com`; the page's own origin by default. */
  readonly server?: string;
  /** The room's name: 1 to 64 of `a-z 0-9 - _`. */
  readonly room: string;
  /** Keeps a guest's identity beyond this page, as `storedSession()` does; memory only by default. */
  readonly store?: SessionStore;
  /** Keeps unsent commands beyond this page, as `indexedOutbox` does; memory only by default. */
  readonly keepOutbox?: OpenOutboxStorage;
  /** Returns a token of your own user, who then needs no guest identity. */
  readonly tokenProvider?: TokenProvider;
  /** How long to wait between attempts to reconnect; `exponential` by default. */
  readonly strategy?: Strategy;
  /** Replaces parts of the environment, for tests and unusual runtimes. */
  readonly environment?: Partial<Environment>;
};

export type ConnectTo = ConnectOptions & { readonly server: string };

/** Joins a room with options that have been validated. */
export function connectTo({ server, room, strategy = 'exponential', ...own }: ConnectTo): Chat {
  const { environment: replaced, keepOutbox, store, tokenProvider } = own;
  const environment: Environment = { ...systemEnvironment(), ...replaced };
  const api = serverApi(environment.fetch, server, room);
  const keys = [api.socketUrl(null), strategy, replaced, keepOutbox, store, tokenProvider];
  const open = (ended = () => {}) =>
    new SharedSession(
      {
        environment,
        server: api,
        session: tokenProvider
          ? providedSession(tokenProvider)
          : guestSession(store ?? memorySession(), environment.clock, api.session),
        openStorage: (settled) =>
          (keepOutbox ?? memoryOutbox)(`${server}/${room}`, environment.clock, settled),
        strategy,
      },
      ended,
    );
  return new Chat(environment.isPage ? findOrOpenSession(keys, open) : open());
}
