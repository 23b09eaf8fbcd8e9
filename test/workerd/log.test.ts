import { describe, expect, it } from 'vitest';
import type { WriteCommand } from '../../src/protocol/commands.ts';
import type { Tables } from '../../src/room/log/tables.ts';
import { countRows, messagesOf, perform, reactedBy, withTables } from './support/rooms.ts';
import { newRoom } from './support/test-client.ts';

const ann = { id: 'u_ann', name: 'Ann' };
const bob = { id: 'u_bob', name: 'Bob' };

const does = (tables: Tables, act: WriteCommand, user = ann) => {
  const result = perform(tables, user, act);
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
};
const refusal = (tables: Tables, act: WriteCommand, user = ann) => {
  const result = perform(tables, user, act);
  return result.ok ? 'none' : result.fault.code;
};
const say = (tables: Tables, text: string, cid?: string, user = ann) =>
  does(tables, { type: 'message', text, ...(cid && { cid }) }, user).ack;

describe('a repeated cid [I2] [R22]', () => {
  it('gets the first seq, even after an edit and a delete', () =>
    withTables(newRoom(), (tables) => {
      const first = say(tables, 'hello', 'c1');
      const again = { ...first, duplicate: true };
      expect(say(tables, 'hello', 'c1')).toEqual(again);
      does(tables, { type: 'edit', id: first.id, text: 'hullo' });
      expect(say(tables, 'hello', 'c1')).toEqual(again);
      does(tables, { type: 'delete', id: first.id });
      expect(say(tables, 'hello', 'c1')).toEqual(again);
      expect(tables.log.head().seq).toBe(3);
    }));

  it('is rejected for another text, another reply or another kind of command', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'hello', 'c1');
      expect(refusal(tables, { type: 'message', text: 'other', cid: 'c1' })).toBe('cid_conflict');
      expect(refusal(tables, { type: 'message', text: 'hello', replyTo: id, cid: 'c1' })).toBe(
        'cid_conflict',
      );
      expect(refusal(tables, { type: 'edit', id, text: 'hello', cid: 'c1' })).toBe('cid_conflict');
      does(tables, { type: 'edit', id, text: 'x', cid: 'c2' });
      expect(refusal(tables, { type: 'message', text: 'x', cid: 'c2' })).toBe('cid_conflict');
      expect(tables.log.head().seq).toBe(2);
    }));

  it('gets the first seq even if the message replied to is gone', () =>
    withTables(newRoom(), (tables, { sql }) => {
      const { id } = say(tables, 'question');
      const reply: WriteCommand = { type: 'message', text: 'answer', replyTo: id, cid: 'c1' };
      const { ack } = does(tables, reply);
      sql.exec('DELETE FROM messages WHERE seq = 1');
      expect(does(tables, reply).ack).toEqual({ ...ack, duplicate: true });
      expect(refusal(tables, { ...reply, cid: 'c2' })).toBe('not_found');
    }));

  it('of another person is independent', () =>
    withTables(newRoom(), (tables) => {
      expect(say(tables, 'one', 'c1').seq).toBe(1);
      expect(say(tables, 'two', 'c1', bob).seq).toBe(2);
    }));

  it('applies a change once', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'hello');
      const react: WriteCommand = { type: 'react', id, emoji: '👍', on: true, cid: 'r1' };
      const { ack } = does(tables, react);
      does(tables, { type: 'react', id, emoji: '👍', on: false, cid: 'r2' });
      expect(does(tables, react)).toEqual({ ack: { ...ack, duplicate: true } });
      expect(tables.messages.find(id)?.reactions).toBeNull();
    }));
});

