import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { HistoryBody, PollBody } from '../../src/protocol/rest.ts';
import type { Tables } from '../../src/room/log/tables.ts';
import { waitFor } from '../support/wait-for.ts';
import { messagesOf, perform, stubOf, withTables } from './support/rooms.ts';
import { ask, newRoom, TestClient } from './support/test-client.ts';

/** As vitest.config.ts sets RETENTION_MESSAGES and RETENTION_DAYS. */
const KEPT = 200;
const KEPT_MS = 7 * 24 * 3_600_000;

const ann = { id: 'u_ann', name: 'Ann' };

const does = (tables: Tables, act: WriteCommand) => {
  const done = perform(tables, ann, act);
  return done.ok ? done.value.ack.id : done.fault.code;
};
const say = (tables: Tables, text: string) => does(tables, { type: 'message', text });
const step = ({ retention, log }: Tables, now: number) => retention.step(now, log.head().seq);
const kept = ({ database }: Tables): number =>
  database.first<{ n: number }>('SELECT count(*) AS n FROM messages')?.n ?? 0;

async function history(room: string): Promise<string[]> {
  const texts: string[] = [];
  let before: string | null = null;
  do {
    const query: string = before === null ? '' : `&before=${before}`;
    const page = await ask(`/api/rooms/${room}/messages?limit=20${query}`);
    const body = (await page.json()) as HistoryBody;
    texts.unshift(...body.messages.map(({ text }) => text));
    before = body.before;
  } while (before !== null);
  return texts;
}

/** Moves everything in a sleeping room this far into the past. */
async function backdate(room: string, ms: number): Promise<void> {
  await runInDurableObject(stubOf(room), (_room, { storage }) => {
    storage.sql.exec('UPDATE messages SET at = at - ?', ms);
    storage.sql.exec('UPDATE changes SET at = at - ?', ms);
  });
  await evictDurableObject(stubOf(room));
}

