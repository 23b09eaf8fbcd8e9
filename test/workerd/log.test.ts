import { describe, expect, it } from 'vitest';
import type { Act } from '../../src/protocol/commands.ts';
import type { Archive } from '../../src/room/log/tables.ts';
import { newRoom } from './support/people.ts';
import { countRows, messagesOf, withArchive } from './support/rooms.ts';

const ann = { id: 'u_ann', name: 'Ann' };
const bob = { id: 'u_bob', name: 'Bob' };

const does = (archive: Archive, act: Act, user = ann) => {
  const result = archive.acts.perform(user, act);
  if (!result.ok) throw new Error(result.fault.code);
  return result.value;
};
const refusal = (archive: Archive, act: Act, user = ann) => {
  const result = archive.acts.perform(user, act);
  return result.ok ? 'none' : result.fault.code;
};
const say = (archive: Archive, text: string, cid?: string, user = ann) =>
  does(archive, { type: 'message', text, ...(cid && { cid }) }, user).ack;

describe('one cid is one message [I2] [R22]', () => {
  it('answers a repeat with the first seq, also after an edit and a delete', () =>
    withArchive(newRoom(), (archive) => {
      const first = say(archive, 'hello', 'c1');
      const again = { ...first, duplicate: true };
      expect(say(archive, 'hello', 'c1')).toEqual(again);
      does(archive, { type: 'edit', id: first.id, text: 'hullo' });
      expect(say(archive, 'hello', 'c1')).toEqual(again);
      does(archive, { type: 'delete', id: first.id });
      expect(say(archive, 'hello', 'c1')).toEqual(again);
      expect(archive.log.head().seq).toBe(3);
    }));

  it('refuses the same cid for another text, another reply or another kind of act', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'hello', 'c1');
      expect(refusal(archive, { type: 'message', text: 'other', cid: 'c1' })).toBe('cid_conflict');
      expect(refusal(archive, { type: 'message', text: 'hello', replyTo: id, cid: 'c1' })).toBe(
        'cid_conflict',
      );
      expect(refusal(archive, { type: 'edit', id, text: 'hello', cid: 'c1' })).toBe('cid_conflict');
      does(archive, { type: 'edit', id, text: 'x', cid: 'c2' });
      expect(refusal(archive, { type: 'message', text: 'x', cid: 'c2' })).toBe('cid_conflict');
      expect(archive.log.head().seq).toBe(2);
    }));

  it('answers a repeat also where the message that it replied to is gone', () =>
    withArchive(newRoom(), (archive, { sql }) => {
      const { id } = say(archive, 'question');
      const reply: Act = { type: 'message', text: 'answer', replyTo: id, cid: 'c1' };
      const { ack } = does(archive, reply);
      sql.exec('DELETE FROM messages WHERE seq = 1');
      expect(does(archive, reply).ack).toEqual({ ...ack, duplicate: true });
      expect(refusal(archive, { ...reply, cid: 'c2' })).toBe('not_found');
    }));

  it('keeps the cids of two people apart', () =>
    withArchive(newRoom(), (archive) => {
      expect(say(archive, 'one', 'c1').seq).toBe(1);
      expect(say(archive, 'two', 'c1', bob).seq).toBe(2);
    }));

  it('does a repeated change once', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'hello');
      const react: Act = { type: 'react', id, emoji: '👍', on: true, cid: 'r1' };
      const { ack } = does(archive, react);
      does(archive, { type: 'react', id, emoji: '👍', on: false, cid: 'r2' });
      expect(does(archive, react)).toEqual({ ack: { ...ack, duplicate: true } });
      expect(archive.history.find(id)?.reactions).toBeNull();
    }));
});

