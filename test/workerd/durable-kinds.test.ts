import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assistantCommands } from '../../src/protocol/assistant.ts';
import type { WriteCommand } from '../../src/protocol/commands.ts';
import { isDurable } from '../../src/protocol/durable.ts';
import type { DurableFrame, Frame } from '../../src/protocol/frames.ts';
import { cidSchema } from '../../src/protocol/ids.ts';
import type { PollBody } from '../../src/protocol/rest.ts';
import {
  type Actor,
  type CommandContext,
  type Reply,
  reply,
} from '../../src/room/commands/command.ts';
import { COMMANDS } from '../../src/room/commands/table.ts';
import type { Database } from '../../src/room/log/database.ts';
import { type EntryTable, hashedCommand } from '../../src/room/log/entry-table.ts';
import { KINDS } from '../../src/room/log/kinds.ts';
import type { Entry } from '../../src/room/log/log.ts';
import { stubOf } from './support/rooms.ts';
import { SseClient } from './support/sse-client.ts';
import { ask, json, newRoom, type Session, session, TestClient } from './support/test-client.ts';

/** A kind that only this test knows: a note with an author and a color. */
type Note = { readonly type: 'note'; readonly seq: number; readonly by: string; color: string };

class NoteTable implements EntryTable {
  readonly name = 'notes';
  readonly limit = 'change';
  readonly contentBytes = 'octet_length(color)';
  readonly command = hashedCommand('seq');
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  insert({ seq, at }: Entry, user: string, color: string, cid: string | null, hash: string | null) {
    const insert = 'INSERT INTO notes (seq, at, user, color, cid, hash) VALUES (?, ?, ?, ?, ?, ?)';
    this.#database.run(insert, seq, at, user, color, cid, hash);
    return frameOf({ seq, user, color });
  }

  since(seq: number): DurableFrame[] {
    return this.#frames('SELECT seq, user, color FROM notes WHERE seq > ? ORDER BY seq', seq);
  }

  newest(limit: number): DurableFrame[] {
    return this.#frames('SELECT seq, user, color FROM notes ORDER BY seq DESC LIMIT ?', limit);
  }

  deleteBefore(seq: number): void {
    this.#database.run('DELETE FROM notes WHERE seq < ?', seq);
  }

  #frames(query: string, bound: number): DurableFrame[] {
    return this.#database
      .all<{ seq: number; user: string; color: string }>(query, bound)
      .map(frameOf);
  }
}

const frameOf = ({ seq, user, color }: { seq: number; user: string; color: string }) =>
  ({ type: 'note', seq, by: user, color }) satisfies Note as unknown as DurableFrame;

type NoteCommand = { readonly type: 'note'; readonly color: string; readonly cid?: string };

const note = {
  limit: 'change',
  permission: 'write',
  execute(context: CommandContext, { principal }: Actor, command: NoteCommand): Reply {
    const { log, idempotency, notes } = context.tables as typeof context.tables & {
      readonly notes: NoteTable;
    };
    const user = principal.user.id;
    // It is none of the commands that this build knows.
    const written = command as unknown as WriteCommand;
    const repeat = idempotency.repeat(user, written);
    if (repeat !== undefined) return repeat.ok ? reply(repeat.value.ack) : repeat;
    const { cid = null, color } = command;
    const [entry, frame] = log.append((made) => {
      const hash = idempotency.hash(user, written);
      return [made, notes.insert(made, user, color, cid, hash)] as const;
    });
    context.onCommitted({ frame });
    return reply(idempotency.ack(entry, entry.seq, command.cid));
  },
};

const schemas: Record<string, unknown> = assistantCommands;
const commands: Record<string, unknown> = COMMANDS;
const kinds: Record<string, unknown> = KINDS;

beforeAll(() => {
  schemas['note'] = v.strictObject({
    type: v.literal('note'),
    color: v.string(),
    cid: v.exactOptional(cidSchema),
  });
  commands['note'] = note;
  kinds['notes'] = (database: Database) => new NoteTable(database);
});

afterAll(() => {
  delete schemas['note'];
  delete commands['note'];
  delete kinds['notes'];
});

/** A room whose database has a table of notes, as after a migration. */
async function roomWithNotes(): Promise<string> {
  const room = newRoom();
  await runInDurableObject(stubOf(room), (_room, { storage }) => {
    storage.sql.exec(`CREATE TABLE notes (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL,
      user TEXT NOT NULL, color TEXT NOT NULL, cid TEXT, hash TEXT)`);
  });
  return room;
}

const poll = async (room: string, query: string): Promise<PollBody> =>
  (await ask(`/api/rooms/${room}/poll${query}`)).json();
