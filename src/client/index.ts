// The chat of a room: its state, and its commands.
import type { Chat } from './chat.ts';
import { type ConnectOptions, connectTo } from './connect.ts';
import { STRATEGIES } from './connection/backoff.ts';
import { check, checkAddress, checkNames } from './core/check-options.ts';

export type { Answer, AssistantFacts } from '../protocol/assistant.ts';
export type { WriteCommand } from '../protocol/commands.ts';
export type { Frame, Presence } from '../protocol/frames.ts';
export type { ClientLimits } from '../protocol/limits.ts';
export type { Message, Quote, Reactions, Role, User } from '../protocol/message.ts';
export type { HistoryBody, PageAt, SessionBody } from '../protocol/rest.ts';
export type { Chat } from './chat.ts';
export type { ConnectOptions } from './connect.ts';
export type { LongestDelay, Strategy, StrategyName } from './connection/backoff.ts';
export type { ConnectionState } from './connection/connection-state.ts';
export type { Transport, TransportStore } from './connection/fallback-policy.ts';
export type { Clock, Environment } from './core/environment.ts';
export type { Failure, Result } from './core/result.ts';
export type { Readable } from './core/value.ts';
export type { Pause } from './outbox/outbox.ts';
export type { Ack, Change, Entries, OutboxCommand, OutboxEntry } from './outbox/outbox-entry.ts';
export type { OpenOutboxStorage, OutboxStorage } from './outbox/outbox-storage.ts';
export type { Older } from './room-state/older-messages.ts';
export type { RoomPresence } from './room-state/presence.ts';
export type { ReadPositions } from './room-state/read-positions.ts';
export type { You } from './room-state/room-state.ts';
export type { SessionStore, TokenProvider } from './session/session.ts';
export type { Wire } from './wire.ts';

const NAMES = 'server, room, tokenProvider, store, keepOutbox, strategy, environment';

/**
 * Joins a room and reconnects after every break, until `close()`. On a page, chats with the same server,
 * room and options share one connection and one identity, until the last of them is closed.
 * @throws TypeError that names the option which is invalid or unknown.
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
  const { store, strategy = 'exponential' } = own;
  const isStrategy = typeof strategy === 'function' || Object.hasOwn(STRATEGIES, strategy ?? '');
  const strategies = `be ${Object.keys(STRATEGIES).join(', ')} or a function`;
  check('connect', 'strategy', isStrategy, strategies, strategy);
  const isStore = !store || [store.load, store.save].every((part) => typeof part === 'function');
  check('connect', 'store', isStore, 'have load() and save(), like storedSession()', store);
  for (const option of ['keepOutbox', 'tokenProvider'] as const) {
    const isFunction = typeof (own[option] ?? check) === 'function';
    check('connect', option, isFunction, 'be a function', own[option]);
  }
  return withCheckedOptions(connectTo({ server, ...own }));
}

/** Rejects misspelt options of a chat's methods, which would have no effect otherwise. */
function withCheckedOptions(chat: Chat): Chat {
  const { send, history } = chat;
  return Object.assign(chat, {
    send: (...[text, options]: Parameters<Chat['send']>) => {
      checkNames('send', options, 'replyTo');
      return send.call(chat, text, options);
    },
    history: (at: Parameters<Chat['history']>[0]) => {
      checkNames('history', at, 'before, after, around');
      return history.call(chat, at);
    },
  });
}