describe('the seq only grows [I5]', () => {
  it('when the newest message is deleted', async () => {
    const room = newRoom();
    await withTables(room, (tables, storage) => {
      say(tables, 'one');
      const { id } = say(tables, 'two');
      does(tables, { type: 'delete', id });
      expect(storage.sql.exec('SELECT max(seq) AS top FROM changes').one()['top']).toBe(3);
    });
    // A client that opens the log anew depends on the tables alone.
    await withTables(room, (tables) => expect(say(tables, 'three').seq).toBe(4));
  });

  it('when everything prunable is pruned, even for a client that then opens the log', async () => {
    const room = newRoom();
    const top = await withTables(
      room,
      (tables, _storage, clock) => {
        for (let i = 0; i < 5; i++) say(tables, `m${i}`);
        clock.now += 10_000;
        tables.retention.step(clock.now, tables.log.head().seq);
        expect(messagesOf(tables.messages, 10)).toEqual([]);
        return tables.log.head().seq;
      },
      { keepMs: 1000 },
    );
    await withTables(room, (tables) => expect(say(tables, 'next').seq).toBe(top + 1));
  });

  it('and time never runs backwards with it', () =>
    withTables(newRoom(), (tables, _storage, clock) => {
      const { timestamp } = say(tables, 'now');
      clock.now -= 3_600_000;
      expect(say(tables, 'an hour ago').timestamp).toBe(timestamp);
      expect(say(tables, 'still').seq).toBe(3);
    }));

  it('after a failed write, without a hole', () =>
    withTables(newRoom(), (tables) => {
      say(tables, 'one');
      const broken = () =>
        tables.log.append(() => {
          tables.database.run('INSERT INTO changes (seq, at, user, target) VALUES (99, 1, 2, 3)');
          throw new Error('disk is full');
        });
      expect(broken).toThrow('disk is full');
      expect(say(tables, 'two').seq).toBe(2);
    }));
});

describe('the database of a newer version, after a rollback', () => {
  it('is left unchanged', async () => {
    const room = newRoom();
    await withTables(room, (tables, storage) => {
      say(tables, 'hello');
      storage.sql.exec('UPDATE meta SET version = 99');
    });
    await withTables(room, (tables, storage) => {
      expect(say(tables, 'again').seq).toBe(2);
      expect(storage.sql.exec('SELECT version FROM meta').one()['version']).toBe(99);
    });
  });
});

describe('the cost of a command', () => {
  it('is at most two rows for a plain message', () =>
    withTables(newRoom(), (tables, storage) => {
      say(tables, 'the first one makes the tables');
      const { written } = countRows(storage, () => say(tables, 'hello', 'c1'));
      expect(written).toBe(2);
    }));

  it('is no row if it changes nothing [R23]', () =>
    withTables(newRoom(), (tables, storage) => {
      const { id } = say(tables, 'hello', 'c1');
      does(tables, { type: 'react', id, emoji: '🎉', on: true });
      const repeats = () => {
        say(tables, 'hello', 'c1');
        does(tables, { type: 'edit', id, text: 'hello' });
        does(tables, { type: 'react', id, emoji: '🎉', on: true });
        does(tables, { type: 'react', id, emoji: '👎', on: false });
      };
      expect(countRows(storage, repeats).written).toBe(0);
    }));

  it('is no more reads for a resume than it returns', () =>
    withTables(newRoom(), (tables, storage) => {
      for (let i = 0; i < 400; i++) say(tables, `m${i}`, `c${i}`);
      let replayed = 0;
      const { read } = countRows(storage, () => {
        replayed = tables.replay.from('e1.390', { replay: 500, page: 50 }).frames.length;
      });
      expect(replayed).toBe(10);
      // Plus one seek for the end of each table.
      expect(read).toBeLessThanOrEqual(replayed + 4);
    }));

  it('is one read of the newest page for all who join before the next write', () =>
    withTables(newRoom(), (tables, storage) => {
      const limits = { replay: 500, page: 50 };
      const join = () => tables.replay.from(undefined, limits).frames;
      const { id } = say(tables, 'one');
      for (let i = 2; i <= 60; i++) say(tables, `${i}`);
      const first = join();
      expect(countRows(storage, () => expect(join()).toBe(first)).read).toBeLessThan(10);
      does(tables, { type: 'react', id, emoji: '👍', on: true });
      expect(join()).toEqual(first);
      say(tables, 'news');
      expect(join().at(-1)).toMatchObject({ seq: 62, text: 'news' });
      expect(tables.replay.from(undefined, { ...limits, page: 2 }).frames).toHaveLength(2);
    }));

  it('is no write for a client that only reads [R1]', () =>
    withTables(newRoom(), (tables, storage) => {
      tables.replay.from(undefined, { replay: 500, page: 50 });
      tables.messages.page({}, 10);
      tables.log.head();
      tables.retention.step(1, 0);
      const made = storage.sql.exec(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'",
      );
      expect(made.toArray()).toEqual([]);
    }));
});

