import { expect, it } from 'vitest';
import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { HistoryBody, PageAt } from '../../src/protocol/rest.ts';
import type { Tables } from '../../src/room/log/tables.ts';
import { countRows, messagesOf, perform, withTables } from './support/rooms.ts';
import { ask, newRoom, TestClient } from './support/test-client.ts';

const ann = { id: 'u_ann', name: 'Ann' };
const bob = { id: 'u_bob', name: 'Bob' };

function does(tables: Tables, act: WriteCommand, user = ann): { id: string; quote: unknown } {
  const done = perform(tables, user, act);
  if (!done.ok) throw new Error(done.fault.code);
  const { ack, frame } = done.value;
  const message = frame?.type === 'changed' ? frame.message : frame;
  return { id: ack.id, quote: message?.quote };
}
const say = (tables: Tables, text: string, replyTo?: string, user = ann) =>
  does(tables, { type: 'message', text, ...(replyTo !== undefined && { replyTo }) }, user);

function page(tables: Tables, at: PageAt, limit: number): [string[], unknown, unknown] | string {
  const read = tables.messages.page(at, limit);
  if (!read.ok) return read.fault.code;
  const { messages, before, after } = read.value;
  return [messages.map(({ text }) => text), before, after];
}

it('returns the page around a message, and continues from it in both directions [R74]', () =>
  withTables(newRoom(), (tables) => {
    for (let n = 1; n <= 9; n++) say(tables, `m${n}`);
    expect(page(tables, { around: 'e1-5' }, 4)).toEqual([['m3', 'm4', 'm5', 'm6'], 'e1-3', 'e1-6']);
    expect(page(tables, { before: 'e1-3' }, 4)).toEqual([['m1', 'm2'], null, undefined]);
    expect(page(tables, { after: 'e1-6' }, 2)).toEqual([['m7', 'm8'], 'e1-7', 'e1-8']);
    expect(page(tables, { after: 'e1-8' }, 2)).toEqual([['m9'], 'e1-9', null]);
    expect(page(tables, { after: 'e1-9' }, 2)).toEqual([[], 'e1-10', null]);
    expect(page(tables, { before: 'e1-10' }, 2)).toEqual([['m8', 'm9'], 'e1-8', undefined]);
    expect(page(tables, { around: 'e1-1' }, 4)).toEqual([['m1', 'm2'], null, 'e1-2']);
    expect(page(tables, { around: 'e1-9' }, 4)).toEqual([['m7', 'm8', 'm9'], 'e1-7', null]);
    expect(page(tables, { around: 'e1-5' }, 1)).toEqual([['m5'], 'e1-5', 'e1-5']);
  }));

it('has no page around a seq that is not a message of this log, or has expired', () =>
  withTables(
    newRoom(),
    (tables, _storage, clock) => {
      const { id } = say(tables, 'm1');
      does(tables, { type: 'react', id, emoji: '👍', on: true });
      clock.now += 600;
      say(tables, 'm3');
      expect(page(tables, { around: 'e1-2' }, 4)).toBe('not_found');
      expect(page(tables, { around: 'e1-9' }, 4)).toBe('not_found');
      expect(page(tables, { around: 'e2-1' }, 4)).toBe('bad_request');
      expect(page(tables, { after: 'what?' }, 4)).toBe('bad_request');
      clock.now += 400;
      expect(page(tables, { around: id }, 4)).toBe('not_found');
      expect(page(tables, { after: 'e1-0' }, 4)).toEqual([['m3'], null, null]);
    },
    { keepMs: 1000 },
  ));

it('reads no more than it returns, however far back it is', () =>
  withTables(newRoom(), (tables, storage) => {
    for (let n = 1; n <= 500; n++) say(tables, `m${n}`);
    const { read } = countRows(storage, () => void page(tables, { around: 'e1-50' }, 20));
    expect(read).toBeLessThanOrEqual(20 + 3);
  }));

it('accepts one position at a time over HTTP', async () => {
  const room = newRoom();
  const person = await TestClient.join(room, 'Ann');
  for (const text of ['one', 'two', 'three']) await person.post(text);
  const { id } = await person.waitForFrame('message', ({ text }) => text === 'two');
  const get = (query: string) => ask(`/api/rooms/${room}/messages?${query}`);
  const around = (await (await get(`around=${id}&limit=2`)).json()) as HistoryBody;
  expect(around.messages.map(({ text }) => text)).toEqual(['one', 'two']);
  expect([around.before, around.after]).toEqual([null, id]);
  const after = (await (await get(`after=${around.after}`)).json()) as HistoryBody;
  expect(after.messages.map(({ text }) => text)).toEqual(['three']);
  expect((await get(`around=${id}&before=${id}`)).status).toBe(400);
  expect((await get(`around=${id.replace(/\d+$/, '99')}`)).status).toBe(404);
});

it('gives a reply the author and first words of its original, as they are now [R75]', () =>
  withTables(
    newRoom(),
    (tables, storage, clock) => {
      const { id } = say(tables, `${'long '.repeat(39)}word😀 and more`, undefined, bob);
      const reply = say(tables, 'yes', id);
      const words = { user: bob, text: `${'long '.repeat(39)}word😀`, version: 1 };
      expect(reply.quote).toEqual(words);
      const quotes = () => messagesOf(tables.messages, 9).map(({ quote }) => quote);
      expect(quotes()).toEqual([undefined, words]);

      does(tables, { type: 'edit', id, text: 'short' }, bob);
      expect(quotes()[1]).toEqual({ user: bob, text: 'short', version: 3 });
      const { frames } = tables.replay.from('e1.1', { replay: 500, page: 50 });
      expect(frames[0]).toMatchObject({ text: 'yes', quote: { text: 'short' } });

      does(tables, { type: 'delete', id }, bob);
      expect(quotes()[1]).toEqual({ user: bob, text: '', version: 4, deleted: true });
      // None of it was copied into the reply.
      expect(JSON.stringify(storage.sql.exec('SELECT * FROM messages').toArray())).not.toContain(
        'short',
      );
      clock.now += 600;
      say(tables, 'later', reply.id);
      clock.now += 400;
      expect(quotes()).toEqual([undefined]);
    },
    { keepMs: 1000 },
  ));

it('tells a connection which reactions are its own [R76]', async () => {
  const person = await TestClient.join(newRoom(), 'Ann');
  const { id } = await person.post('hi');
  await person.command({ type: 'react', id, emoji: '🎉', on: true });
  person.send({ type: 'reacted', id });
  expect(await person.waitForFrame('reacted')).toEqual({ type: 'reacted', id, emoji: ['🎉'] });
});
