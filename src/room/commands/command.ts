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

/** The part of a connection that commands read. Otherwise they only pass it on to the room. */
export type ActorConnection = { readonly isCatchingUp: boolean };

/** The sender of a command, over a connection or by a POST without one. */
export type Actor<C extends ActorConnection = ActorConnection> = {
  readonly principal: Principal;
  readonly connection?: C;
  /** The id of the assistant chat that the command belongs to, chosen by the client program. */
  readonly chat?: string;
};

/** The operations of the assistant that commands call. */
export type AnswerCommands = {
  /** Stops the answer `id` before `user`, its requester, deletes it [R113]. */
  readonly stopForDeletion: (user: string, id: string) => void;
  readonly perform: (user: string, command: AnswerCommand, origin: Origin) => Result<Outcome>;
};

/** What commands need from the room. */
export type CommandContext<C extends ActorConnection = ActorConnection> = {
  readonly room: string;
  readonly tables: Pick<
    Tables,
    'database' | 'log' | 'messages' | 'reactions' | 'idempotency' | 'isFull'
  >;
  /** The maximum number of different emoji on a message. */
  readonly reactionKinds: number;
  /** `undefined` in a room without an assistant. */
  readonly assistant: AnswerCommands | undefined;
  /** Broadcasts an ephemeral frame. Durable frames are published with `onCommitted` instead. */
  readonly broadcast: (frame: EphemeralFrame) => void;
  readonly onCommitted: OnCommitted;
  readonly presence: () => Frame;
  /** Stores the read position of a user. @returns whether it is further than before. */
  readonly read: (user: string, seq: number, connection: C | undefined) => boolean;
  /** Whether there are too many users to send frames about individual ones. */
  readonly countsOnly: () => boolean;
  /** Makes the connection live. @returns `welcome`, the replay and `live`, or a refusal. */
  readonly replay: (connection: C, since: string | undefined) => Result<Frame[]>;
  readonly rename: (connection: C, user: User) => void;
  /** @returns why a user may not take a name, or `undefined` if it is free. */
  readonly nameFault: (name: string) => Fault | undefined;
  /** Evicts dead connections. */
  readonly evictStale: () => void;
};

/** Frames for the sender alone. */
export type Reply = Result<readonly Frame[]>;

/** The definition of one command of the protocol. Each command has its own file in this folder. */
export type CommandDefinition<T extends CommandType> = {
  /** The rate limit that it counts for. Commands of `message` and `change` stay in order [R63]. */
  readonly limit: LimitKind;
  readonly permission: Permission;
  /** Returns the bytes of content that it stores; absent if no storage limit applies [R39]. */
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