describe('seq only grows [I5]', () => {
  it('through deleting the newest message', async () => {
    const room = newRoom();
    await withArchive(room, (archive, storage) => {
      say(archive, 'one');
      const { id } = say(archive, 'two');
      does(archive, { type: 'delete', id });
      expect(storage.sql.exec('SELECT max(seq) AS top FROM changes').one()['top']).toBe(3);
    });
    // Someone who opens the log anew has nothing but the tables to go by.
    await withArchive(room, (archive) => expect(say(archive, 'three').seq).toBe(4));
  });

  it('through pruning all that may go, also for someone who opens the log anew', async () => {
    const room = newRoom();
    const top = await withArchive(
      room,
      (archive, _storage, clock) => {
        for (let i = 0; i < 5; i++) say(archive, `m${i}`);
        clock.now += 10_000;
        archive.retention.step(clock.now, archive.log.head().seq);
        expect(messagesOf(archive.history, 10)).toEqual([]);
        return archive.log.head().seq;
      },
      { keepMs: 1000 },
    );
    await withArchive(room, (archive) => expect(say(archive, 'next').seq).toBe(top + 1));
  });

  it('and time never runs backwards along it', () =>
    withArchive(newRoom(), (archive, _storage, clock) => {
      const { timestamp } = say(archive, 'now');
      clock.now -= 3_600_000;
      expect(say(archive, 'an hour ago').timestamp).toBe(timestamp);
      expect(say(archive, 'still').seq).toBe(3);
    }));

  it('after a write that failed, without a hole', () =>
    withArchive(newRoom(), (archive) => {
      say(archive, 'one');
      const broken = () =>
        archive.log.enter(() => {
          archive.store.run('INSERT INTO changes (seq, at, user, target) VALUES (99, 1, 2, 3)');
          throw new Error('disk is full');
        });
      expect(broken).toThrow('disk is full');
      expect(say(archive, 'two').seq).toBe(2);
    }));
});

describe('a database of a newer version, after a rollback', () => {
  it('is left as it is', async () => {
    const room = newRoom();
    await withArchive(room, (archive, storage) => {
      say(archive, 'hello');
      storage.sql.exec('UPDATE meta SET version = 99');
    });
    await withArchive(room, (archive, storage) => {
      expect(say(archive, 'again').seq).toBe(2);
      expect(storage.sql.exec('SELECT version FROM meta').one()['version']).toBe(99);
    });
  });
});

describe('what an act costs', () => {
  it('writes at most two rows for a plain message', () =>
    withArchive(newRoom(), (archive, storage) => {
      say(archive, 'the first one makes the tables');
      const { written } = countRows(storage, () => say(archive, 'hello', 'c1'));
      expect(written).toBe(2);
    }));

  it('writes nothing for what changes nothing [R23]', () =>
    withArchive(newRoom(), (archive, storage) => {
      const { id } = say(archive, 'hello', 'c1');
      does(archive, { type: 'react', id, emoji: '🎉', on: true });
      const repeats = () => {
        say(archive, 'hello', 'c1');
        does(archive, { type: 'edit', id, text: 'hello' });
        does(archive, { type: 'react', id, emoji: '🎉', on: true });
        does(archive, { type: 'react', id, emoji: '👎', on: false });
      };
      expect(countRows(storage, repeats).written).toBe(0);
    }));

  it('reads no more for a resume than it returns', () =>
    withArchive(newRoom(), (archive, storage) => {
      for (let i = 0; i < 400; i++) say(archive, `m${i}`, `c${i}`);
      let replayed = 0;
      const { read } = countRows(storage, () => {
        replayed = archive.history.replay('e1.390', { replay: 500, page: 50 }).frames.length;
      });
      expect(replayed).toBe(10);
      // One seek for the end of each table besides.
      expect(read).toBeLessThanOrEqual(replayed + 4);
    }));

  it('reads the newest page once for all who join before something is written', () =>
    withArchive(newRoom(), (archive, storage) => {
      const limits = { replay: 500, page: 50 };
      const join = () => archive.history.replay(undefined, limits).frames;
      const { id } = say(archive, 'one');
      for (let i = 2; i <= 60; i++) say(archive, `${i}`);
      const first = join();
      expect(countRows(storage, () => expect(join()).toBe(first)).read).toBeLessThan(10);
      does(archive, { type: 'react', id, emoji: '👍', on: true });
      expect(join()).toEqual(first);
      say(archive, 'news');
      expect(join().at(-1)).toMatchObject({ seq: 62, text: 'news' });
      expect(archive.history.replay(undefined, { ...limits, page: 2 }).frames).toHaveLength(2);
    }));

  it('stores nothing for who only looks [R1]', () =>
    withArchive(newRoom(), (archive, storage) => {
      archive.history.replay(undefined, { replay: 500, page: 50 });
      archive.history.page({}, 10);
      archive.log.head();
      archive.retention.step(1, 0);
      const tables = storage.sql.exec(
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'",
      );
      expect(tables.toArray()).toEqual([]);
    }));
});

