import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { WriteCommand } from '../../../src/protocol/commands.ts';
import type { DurableFrame, FrameOf } from '../../../src/protocol/frames.ts';
import { DEFAULT_LIMITS } from '../../../src/protocol/limits.ts';
import type { Message, User } from '../../../src/protocol/message.ts';
import type { Result } from '../../../src/protocol/result.ts';
import type { CommandContext, Reply } from '../../../src/room/commands/command.ts';
import { COMMANDS } from '../../../src/room/commands/table.ts';
import type { CommittedEntry } from '../../../src/room/log/committed-entry.ts';
import type { Outcome } from '../../../src/room/log/idempotency-store.ts';
import { openTables, type Tables } from '../../../src/room/log/tables.ts';
import type { Room } from '../../../src/room/room.ts';
import type { Env } from '../../../src/worker/config.ts';

/** The object behind a room of the Worker under test. */
export function stubOf(room: string): DurableObjectStub<Room> {
  const { ROOMS } = env as unknown as Env;
  return ROOMS.get(ROOMS.idFromName(room));
}

export type Keep = { keepMs?: number; keepMessages?: number; storageMegabytes?: number };

/** Opens the tables on a real database, with a fake clock. */
export function withTables<T>(
  room: string,
  run: (tables: Tables, storage: DurableObjectStorage, clock: { now: number }) => T,
  { keepMs, keepMessages, storageMegabytes = 9500 }: Keep = {},
): Promise<T> {
  return runInDurableObject(stubOf(room), (_room: Room, { storage }) => {
    const clock = { now: 1_000_000 };
    const tables = openTables(storage, {
      limits: { ...DEFAULT_LIMITS, storageMegabytes },
      keepMs: keepMs ?? null,
      keepMessages: keepMessages ?? null,
      now: () => clock.now,
      mintEpoch: () => 'e1',
    });
    return run(tables, storage, clock);
  });
}

const actor = (user: User) => ({
  principal: { user, role: 'guest', named: true, plain: false, expiresAt: null } as const,
});

/** The room's reply to a person who asks which reactions on a message are theirs. */
export const reactedBy = (tables: Tables, user: User, id: string): Reply =>
  COMMANDS.reacted.execute({ tables } as unknown as CommandContext, actor(user), {
    type: 'reacted',
    id,
  });

/** Executes one command that changes the log, as the room does for a person with a token. */
export function perform(tables: Tables, user: User, command: WriteCommand): Result<Outcome> {
  let frame: DurableFrame | undefined;
  const reply = COMMANDS[command.type].execute(
    {
      tables,
      reactionKinds: DEFAULT_LIMITS.reactionKinds,
      onCommitted: (entry: CommittedEntry) => {
        frame = entry.frame;
      },
    } as unknown as CommandContext,
    actor(user),
    // The table has a command for each type, which the compiler cannot follow.
    command as never,
  );
  if (!reply.ok) return reply;
  return { ok: true, value: { ack: reply.value[0] as FrameOf<'ack'>, ...(frame && { frame }) } };
}

/** The newest messages, oldest first. */
export function messagesOf(messages: Tables['messages'], limit: number): readonly Message[] {
  const page = messages.page({}, limit);
  if (!page.ok) throw new Error(page.fault.code);
  return page.value.messages;
}

export type RowCount = { read: number; written: number };

/** Counts the rows that some work reads and writes, as the platform bills them. */
export function countRows(storage: DurableObjectStorage, work: () => void): RowCount {
  const { sql } = storage;
  const exec = sql.exec.bind(sql);
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  const spied = ((query: string, ...bindings: SqlStorageValue[]) => {
    const cursor = exec(query, ...bindings);
    cursors.push(cursor);
    return cursor;
  }) as typeof sql.exec;
  sql.exec = spied;
  try {
    work();
  } finally {
    sql.exec = exec;
  }
  return cursors.reduce(
    ({ read, written }, cursor) => ({
      read: read + cursor.rowsRead,
      written: written + cursor.rowsWritten,
    }),
    { read: 0, written: 0 },
  );
}

/**
 * Counts the rows that a running room writes from now on.
 * @returns a function that returns the count so far.
 */
export async function countAllRows(room: string): Promise<() => Promise<{ written: number }>> {
  const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  await runInDurableObject(stubOf(room), (_room: Room, { storage: { sql } }) => {
    const exec = sql.exec.bind(sql);
    sql.exec = ((query: string, ...bindings: SqlStorageValue[]) => {
      const cursor = exec(query, ...bindings);
      cursors.push(cursor);
      return cursor;
    }) as typeof sql.exec;
  });
  return () =>
    runInDurableObject(stubOf(room), () => ({
      written: cursors.reduce((sum, cursor) => sum + cursor.rowsWritten, 0),
    }));
}
