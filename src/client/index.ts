import type { Chat } from './chat.ts';
import { type ConnectTo, connectTo } from './connect.ts';
import { STRATEGIES } from './connection/backoff.ts';
import { check, checkAddress, checkNames } from './core/check-options.ts';

export type { Message, Reactions, User } from '../protocol/message.ts';
export type { HistoryBody, PageAt, SessionBody } from '../protocol/rest.ts';
export type { Chat } from './chat.ts';
export type { Strategy } from './connection/backoff.ts';
export type { ConnectionState } from './connection/connection-state.ts';
export type { Transport, TransportStore } from './connection/fallback-policy.ts';
export type { Clock, Environment } from './core/environment.ts';
export type { Failure, Result } from './core/result.ts';
export type { Readable } from './core/value.ts';
export type { Pause } from './outbox/outbox.ts';
export type { Ack, OutboxEntry } from './outbox/outbox-entry.ts';
export type { OpenOutboxStorage } from './outbox/outbox-storage.ts';
export type { Older } from './room-state/older-messages.ts';
export type { RoomPresence } from './room-state/presence.ts';
export type { ReadPositions } from './room-state/read-positions.ts';
export type { You } from './room-state/room-state.ts';
export type { SessionStore, TokenProvider } from './session/session.ts';

export type ConnectOptions = Omit<ConnectTo, 'server'> & {
  /** Where Edgewise runs, e.g. `https://chat.example.com`; the page's own origin by default. */
  readonly server?: string;
};

const NAMES = 'server, room, tokenProvider, store, keepOutbox, strategy, environment';

/**
 * Joins a room and stays in it, whatever the network does, until `close()`. On a page, chats with the
 * same server, room and options share one connection and one identity, until the last one is closed.
 * @throws TypeError with a sentence that names the option, where it cannot be one.
 * @example
 * const chat = connect({ server: 'https://chat.example.com', room: 'lobby' });
 * chat.messages.subscribe((messages) => console.log(messages.at(-1)?.text));
 * await chat.setName('Ada');
 * await chat.send('Hello!');
 */
export function connect(options: ConnectOptions): Chat {
  const { server = globalThis.location?.origin, ...own } = { ...options };
  checkNames('connect', own, NAMES);
  checkAddress('connect', server, own.room);
  const { keepOutbox, store, strategy = 'exponential', tokenProvider } = own;
  const isStrategy = typeof strategy === 'function' || Object.hasOwn(STRATEGIES, strategy ?? '');
  const strategies = `be ${Object.keys(STRATEGIES).join(', ')} or a function`;
  check('connect', 'strategy', isStrategy, strategies, strategy);
  const isProvider = typeof (tokenProvider ?? check) === 'function';
  check('connect', 'tokenProvider', isProvider, 'be a function', tokenProvider);
  const isStore = !store || [store.load, store.save].every((part) => typeof part === 'function');
  check('connect', 'store', isStore, 'have load() and save(), as storedSession() has', store);
  const isKeeper = typeof (keepOutbox ?? check) === 'function';
  check('connect', 'keepOutbox', isKeeper, 'be a function like indexedOutbox', keepOutbox);
  return connectTo({ server, ...own });
}