describe('changes', () => {
  it('leave no trace of a deleted text in the database', () =>
    withTables(newRoom(), (tables, storage) => {
      const { id } = say(tables, 'secret-before', 'c1');
      does(tables, { type: 'edit', id, text: 'secret-after', cid: 'c2' });
      does(tables, { type: 'react', id, emoji: '👍', on: true });
      does(tables, { type: 'delete', id, cid: 'c3' });
      for (const table of ['messages', 'changes', 'reactions'])
        expect(JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray())).not.toContain(
          'secret',
        );
      expect(storage.sql.exec('SELECT count(*) AS n FROM reactions').one()['n']).toBe(0);
      expect(messagesOf(tables.messages, 1)[0]).toMatchObject({
        id,
        text: '',
        deleted: true,
        version: 4,
      });
    }));

  it('are for the author alone, and not for a deleted message [I15]', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'mine');
      expect(refusal(tables, { type: 'edit', id, text: 'yours' }, bob)).toBe('not_allowed');
      expect(refusal(tables, { type: 'delete', id }, bob)).toBe('not_allowed');
      does(tables, { type: 'delete', id });
      expect(refusal(tables, { type: 'edit', id, text: 'again' })).toBe('message_deleted');
      expect(refusal(tables, { type: 'react', id, emoji: '👍', on: true }, bob)).toBe(
        'message_deleted',
      );
      expect(does(tables, { type: 'delete', id }).frame).toBeUndefined();
    }));

  it('are rejected for messages of another log', () =>
    withTables(newRoom(), (tables) => {
      say(tables, 'here');
      for (const id of ['e1-2', 'e2-1', 'e1-0'])
        expect(refusal(tables, { type: 'react', id, emoji: '👍', on: true })).toBe('not_found');
      expect(refusal(tables, { type: 'message', text: 'what?', replyTo: 'e2-1' })).toBe(
        'not_found',
      );
    }));

  it('name 50 people per reaction, count all, and let others move up', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'popular');
      const react = (n: number, on: boolean) =>
        does(tables, { type: 'react', id, emoji: '🔥', on }, { id: `u_${n}`, name: '' });
      for (let n = 0; n < 52; n++) react(n, true);
      const summary = () => JSON.parse(tables.messages.find(id)?.reactions ?? '{}')['🔥'];
      expect(summary().count).toBe(52);
      expect(summary().by).toHaveLength(50);
      react(0, false);
      expect(summary().count).toBe(51);
      expect(new Set(summary().by).size).toBe(50);
      expect(summary().by).not.toContain('u_0');
    }));

  it('accept a limited number of different emoji', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'colourful');
      const emoji = Array.from({ length: 21 }, (_, n) => String.fromCodePoint(0x1f600 + n));
      const person = (n: number) => ({ id: `u_${n}`, name: 'Someone' });
      for (const [n, one] of emoji.slice(0, 20).entries())
        does(tables, { type: 'react', id, emoji: one, on: true }, person(n));
      expect(refusal(tables, { type: 'react', id, emoji: emoji[20] ?? '', on: true })).toBe(
        'not_allowed',
      );
    }));
});