describe('changes', () => {
  it('leaves nothing of a deleted text anywhere in the database', () =>
    withArchive(newRoom(), (archive, storage) => {
      const { id } = say(archive, 'secret-before', 'c1');
      does(archive, { type: 'edit', id, text: 'secret-after', cid: 'c2' });
      does(archive, { type: 'react', id, emoji: '👍', on: true });
      does(archive, { type: 'delete', id, cid: 'c3' });
      for (const table of ['messages', 'changes', 'reactions'])
        expect(JSON.stringify(storage.sql.exec(`SELECT * FROM ${table}`).toArray())).not.toContain(
          'secret',
        );
      expect(storage.sql.exec('SELECT count(*) AS n FROM reactions').one()['n']).toBe(0);
      expect(messagesOf(archive.history, 1)[0]).toMatchObject({
        id,
        text: '',
        deleted: true,
        version: 4,
      });
    }));

  it('belong to the author alone, and not to a deleted message [I15]', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'mine');
      expect(refusal(archive, { type: 'edit', id, text: 'yours' }, bob)).toBe('not_allowed');
      expect(refusal(archive, { type: 'delete', id }, bob)).toBe('not_allowed');
      does(archive, { type: 'delete', id });
      expect(refusal(archive, { type: 'edit', id, text: 'again' })).toBe('message_deleted');
      expect(refusal(archive, { type: 'react', id, emoji: '👍', on: true }, bob)).toBe(
        'message_deleted',
      );
      expect(does(archive, { type: 'delete', id }).frame).toBeUndefined();
    }));

  it('refuse what is not of this log', () =>
    withArchive(newRoom(), (archive) => {
      say(archive, 'here');
      for (const id of ['e1-2', 'e2-1', 'e1-0'])
        expect(refusal(archive, { type: 'react', id, emoji: '👍', on: true })).toBe('not_found');
      expect(refusal(archive, { type: 'message', text: 'what?', replyTo: 'e2-1' })).toBe(
        'not_found',
      );
    }));

  it('name 50 people beside a reaction, count all, and let others move up', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'popular');
      const react = (n: number, on: boolean) =>
        does(archive, { type: 'react', id, emoji: '🔥', on }, { id: `u_${n}`, name: '' });
      for (let n = 0; n < 52; n++) react(n, true);
      const summary = () => JSON.parse(archive.history.find(id)?.reactions ?? '{}')['🔥'];
      expect(summary().count).toBe(52);
      expect(summary().by).toHaveLength(50);
      react(0, false);
      expect(summary().count).toBe(51);
      expect(new Set(summary().by).size).toBe(50);
      expect(summary().by).not.toContain('u_0');
    }));

  it('take at most so many different emoji', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'colourful');
      const emoji = Array.from({ length: 21 }, (_, n) => String.fromCodePoint(0x1f600 + n));
      const person = (n: number) => ({ id: `u_${n}`, name: 'Someone' });
      for (const [n, one] of emoji.slice(0, 20).entries())
        does(archive, { type: 'react', id, emoji: one, on: true }, person(n));
      expect(refusal(archive, { type: 'react', id, emoji: emoji[20] ?? '', on: true })).toBe(
        'not_allowed',
      );
    }));
});

