import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import { Answers } from '../../src/room/assistant/answers.ts';
import { RunStore } from '../../src/room/assistant/run-store.ts';
import type { RoomEnv } from '../../src/room/config.ts';
import type { Principal } from '../../src/room/principal.ts';
import { Room } from '../../src/room/room.ts';
import { countRows, messagesOf, perform, stubOf, withTables } from './support/rooms.ts';
import { newRoom } from './support/test-client.ts';

/** Reverts a database to the first version of the schema. */
const OLDEST = `ALTER TABLE messages DROP COLUMN assistant;
  ALTER TABLE meta DROP COLUMN counted_for;
  DROP TABLE runs; DROP TABLE asks; DROP TABLE unchanged;
  DROP INDEX messages_by_cid;
  CREATE UNIQUE INDEX messages_cid ON messages (user, cid) WHERE cid IS NOT NULL;
  UPDATE meta SET version = 1;`;

const ann = { id: 'u_ann', name: 'Ann' };

describe('the database of an older version', () => {
  it('is read without a write, and migrated by the first write [I12]', async () => {
    const room = newRoom();
    await withTables(room, (tables, storage) => {
      perform(tables, ann, { type: 'message', text: 'from before', cid: 'c1' });
      storage.sql.exec(OLDEST);
    });
    await withTables(room, (tables, storage, clock) => {
      const { messages, replay, log, database, retention } = tables;
      const version = () => storage.sql.exec('SELECT version FROM meta').one()['version'];
      const texts = () => messagesOf(messages, 10).map(({ text }) => text);
      const { written } = countRows(storage, () => {
        expect(texts()).toEqual(['from before']);
        expect(replay.from('e1.0', { replay: 500, page: 50 }).frames).toHaveLength(1);
        expect(log.head().seq).toBe(1);
        expect(database.all('SELECT * FROM runs ORDER BY begun')).toEqual([]);
        retention.next(clock.now, 1);
      });
      expect([written, version()]).toEqual([0, 1]);

      expect(perform(tables, ann, { type: 'message', text: 'from now on' }).ok).toBe(true);
      expect(version()).toBeGreaterThan(1);
      const again = perform(tables, ann, { type: 'message', text: 'from before', cid: 'c1' });
      expect(again).toMatchObject({ value: { ack: { seq: 1, duplicate: true } } });
      expect(texts()).toEqual(['from before', 'from now on']);
    });
  });

  it('stays unchanged if its migration cannot be written', async () => {
    const room = newRoom();
    await withTables(room, (tables, storage) => {
      perform(tables, ann, { type: 'message', text: 'from before' });
      storage.sql.exec(OLDEST);
    });
    await withTables(room, ({ messages, database }) => {
      const broken = () =>
        database.write(() => {
          throw new Error('disk is full');
        });
      expect(broken).toThrow('disk is full');
      expect(messagesOf(messages, 10)).toHaveLength(1);
    });
  });
});

/** Leaves an answer as after a crash: half written, and marked as running. */
const interrupt = (room: string) =>
  withTables(room, (tables, _storage, clock) => {
    const { database } = tables;
    // So that it has not expired.
    clock.now = Date.now();
    perform(tables, ann, { type: 'message', text: '@assistant help' });
    const runs = new RunStore(database);
    const answer = { attempt: 1, by: ann.id, provider: 'helper', state: 'running' } as const;
    new Answers(tables).place('Assistant', 1, answer, ({ seq, at }) =>
      runs.add({
        ...{ begun: seq, answer: seq, at, user: ann.id, address: '', chat: null },
        ...{ running: 1, reserved: 0, text: '' },
      }),
    );
    runs.start(2, 10);
    runs.saveText(2, 'half of');
  });

/** A full disk: every write fails. @returns a function that frees space again. */
function fill(storage: DurableObjectStorage): () => void {
  const { transactionSync, setAlarm } = storage;
  const full = () => {
    throw new Error('database or disk is full: SQLITE_FULL');
  };
  Object.assign(storage, { transactionSync: full, setAlarm: async () => full() });
  return () => Object.assign(storage, { transactionSync, setAlarm });
}

describe('a room that wakes on a full disk', () => {
  it('can be read, and records later which answer a crash interrupted [I13]', async () => {
    const room = newRoom();
    await interrupt(room);
    await runInDurableObject(stubOf(room), async (_room, ctx) => {
      const complaints = vi.spyOn(console, 'error').mockReturnValue();
      const reader: Principal = {
        ...{ user: { id: 'r', name: '' }, role: 'reader', named: false, plain: false },
        expiresAt: null,
      };
      const free = fill(ctx.storage);
      try {
        const woken = new Room(ctx, env as unknown as RoomEnv);
        const read = () => {
          const page = woken.page(reader, {}, undefined);
          if (!page.ok) throw new Error(page.fault.code);
          return page.value.messages.map(({ text, assistant }) => [text, assistant?.state]);
        };
        expect(read()).toEqual([
          ['@assistant help', undefined],
          ['', 'running'],
        ]);
        expect(woken.poll(reader, undefined).ok).toBe(true);
        expect(woken.facts(reader).ok).toBe(true);
        woken.alarm();
        expect(complaints.mock.calls.join()).toContain('disk is full');

        free();
        woken.alarm();
        expect(read()[1]).toEqual(['half of', 'interrupted']);
        // Once is enough.
        const { written } = countRows(ctx.storage, () => void woken.poll(reader, undefined));
        expect(written).toBe(0);
      } finally {
        free();
        complaints.mockRestore();
      }
    });
  });
});