describe('commands that changed nothing [R22]', () => {
  const edit = (tables: Tables, id: string, text: string, cid: string) =>
    does(tables, { type: 'edit', id, text, cid });

  it('are remembered by their cid: a late repeat does not restore an old state', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'one', 'c1');
      const first = edit(tables, id, 'one', 'n');
      expect(first).toEqual({ ack: { type: 'ack', cid: 'n', seq: 1, id, timestamp: 1_000_000 } });
      edit(tables, id, 'two', 'm');
      expect(edit(tables, id, 'one', 'n')).toEqual({ ack: { ...first.ack, duplicate: true } });
      expect(tables.messages.find(id)?.text).toBe('two');
      const react = (on: boolean, cid: string): WriteCommand => ({
        type: 'react',
        id,
        emoji: '👍',
        on,
        cid,
      });
      does(tables, react(false, 'off'));
      does(tables, react(true, 'on'));
      expect(does(tables, react(false, 'off')).ack.duplicate).toBe(true);
      expect(tables.messages.find(id)?.reactions).not.toBeNull();
    }));

  it('block their cid for other commands, but not for another person', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'one', 'c1');
      edit(tables, id, 'one', 'n');
      expect(refusal(tables, { type: 'edit', id, text: 'two', cid: 'n' })).toBe('cid_conflict');
      expect(refusal(tables, { type: 'message', text: 'one', cid: 'n' })).toBe('cid_conflict');
      expect(say(tables, 'one', 'n', bob).duplicate).toBeUndefined();
    }));

  it('can be retried with their cid if they were rejected', () =>
    withTables(newRoom(), (tables) => {
      const react: WriteCommand = { type: 'react', id: 'e1-1', emoji: '👍', on: true, cid: 'r' };
      expect(refusal(tables, react)).toBe('not_found');
      say(tables, 'one');
      expect(does(tables, react).ack.duplicate).toBeUndefined();
    }));

  it('cost two rows with a cid, and are dropped with their message', () =>
    withTables(
      newRoom(),
      (tables, storage, clock) => {
        const { id } = say(tables, 'one', 'c1');
        expect(countRows(storage, () => edit(tables, id, 'one', 'n')).written).toBe(2);
        for (let i = 0; i < 3; i++) say(tables, `m${i}`);
        tables.retention.step(clock.now, tables.log.head().seq);
        expect(storage.sql.exec('SELECT * FROM unchanged').toArray()).toEqual([]);
      },
      { keepMessages: 3 },
    ));
});

describe('own reactions [R76]', () => {
  it('are sent on request, even if the message names fifty others', () =>
    withTables(newRoom(), (tables) => {
      const { id } = say(tables, 'popular');
      const person = (n: number) => ({ id: `u_${n}`, name: 'Someone' });
      for (let n = 0; n <= 50; n++)
        does(tables, { type: 'react', id, emoji: '👍', on: true }, person(n));
      const own = (n: number) => reactedBy(tables, person(n), id);
      expect([own(50), own(51)]).toEqual([
        { ok: true, value: [{ type: 'reacted', id, emoji: ['👍'] }] },
        { ok: true, value: [{ type: 'reacted', id, emoji: [] }] },
      ]);
      does(tables, { type: 'react', id, emoji: '👍', on: false }, person(50));
      expect(own(50)).toEqual({ ok: true, value: [{ type: 'reacted', id, emoji: [] }] });
      expect(reactedBy(tables, ann, 'e1-99').ok).toBe(false);
    }));
});

describe('reactions [R38]', () => {
  const emoji = (n: number) => String.fromCodePoint(0x1f600 + n);
  const react = (n: number, on = true): WriteCommand => ({
    type: 'react',
    id: 'e1-1',
    emoji: emoji(n),
    on,
  });
  const brings = (tables: Tables, user: typeof ann, from: number, to: number) => {
    for (let n = from; n < to; n++) does(tables, react(n), user);
  };

  it('reserve room for other people’s emoji, whatever one person does', () =>
    withTables(newRoom(), (tables) => {
      say(tables, 'colourful');
      brings(tables, ann, 0, 5);
      expect(refusal(tables, react(5))).toBe('not_allowed');
      brings(tables, bob, 5, 10);
      expect(refusal(tables, react(10), bob)).toBe('not_allowed');
      // Joining reactions of others uses nothing up.
      expect(refusal(tables, react(7))).toBe('none');
      // Removing one makes room for another.
      does(tables, react(0, false));
      does(tables, react(1, false));
      expect(refusal(tables, react(11))).toBe('none');
    }));
});