describe('acts that changed nothing [R22]', () => {
  const edit = (archive: Archive, id: string, text: string, cid: string) =>
    does(archive, { type: 'edit', id, text, cid });

  it('are remembered under their cid: a late repeat does not bring an old state back', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'one', 'c1');
      const first = edit(archive, id, 'one', 'n');
      expect(first).toEqual({ ack: { type: 'ack', cid: 'n', seq: 1, id, timestamp: 1_000_000 } });
      edit(archive, id, 'two', 'm');
      expect(edit(archive, id, 'one', 'n')).toEqual({ ack: { ...first.ack, duplicate: true } });
      expect(archive.history.find(id)?.text).toBe('two');
      const react = (on: boolean, cid: string): Act => ({
        type: 'react',
        id,
        emoji: '👍',
        on,
        cid,
      });
      does(archive, react(false, 'off'));
      does(archive, react(true, 'on'));
      expect(does(archive, react(false, 'off')).ack.duplicate).toBe(true);
      expect(archive.history.find(id)?.reactions).not.toBeNull();
    }));

  it('keep their cid from anything else, and another person free to use it', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'one', 'c1');
      edit(archive, id, 'one', 'n');
      expect(refusal(archive, { type: 'edit', id, text: 'two', cid: 'n' })).toBe('cid_conflict');
      expect(refusal(archive, { type: 'message', text: 'one', cid: 'n' })).toBe('cid_conflict');
      expect(say(archive, 'one', 'n', bob).duplicate).toBeUndefined();
    }));

  it('leave a refused act to be tried again under its cid', () =>
    withArchive(newRoom(), (archive) => {
      const react: Act = { type: 'react', id: 'e1-1', emoji: '👍', on: true, cid: 'r' };
      expect(refusal(archive, react)).toBe('not_found');
      say(archive, 'one');
      expect(does(archive, react).ack.duplicate).toBeUndefined();
    }));

  it('cost two rows under a cid, and are forgotten with their message', () =>
    withArchive(
      newRoom(),
      (archive, storage, clock) => {
        const { id } = say(archive, 'one', 'c1');
        expect(countRows(storage, () => edit(archive, id, 'one', 'n')).written).toBe(2);
        for (let i = 0; i < 3; i++) say(archive, `m${i}`);
        archive.retention.step(clock.now, archive.log.head().seq);
        expect(storage.sql.exec('SELECT * FROM unchanged').toArray()).toEqual([]);
      },
      { keepMessages: 3 },
    ));
});

describe('own reactions [R76]', () => {
  it('are told to who asks, also where the message names fifty others', () =>
    withArchive(newRoom(), (archive) => {
      const { id } = say(archive, 'popular');
      const person = (n: number) => ({ id: `u_${n}`, name: 'Someone' });
      for (let n = 0; n <= 50; n++)
        does(archive, { type: 'react', id, emoji: '👍', on: true }, person(n));
      const own = (n: number) => archive.acts.reactedBy(person(n), id);
      expect([own(50), own(51)]).toEqual([
        { ok: true, value: ['👍'] },
        { ok: true, value: [] },
      ]);
      does(archive, { type: 'react', id, emoji: '👍', on: false }, person(50));
      expect(own(50)).toEqual({ ok: true, value: [] });
      expect(archive.acts.reactedBy(ann, 'e1-99').ok).toBe(false);
    }));
});

describe('reactions [R38]', () => {
  const emoji = (n: number) => String.fromCodePoint(0x1f600 + n);
  const react = (n: number, on = true): Act => ({ type: 'react', id: 'e1-1', emoji: emoji(n), on });
  const brings = (archive: Archive, user: typeof ann, from: number, to: number) => {
    for (let n = from; n < to; n++) does(archive, react(n), user);
  };

  it('leave kinds for others, whatever one person does', () =>
    withArchive(newRoom(), (archive) => {
      say(archive, 'colourful');
      brings(archive, ann, 0, 5);
      expect(refusal(archive, react(5))).toBe('not_allowed');
      brings(archive, bob, 5, 10);
      expect(refusal(archive, react(10), bob)).toBe('not_allowed');
      // Joining what others brought in uses nothing up.
      expect(refusal(archive, react(7))).toBe('none');
      // Taking one back makes room for another.
      does(archive, react(0, false));
      does(archive, react(1, false));
      expect(refusal(archive, react(11))).toBe('none');
    }));
});

