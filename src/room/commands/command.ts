import type { AnswerCommand, CommandOf, CommandType } from '../../protocol/commands.ts';
import type { Fault } from '../../protocol/errors.ts';
import type { EphemeralFrame, Frame } from '../../protocol/frames.ts';
import type { User } from '../../protocol/message.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { OnCommitted, Origin } from '../log/committed-entry.ts';
import type { Outcome } from '../log/idempotency-store.ts';
import type { Tables } from '../log/tables.ts';
import type { Permission } from '../policy/permissions.ts';
import type { LimitKind } from '../policy/rate-limiter.ts';
import type { Principal } from '../principal.ts';

/** A connection as far as commands use it; otherwise they only hand it back to the room. */
export type ActorConnection = { readonly isCatchingUp: boolean };

/** Who sends a command: over a connection, or by a POST that has none. */
export type Actor<C extends ActorConnection = ActorConnection> = {
  readonly principal: Principal;
  readonly connection?: C;
  /** The chat with the assistant that the command belongs to, by the id that its program gave it. */
  readonly chat?: string;
};

/** What the assistant does on command. */
export type AnswerCommands = {
  /** Stops the answer `id` before `user`, its requester, deletes it [R113]. */
  readonly stopForDeletion: (user: string, id: string) => void;
  readonly perform: (user: string, command: AnswerCommand, origin: Origin) => Result<Outcome>;
};

/** What commands need of the room. */
export type CommandContext<C extends ActorConnection = ActorConnection> = {
  readonly room: string;
  readonly tables: Pick<
    Tables,
    'database' | 'log' | 'messages' | 'reactions' | 'idempotency' | 'isFull'
  >;
  /** How many different emoji a message takes. */
  readonly reactionKinds: number;
  /** `undefined` in a room without an assistant. */
  readonly assistant: AnswerCommands | undefined;
  /** Sends to everyone in the room; durable frames are published with `onCommitted` instead. */
  readonly broadcast: (frame: EphemeralFrame) => void;
  readonly onCommitted: OnCommitted;
  readonly presence: () => Frame;
  /** Stores how far someone has read. @returns whether that is further than before. */
  readonly read: (user: string, seq: number, connection: C | undefined) => boolean;
  /** Whether there are too many people to name, so that only their number is sent. */
  readonly countsOnly: () => boolean;
  /** Makes the connection live. @returns `welcome`, what it missed, `live`. */
  readonly replay: (connection: C, since: string | undefined) => Result<Frame[]>;
  readonly rename: (connection: C, user: User) => void;
  /** What is wrong with a name that somebody wants; `undefined` if they may have it. */
  readonly nameFault: (name: string) => Fault | undefined;
  /** Evicts dead connections. */
  readonly evictStale: () => void;
};

/** Frames for the sender alone. */
export type Reply = Result<readonly Frame[]>;

/** One command of the protocol. Each has a file of its own in this folder. */
export type CommandDefinition<T extends CommandType> = {
  /** Which rate limit it counts for. `message` and `change` keep their order [R63]. */
  readonly limit: LimitKind;
  readonly permission: Permission;
  /** Bytes of content that it stores; absent if it counts for no storage limit [R39]. */
  readonly storedBytes?: (command: CommandOf<T>) => number;
  readonly execute: <C extends ActorConnection>(
    context: CommandContext<C>,
    actor: Actor<C>,
    command: CommandOf<T>,
  ) => Reply;
};

export const reply = (...frames: Frame[]): Reply => ({ ok: true, value: frames });

export const onlyForConnections = (type: CommandType): Reply =>
  refused('bad_request', `"${type}" is for connections; a POST has none.`);

export const originOf = ({ principal: { address = '' }, chat }: Actor): Origin => ({
  address,
  chat,
});