describe('a room with a full disk', () => {
  it('says so before it writes, can be read, and lets people delete', () =>
    withTables(
      newRoom(),
      (tables) => {
        const { id } = say(tables, 'hello', 'c1');
        const text = 'x'.repeat(4000);
        let said = 0;
        while (refusal(tables, { type: 'message', text }) === 'none') said += 1;
        expect(said).toBeGreaterThan(100);
        expect(refusal(tables, { type: 'message', text: 'small' })).toBe('storage_full');
        expect(refusal(tables, { type: 'react', id, emoji: '👍', on: true })).toBe('storage_full');
        expect(say(tables, 'hello', 'c1').duplicate).toBe(true);
        expect(does(tables, { type: 'delete', id }).frame).toMatchObject({ type: 'changed' });
      },
      { storageMegabytes: 1 },
    ));
});

describe('pruning never breaks a resume [I4]', () => {
  it('resumes a client if it can, and says gap if it cannot', () =>
    withTables(
      newRoom(),
      (tables) => {
        for (let i = 1; i <= 9; i++) say(tables, `m${i}`);
        const { id } = say(tables, 'm10');
        does(tables, { type: 'react', id, emoji: '👍', on: true });
        tables.retention.step(1, tables.log.head().seq);
        const replay = (seq: number) => tables.replay.from(`e1.${seq}`, { replay: 500, page: 50 });
        const seqs = (frames: readonly { seq: number }[] = []) => frames.map(({ seq }) => seq);
        expect(seqs(messagesOf(tables.messages, 50))).toEqual([8, 9, 10]);
        expect([6, 7, 10, 11].map((seq) => replay(seq).mode)).toEqual([
          'gap',
          'resumed',
          'resumed',
          'resumed',
        ]);
        expect([6, 7, 10, 11].map((seq) => seqs(replay(seq).frames))).toEqual([
          [8, 9, 10],
          [8, 9, 10],
          [11],
          [],
        ]);
      },
      { keepMessages: 3 },
    ));

  it('says gap to a client that missed a change of a message pruned since', () =>
    withTables(
      newRoom(),
      (tables) => {
        const { id } = say(tables, 'm1');
        for (let i = 2; i <= 10; i++) say(tables, `m${i}`);
        does(tables, { type: 'delete', id });
        say(tables, 'm12');
        tables.retention.step(1, tables.log.head().seq);
        const mode = (seq: number) =>
          tables.replay.from(`e1.${seq}`, { replay: 500, page: 50 }).mode;
        expect([mode(10), mode(11)]).toEqual(['gap', 'resumed']);
      },
      { keepMessages: 5 },
    ));

  it('does not count the messages again until there are new ones', () =>
    withTables(
      newRoom(),
      (tables, storage) => {
        for (let i = 0; i < 500; i++) say(tables, `m${i}`);
        const prune = () => tables.retention.step(1, tables.log.head().seq);
        prune();
        say(tables, 'one more');
        expect(countRows(storage, prune).read).toBeLessThan(20);
        for (let i = 0; i < 50; i++) say(tables, `n${i}`);
        prune();
        expect(messagesOf(tables.messages, 1000)).toHaveLength(400);
      },
      { keepMessages: 400 },
    ));

  it('continues where one round stops, and says when to look again', () =>
    withTables(
      newRoom(),
      (tables, _storage, clock) => {
        for (let i = 0; i < 2500; i++) say(tables, `m${i}`);
        clock.now += 2000;
        const { seq } = tables.log.head();
        const step = () => tables.retention.step(clock.now, seq);
        expect([step(), step(), step()]).toEqual([
          { next: clock.now },
          { next: clock.now },
          { next: Number.POSITIVE_INFINITY, before: 2501 },
        ]);
        expect(messagesOf(tables.messages, 10)).toEqual([]);
      },
      { keepMs: 1000 },
    ));
});