const durable = (frames: readonly Frame[]) => frames.filter(isDurable);
const outline = (frames: readonly Frame[]) =>
  durable(frames).map((frame) => `${frame.seq} ${frame.type}`);
const isNote =
  (color: string) =>
  (frame: Frame): boolean =>
    (frame as unknown as Note).type === 'note' && (frame as unknown as Note).color === color;

async function ofTwo(): Promise<{ room: string; ann: TestClient; bob: Session; epoch: string }> {
  const room = await roomWithNotes();
  const ann = await TestClient.join(room, 'Ann');
  await ann.post('one');
  await ann.command({ type: 'note', color: 'red' });
  await ann.post('two');
  await ann.waitForFrame('message', ({ text }) => text === 'two');
  const [epoch = ''] = ann.cursor.split('.');
  return { room, ann, bob: await session('Bob'), epoch };
}

it('a new kind is delivered live over every transport, moves its cursor, and is resumed after it [R124] [I7]', async () => {
  const { room, ann, bob, epoch } = await ofTwo();
  const follower = await SseClient.connect(room, { since: `${epoch}.3` });
  await follower.waitForFrame(({ type }) => type === 'live');
  const waiting = poll(room, `?since=${epoch}.3&wait=20`);
  const plain = await TestClient.connect(room, { plain: true });
  await plain.waitForFrame('live');

  expect(await ann.command({ type: 'note', color: 'blue' })).toMatchObject({ type: 'ack', seq: 4 });
  await ann.waitForFrameAfter(0, isNote('blue'));
  await plain.waitForFrameAfter(0, isNote('blue'));
  await follower.waitForFrame(isNote('blue'));
  expect(ann.cursor).toBe(`${epoch}.4`);
  expect(follower.lastEventId).toBe(`${epoch}.4`);
  expect(follower.events.find(({ id }) => id === `${epoch}.4`)?.event).toBe('note');
  // The waiting poll returns with it.
  const answer = await waiting;
  expect([answer.cursor, outline(answer.frames)]).toEqual([`${epoch}.4`, ['4 note']]);
  expect((await poll(room, `?since=${epoch}.4`)).frames.filter(isDurable)).toEqual([]);
  await follower.leave();

  // From a cursor that a note has moved, nothing is repeated and nothing is missing.
  await ann.post('three');
  const late = await SseClient.connect(room, { lastEventId: `${epoch}.4` });
  await late.waitForFrame(({ type }) => type === 'live');
  const resumed = [
    outline((await TestClient.join(room, bob, ann.cursor.replace(/\d+$/, '4'))).received),
    outline(late.frames),
    outline((await poll(room, `?since=${epoch}.4`)).frames),
    outline((await poll(room, `?since=${epoch}.4&wait=5`)).frames),
  ];
  for (const frames of resumed) expect(frames).toEqual(['5 message']);
  await late.leave();
});

it('a missed event of a new kind is replayed in its place, even by a room that slept [R124] [I4]', async () => {
  const { room, bob, epoch } = await ofTwo();
  await evictDurableObject(stubOf(room), { webSockets: 'close' });
  const since = `?since=${epoch}.1`;
  const late = await SseClient.connect(room, { lastEventId: `${epoch}.1` });
  await late.waitForFrame(({ type }) => type === 'live');
  const replays = [
    outline((await TestClient.join(room, bob, `${epoch}.1`)).received),
    outline(late.frames),
    outline((await poll(room, since)).frames),
    outline((await poll(room, `${since}&wait=5`)).frames),
  ];
  for (const frames of replays) expect(frames).toEqual(['2 note', '3 message']);
  expect(outline((await TestClient.join(room, await session('Carl'))).received)).toEqual([
    '1 message',
    '2 note',
    '3 message',
  ]);
  await late.leave();
});

it('a command of a new kind is idempotent and shares the log with the others [I2] [I5]', async () => {
  const { room, ann, bob } = await ofTwo();
  const command = { type: 'note', color: 'green', cid: 'n1' };
  const first = await ann.command(command);
  expect(first).toMatchObject({ type: 'ack', seq: 4 });
  await evictDurableObject(stubOf(room), { webSockets: 'close' });
  const again = async (body: object) =>
    ((await (await ask(`/api/rooms/${room}/frames`, json(body, bob.token))).json()) as Frame[])[0];
  expect(await again(command)).toMatchObject({ type: 'ack', seq: 5 });
  expect(await again(command)).toMatchObject({ type: 'ack', seq: 5, duplicate: true });
  expect(await again({ ...command, color: 'gray' })).toMatchObject({ code: 'cid_conflict' });
  const message = { type: 'message', text: 'the same cid', cid: 'n1' };
  expect(await again(message)).toMatchObject({ code: 'cid_conflict' });
});
