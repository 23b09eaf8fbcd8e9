import type { CommandOf, WriteCommand } from '../../protocol/commands.ts';
import type { DurableFrame } from '../../protocol/frames.ts';
import type { User } from '../../protocol/message.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { Outcome } from '../log/idempotency-store.ts';
import type { MessageRow } from '../log/message-table.ts';
import { storageFull } from '../log/storage-fault.ts';
import {
  type Actor,
  type ActorConnection,
  type CommandContext,
  originOf,
  type Reply,
  reply,
} from './command.ts';

/** The part of the context that a command needs to change the log. */
export type LogContext = Pick<CommandContext, 'tables' | 'reactionKinds'>;

/** Checks and stores one command in one synchronous turn [I1]. */
export type LogChange<T extends WriteCommand['type']> = (
  context: LogContext,
  user: User,
  command: CommandOf<T>,
) => Result<Outcome>;

/** Executes a command that changes the log: publishes the new entry and acknowledges it. */
export function changeLog<T extends WriteCommand['type'], C extends ActorConnection>(
  context: CommandContext<C>,
  actor: Actor<C>,
  command: CommandOf<T>,
  change: LogChange<T>,
): Reply {
  const { principal, connection } = actor;
  const outcome = change(context, principal.user, command);
  if (!outcome.ok) return outcome;
  // A guest without a token is listed in presence once it has written something.
  if (connection !== undefined && !principal.named) context.rename(connection, principal.user);
  const { ack, frame } = outcome.value;
  if (frame !== undefined) context.onCommitted({ frame, origin: originOf(actor) });
  return reply(ack);
}

export const notFound = refused('not_found', 'That message is not here.');
export const wasDeleted = refused('message_deleted', 'That message was deleted.');

/** Builds the outcome of a command; without a `frame`, it changed nothing. */
export const done = (ack: Outcome['ack'], frame?: DurableFrame): Result<Outcome> => ({
  ok: true,
  value: { ack, ...(frame && { frame }) },
});

/** Checked before each write, because a write that fails on a full disk resets the whole room. */
export const fullFault = ({ tables }: LogContext): Result<Outcome> | undefined =>
  tables.isFull() ? { ok: false, fault: storageFull() } : undefined;

/**
 * Finds a message that a user may change.
 * @param isTheirs returns whether a message of another author also belongs to the user.
 * @returns its row, or why the user may not change it.
 */
export function ownMessage(
  { tables }: LogContext,
  user: User,
  id: string,
  isTheirs: (row: MessageRow) => boolean = () => false,
): Result<MessageRow> {
  const row = tables.messages.find(id);
  if (row === undefined) return notFound;
  if (row.user !== user.id && !isTheirs(row))
    return refused('not_allowed', 'Only its author can change a message.');
  return { ok: true, value: row };
}

/**
 * Changes a message and appends the change to the log.
 * @param write stores the change with the given seq and returns the columns that it changed.
 * @returns the `ack`, and the `changed` frame to broadcast.
 */
export function changeMessage(
  { tables }: LogContext,
  user: User,
  row: MessageRow,
  command: WriteCommand,
  write: (seq: number) => Partial<MessageRow>,
): Result<Outcome> {
  const { log, messages, idempotency } = tables;
  const [entry, after] = log.append((made) => {
    idempotency.note(made, user.id, row.seq, command);
    return [made, { ...row, ...write(made.seq), version: made.seq }] as const;
  });
  const message = messages.message(after);
  return done(idempotency.ack(entry, row.seq, command.cid), {
    type: 'changed',
    seq: entry.seq,
    message,
  });
}

/** Acknowledges a command that changes nothing [R23]. */
export const unchanged = (
  { tables }: LogContext,
  user: User,
  row: MessageRow,
  command: WriteCommand,
): Result<Outcome> => done(tables.idempotency.unchanged(user.id, row, command));