describe('retention by count [R36]', () => {
  it('reaches its limit by alarm, says gap to a client that was behind, and informs connected clients', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    for (let batch = 0; batch < 5; batch++)
      ann.send(Array.from({ length: 50 }, (_, i) => ({ type: 'message', text: `${batch}.${i}` })));
    await ann.waitForFrame('message', ({ text }) => text === '4.49');
    const [epoch] = ann.cursor.split('.');
    // By its own alarm: no connection wakes the room.
    expect((await ann.waitForFrame('pruned')).before).toBe(51);

    const texts = await history(room);
    expect(texts).toHaveLength(KEPT);
    expect([texts[0], texts.at(-1)]).toEqual(['1.0', '4.49']);

    const late = await TestClient.join(room, 'Bob', `${epoch}.10`);
    expect((await late.waitForFrame('welcome')).mode).toBe('gap');
    const resumed = await TestClient.join(room, 'Cem', `${epoch}.240`);
    expect(await resumed.waitForFrame('pruned')).toEqual({ type: 'pruned', before: 51 });
    expect((await ann.post('and on it goes')).seq).toBe(251);
  });

  it('runs in steps of at most a thousand entries, down to the limit exactly', () =>
    withTables(
      newRoom(),
      (tables, _storage, clock) => {
        for (let i = 0; i < 4500; i++) say(tables, `m${i}`);
        const left: number[] = [];
        let next = clock.now;
        while (next === clock.now) {
          next = step(tables, clock.now).next;
          left.push(kept(tables));
        }
        expect(left).toEqual([3500, 2500, 1500, 1000]);
        expect(next).toBe(Number.POSITIVE_INFINITY);
      },
      { keepMessages: 1000 },
    ));

  it('counts in steps too, and starts again if the room crashed midway', async () => {
    const room = newRoom();
    const keep = { keepMessages: 25_000 };
    await withTables(
      room,
      (tables, _storage, clock) => {
        tables.database.write(() =>
          tables.database.run(
            `INSERT INTO messages (seq, at, user, name, text, version)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 28000)
             SELECT i, 1, 'u', 'Ann', 'hello', i FROM n`,
          ),
        );
        expect(step(tables, clock.now)).toEqual({ next: clock.now });
        expect(kept(tables)).toBe(28_000);
        expect(step(tables, clock.now)).toEqual({ next: clock.now });
        expect(kept(tables)).toBe(27_000);
      },
      keep,
    );
    await withTables(
      room,
      (tables, _storage, clock) => {
        expect(tables.retention.next(clock.now, 28_000)).toBeLessThan(clock.now + 2000);
        let before: number | undefined;
        for (let steps = 0; before === undefined && steps < 10; steps++)
          before = step(tables, clock.now).before;
        expect([before, kept(tables)]).toEqual([3001, 25_000]);
      },
      keep,
    );
  });

  it('is never off by more than a tenth while people write, whatever the limit was before', async () => {
    const room = newRoom();
    const talk = (keepMessages: number) =>
      withTables(
        room,
        (tables, _storage, clock) => {
          let most = 0;
          for (let i = 0; i < 400; i++) {
            say(tables, `m${i}`);
            const { seq } = tables.log.head();
            while (tables.retention.next(clock.now, seq) <= clock.now + 1000)
              step(tables, clock.now);
            most = Math.max(most, kept(tables));
          }
          return [kept(tables) >= keepMessages, most];
        },
        { keepMessages },
      );
    expect(await talk(300)).toEqual([true, 329]);
    const [isEnough, most] = await talk(100);
    expect([isEnough, most]).toEqual([true, 109]);
  });

  it('deletes thousands of reactions to one message in several steps', () =>
    withTables(
      newRoom(),
      (tables, storage, clock) => {
        for (let i = 0; i < 12; i++) say(tables, `m${i}`);
        storage.sql.exec(
          `INSERT INTO reactions WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
           WHERE i < 5000) SELECT 1, '👍', 'u' || i FROM n`,
        );
        const reactions = () => storage.sql.exec('SELECT count(*) AS n FROM reactions').one()['n'];
        const left = [0, 1, 2].map(() => {
          step(tables, clock.now);
          return [reactions(), kept(tables)];
        });
        expect(left).toEqual([
          [3000, 12],
          [1000, 12],
          [0, 10],
        ]);
      },
      { keepMessages: 10 },
    ));

  it('reuses the freed space: the file does not grow', () =>
    withTables(
      newRoom(),
      (tables, storage, clock) => {
        const talk = () => {
          for (let i = 0; i < 1000; i++) {
            say(tables, `${i} ${'lorem ipsum '.repeat(40)}`);
            const { seq } = tables.log.head();
            while (tables.retention.next(clock.now, seq) <= clock.now + 1000)
              step(tables, clock.now);
          }
          return storage.sql.databaseSize;
        };
        const once = talk();
        for (let round = 0; round < 4; round++) expect(talk()).toBeLessThan(once * 1.1);
      },
      { keepMessages: 200 },
    ));
});