describe('a room that is full', () => {
  it('says so before it writes, knows what it has, and lets people delete', () =>
    withArchive(
      newRoom(),
      (archive) => {
        const { id } = say(archive, 'hello', 'c1');
        const text = 'x'.repeat(4000);
        let said = 0;
        while (refusal(archive, { type: 'message', text }) === 'none') said += 1;
        expect(said).toBeGreaterThan(100);
        expect(refusal(archive, { type: 'message', text: 'small' })).toBe('storage_full');
        expect(refusal(archive, { type: 'react', id, emoji: '👍', on: true })).toBe('storage_full');
        expect(say(archive, 'hello', 'c1').duplicate).toBe(true);
        expect(does(archive, { type: 'delete', id }).frame).toMatchObject({ type: 'changed' });
      },
      { storageMegabytes: 1 },
    ));
});

describe('pruning never breaks an answer [I4]', () => {
  it('resumes whom it can and says gap to whom it cannot', () =>
    withArchive(
      newRoom(),
      (archive) => {
        for (let i = 1; i <= 9; i++) say(archive, `m${i}`);
        const { id } = say(archive, 'm10');
        does(archive, { type: 'react', id, emoji: '👍', on: true });
        archive.retention.step(1, archive.log.head().seq);
        const replay = (seq: number) =>
          archive.history.replay(`e1.${seq}`, { replay: 500, page: 50 });
        const seqs = (frames: readonly { seq: number }[] = []) => frames.map(({ seq }) => seq);
        expect(seqs(messagesOf(archive.history, 50))).toEqual([8, 9, 10]);
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

  it('says gap to who missed a change of what was pruned since', () =>
    withArchive(
      newRoom(),
      (archive) => {
        const { id } = say(archive, 'm1');
        for (let i = 2; i <= 10; i++) say(archive, `m${i}`);
        does(archive, { type: 'delete', id });
        say(archive, 'm12');
        archive.retention.step(1, archive.log.head().seq);
        const mode = (seq: number) =>
          archive.history.replay(`e1.${seq}`, { replay: 500, page: 50 }).mode;
        expect([mode(10), mode(11)]).toEqual(['gap', 'resumed']);
      },
      { keepMessages: 5 },
    ));

  it('does not count the messages again until there are new ones', () =>
    withArchive(
      newRoom(),
      (archive, storage) => {
        for (let i = 0; i < 500; i++) say(archive, `m${i}`);
        const prune = () => archive.retention.step(1, archive.log.head().seq);
        prune();
        say(archive, 'one more');
        expect(countRows(storage, prune).read).toBeLessThan(20);
        for (let i = 0; i < 50; i++) say(archive, `n${i}`);
        prune();
        expect(messagesOf(archive.history, 1000)).toHaveLength(400);
      },
      { keepMessages: 400 },
    ));

  it('goes on where one round leaves off, and says when to look again', () =>
    withArchive(
      newRoom(),
      (archive, _storage, clock) => {
        for (let i = 0; i < 2500; i++) say(archive, `m${i}`);
        clock.now += 2000;
        const { seq } = archive.log.head();
        const step = () => archive.retention.step(clock.now, seq);
        expect([step(), step(), step()]).toEqual([
          { next: clock.now },
          { next: clock.now },
          { next: Number.POSITIVE_INFINITY, before: 2501 },
        ]);
        expect(messagesOf(archive.history, 10)).toEqual([]);
      },
      { keepMs: 1000 },
    ));
});
