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

export type ConnectTo = {
  /** Where Edgewise runs, e.g. `https://chat.example.com`. */
  readonly server: string;
  /** 1 to 64 of `a-z 0-9 - _`. */
  readonly room: string;
  /** Keeps a guest's identity beyond this page; by default it is forgotten with it. */
  readonly store?: SessionStore;
  /** Keeps what is not yet sent beyond this page, as `indexedOutbox` does; by default it is not. */
  readonly keepOutbox?: OpenOutboxStorage;
  /** Gives your own visitors' tokens, in place of guests. */
  readonly tokenProvider?: TokenProvider;
  /** How to wait between tries to reconnect: a name, or the longest delay of each; `exponential` by default. */
  readonly strategy?: Strategy;
  /** Replaces parts of the environment, for tests and unusual runtimes. */
  readonly environment?: Partial<Environment>;
};

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