describe('retention by age [R36]', () => {
  const keep = { keepMs: 1000 };

  it('serves no expired message, deleted or not', () =>
    withTables(
      newRoom(),
      (tables, _storage, clock) => {
        const id = say(tables, 'old');
        const reply = does(tables, { type: 'message', text: 'old reply', replyTo: id });
        does(tables, { type: 'react', id, emoji: '👍', on: true });
        clock.now += 600;
        say(tables, 'young');
        clock.now += 400;

        const { messages: stored } = tables;
        const texts = () => messagesOf(stored, 10).map(({ text }) => text);
        expect(texts()).toEqual(['young']);
        expect(stored.page({ before: 'e1-4' }, 10)).toEqual({
          ok: true,
          value: { messages: [], before: null },
        });
        expect([...stored.before(99)].map(({ text }) => text)).toEqual(['young']);
        expect([stored.find(id), stored.row(1)]).toEqual([undefined, undefined]);
        const replay = (since: number) =>
          tables.replay.from(`e1.${since}`, { replay: 500, page: 50 });
        // The old ones, or a change of one, were missed: neither can be replayed any more.
        expect([0, 1, 2].map((since) => replay(since).mode)).toEqual(['gap', 'gap', 'gap']);
        expect(replay(3)).toMatchObject({ mode: 'resumed', first: 4, frames: [{ text: 'young' }] });

        expect(does(tables, { type: 'edit', id, text: 'new' })).toBe('not_found');
        expect(does(tables, { type: 'react', id: reply, emoji: '👍', on: true })).toBe('not_found');
        expect(does(tables, { type: 'message', text: 'what?', replyTo: id })).toBe('not_found');
        clock.now += 1000;
        expect(texts()).toEqual([]);
      },
      keep,
    ));

  it('finds the first visible message without reading the hidden ones', () =>
    withTables(
      newRoom(),
      (tables, _storage, clock) => {
        for (let i = 0; i < 500; i++) {
          say(tables, `m${i}`);
          clock.now += 3;
        }
        for (const seq of [167, 168, 169]) {
          clock.now = 1_000_000 + 3 * (seq - 2) + 1000;
          expect(tables.replay.from('e1.500', { replay: 500, page: 1 }).first).toBe(seq);
        }
      },
      keep,
    ));

  it('erases the content of the newest message, whose seq is still needed [I5]', async () => {
    const room = newRoom();
    await withTables(
      room,
      (tables, storage, clock) => {
        say(tables, 'first');
        const id = say(tables, 'the secret');
        does(tables, { type: 'react', id, emoji: '👍', on: true });
        say(tables, 'the last secret');
        expect(tables.retention.next(clock.now, 4)).toBe(clock.now + 1000);
        clock.now += 1000;
        expect(step(tables, clock.now)).toEqual({ next: Number.POSITIVE_INFINITY, before: 5 });
        expect(storage.sql.exec('SELECT seq, text, name FROM messages').toArray()).toEqual([
          { seq: 4, text: '', name: '' },
        ]);
        expect(storage.sql.exec('SELECT * FROM reactions').toArray()).toEqual([]);
        // There is nothing left to wake up for [I12].
        expect(tables.retention.next(clock.now, 4)).toBe(Number.POSITIVE_INFINITY);
      },
      keep,
    );
    await withTables(
      room,
      (tables, _storage, clock) => {
        expect(tables.retention.next(clock.now, 4)).toBe(Number.POSITIVE_INFINITY);
        clock.now += 5000;
        expect(say(tables, 'next')).toBe('e1-5');
        expect(tables.retention.next(clock.now, 5)).toBeLessThanOrEqual(clock.now);
        expect(step(tables, clock.now)).toEqual({ next: clock.now + 60_000, before: 5 });
      },
      keep,
    );
  });

  it('wakes a sleeping room when its oldest message expires, and informs connected clients', async () => {
    const room = newRoom();
    const [ann, bob] = [await TestClient.join(room, 'Ann'), await TestClient.join(room, 'Bob')];
    for (const text of ['one', 'two', 'three']) await ann.post(text);
    const expiry = (await ann.waitForFrame('message')).timestamp + KEPT_MS;
    ann.leave();
    bob.leave();
    const alarm = () =>
      runInDurableObject(stubOf(room), (_room, { storage }) => storage.getAlarm());
    // Once the people have left and this was sent, nothing is due before.
    await waitFor(async () => {
      await runDurableObjectAlarm(stubOf(room));
      expect(await alarm()).toBe(expiry);
    });

    const cem = await TestClient.join(room, 'Cem');
    expect(cem.texts).toEqual(['one', 'two', 'three']);
    await backdate(room, KEPT_MS);
    await runDurableObjectAlarm(stubOf(room));
    expect(await cem.waitForFrame('pruned')).toEqual({ type: 'pruned', before: 4 });
    expect(await history(room)).toEqual([]);
    const poll = (since: string) =>
      ask(`/api/rooms/${room}/poll?since=${since}`).then((r) => r.json()) as Promise<PollBody>;
    const [epoch] = cem.cursor.split('.');
    expect((await poll(`${epoch}.3`)).frames.map(({ type }) => type)).toEqual([
      'welcome',
      'pruned',
      'live',
    ]);
    expect((await poll(`${epoch}.1`)).mode).toBe('gap');
    expect((await cem.post('on')).seq).toBe(4);
  });

  it('hides what expired while the room slept from the first client to connect', async () => {
    const room = newRoom();
    const ann = await TestClient.join(room, 'Ann');
    await ann.post('one');
    await backdate(room, KEPT_MS);
    expect(await history(room)).toEqual([]);
    const bob = await TestClient.join(room, 'Bob', ann.cursor);
    expect(await bob.waitForFrame('pruned')).toEqual({ type: 'pruned', before: 2 });
    // An overdue alarm fires without a connection.
    expect(await ann.waitForFrame('pruned')).toEqual({ type: 'pruned', before: 2 });
  });
});
