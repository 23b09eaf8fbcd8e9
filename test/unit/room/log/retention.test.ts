import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../src/protocol/limits.ts';
import { openTables, type Tables } from '../../../../src/room/log/tables.ts';
import { sqliteStorage } from './sqlite-storage.ts';

const ann = { id: 'u_ann', name: 'Ann' };

type Keep = { readonly keepMs?: number; readonly keepMessages?: number };

/** The tables of a room on their own database, with a fake clock. */
function room({ keepMs, keepMessages }: Keep) {
  const clock = { now: 1_000_000 };
  const tables = openTables(sqliteStorage(), {
    limits: DEFAULT_LIMITS,
    keepMs: keepMs ?? null,
    keepMessages: keepMessages ?? null,
    now: () => clock.now,
    mintEpoch: () => 'e1',
  });
  return { clock, tables, ...stepsOf(tables, clock) };
}

function stepsOf(tables: Tables, clock: { now: number }) {
  const { log, messages, idempotency, retention, database } = tables;
  const head = () => log.head().seq;
  return {
    say: (count = 1) => {
      for (let n = 0; n < count; n++)
        log.append((entry) => messages.insert(entry, ann, { text: `${entry.seq}` }, null));
    },
    change: (seq: number) => {
      log.append((entry) => {
        idempotency.note(entry, ann.id, seq);
        return entry;
      });
    },
    next: () => retention.next(clock.now, head()),
    step: () => retention.step(clock.now, head()),
    kept: () => database.all<{ seq: number }>('SELECT seq FROM messages').map(({ seq }) => seq),
    rows: (table: string) =>
      database.first<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0,
  };
}

const NEVER = { next: Number.POSITIVE_INFINITY };

describe('retention', () => {
  it('does nothing when all messages are kept forever', () => {
    const { say, step, next } = room({});
    say(3);
    expect([next(), step()]).toEqual([Number.POSITIVE_INFINITY, NEVER]);
  });

  it('writes nothing in a room without messages [R1]', () => {
    const { tables, step } = room({ keepMs: 1000, keepMessages: 10 });
    expect([step(), tables.database.exists]).toEqual([NEVER, false]);
  });

  it('deletes expired messages, and announces before which seq [R36] [R37]', () => {
    const { clock, say, step, next, kept } = room({ keepMs: 100_000 });
    say(2);
    clock.now += 50_000;
    say();
    expect(next()).toBe(1_100_000);
    expect(step()).toEqual({ next: 1_100_000 });
    clock.now = 1_100_000;
    expect(step()).toMatchObject({ before: 3 });
    expect(kept()).toEqual([3]);
  });

  it('prunes by age at most once a minute', () => {
    const { clock, say, step } = room({ keepMs: 100_000 });
    for (let n = 0; n < 10; n++) {
      say();
      clock.now += 1000;
    }
    clock.now = 1_100_000;
    expect(step()).toMatchObject({ before: 2, next: 1_160_000 });
  });

  it('keeps the seq of an expired newest message, but not its content [I5]', () => {
    const { clock, tables, say, step, kept } = room({ keepMs: 1000 });
    say(2);
    clock.now += 1000;
    expect(step()).toMatchObject({ before: 3 });
    expect(kept()).toEqual([2]);
    expect(tables.database.first('SELECT text, name, deleted FROM messages')).toEqual({
      ...{ text: '', name: '', deleted: 1 },
    });
    expect(step()).toEqual(NEVER);
    say();
    expect(kept()).toEqual([2, 3]);
  });

  it('keeps the newest entry even if it is a change, because the next seq follows from it [I5]', () => {
    const { clock, say, change, step, kept, rows } = room({ keepMs: 1000 });
    say();
    change(1);
    clock.now += 1000;
    step();
    expect([kept(), rows('changes')]).toEqual([[], 1]);
  });

  it('counts again once a tenth of the messages is new, and keeps the newest', () => {
    const { say, step, next, kept } = room({ keepMessages: 100 });
    say(100);
    expect(next()).toBe(Number.POSITIVE_INFINITY);
    say();
    expect(next()).toBe(1_001_000);
    expect(step()).toMatchObject({ before: 2 });
    expect(kept()).toHaveLength(100);
    say(9);
    expect(next()).toBe(Number.POSITIVE_INFINITY);
    say();
    expect(step()).toMatchObject({ before: 12 });
    expect(kept()).toHaveLength(100);
  });

  it('deletes in bounded steps, and announces it only when done', () => {
    const { clock, say, step, kept } = room({ keepMs: 100_000 });
    say(2500);
    clock.now += 60_000;
    say();
    clock.now += 40_000;
    const steps = [step(), step(), step()];
    expect(steps.map(({ before }) => before)).toEqual([undefined, undefined, 2501]);
    expect(steps.slice(0, 2).map(({ next }) => next)).toEqual([clock.now, clock.now]);
    expect(kept()).toEqual([2501]);
  });

  it('deletes a message’s reactions and stored commands with it, however many there are [I14]', () => {
    const { clock, tables, say, step, rows } = room({ keepMs: 100_000 });
    say();
    tables.database.write(() => {
      for (let n = 0; n < 5000; n++) tables.reactions.add(1, '👍', `u_${n}`, {});
    });
    clock.now += 60_000;
    say();
    clock.now += 40_000;
    const left = [rows('reactions')];
    while (step().next === clock.now) left.push(rows('reactions'));
    expect(left).toEqual([5000, 3000, 1000]);
    expect([rows('reactions'), rows('messages')]).toEqual([0, 1]);
  });

  it('deletes changes up to the same seq, so that the log has no hole [I4]', () => {
    const { say, change, step, rows, tables } = room({ keepMessages: 10 });
    for (let n = 0; n < 10; n++) {
      say();
      change(2 * n + 1);
    }
    say();
    step();
    expect([tables.log.oldest(), rows('messages'), rows('changes')]).toEqual([3, 10, 9]);
    expect(tables.replay.from('e1.2', { replay: 500, page: 50 }).mode).toBe('resumed');
    expect(tables.replay.from('e1.1', { replay: 500, page: 50 }).mode).toBe('gap');
  });
});
