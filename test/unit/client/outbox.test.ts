import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ACK_MS, Outbox } from '../../../src/client/outbox.ts';
import type { NamedAct } from '../../../src/client/outbox-entry.ts';
import { inMemory } from './browser.ts';
import { ADA, FakeClock } from './world.ts';

let clock: FakeClock;
let outbox: Outbox;
let sent: NamedAct[];
const stalled = vi.fn();
const renew = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  clock = new FakeClock();
  sent = [];
  outbox = new Outbox({
    ...{ clock, random: () => 1, openShelf: inMemory, stalled, renew },
    send: (act) => sent.push(act) > 0,
  });
});

const say = (cid: string, userId: string | null = ADA.id) =>
  outbox.add({ type: 'message', cid, text: `text of ${cid}` }, userId);
const ack = (cid: string, seq: number) =>
  outbox.acked({ type: 'ack', cid, seq, id: `e1-${seq}`, timestamp: 1 });
const refuse = (cid: string, code: string, retryAfterMs?: number) =>
  outbox.refused({
    type: 'error',
    cid,
    code,
    message: 'No.',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
const cids = () => sent.map(({ cid }) => cid);
const status = () => outbox.entries.get().map((entry) => `${entry.cid} ${entry.status}`);

describe('the outbox', () => {
  it('shows a message at once and sends it when the connection is live', () => {
    void say('a');
    expect(status()).toEqual(['a pending']);
    expect(sent).toEqual([]);
    outbox.open(ADA.id);
    expect(sent).toEqual([{ type: 'message', cid: 'a', text: 'text of a' }]);
  });

  it('sends one after the other, in order', () => {
    outbox.open(ADA.id);
    for (const cid of ['a', 'b', 'c']) void say(cid);
    expect(cids()).toEqual(['a']);
    ack('a', 1);
    expect(cids()).toEqual(['a', 'b']);
  });

  it('keeps a confirmed message in sight until the timeline has it', async () => {
    outbox.open(ADA.id);
    const done = say('a');
    ack('a', 7);
    expect(status()).toEqual(['a sent']);
    outbox.reached(({ seq }) => seq <= 6);
    expect(status()).toEqual(['a sent']);
    outbox.reached(({ seq }) => seq <= 7);
    expect(status()).toEqual([]);
    expect(await done).toEqual({ ok: true, value: { id: 'e1-7', seq: 7 } });
  });

  it('sends again, with the same cid, what was not answered before the cut [I2]', () => {
    outbox.open(ADA.id);
    void say('a');
    outbox.shut();
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a', 'a']);
  });

  it('asks for a new connection when a live one does not answer', () => {
    outbox.open(ADA.id);
    void say('a');
    clock.pass(ACK_MS);
    expect(stalled).toHaveBeenCalledTimes(1);
    expect(status()).toEqual(['a pending']);
  });

  it('holds back what is behind a message that must wait, as long as the room says', () => {
    outbox.open(ADA.id);
    void say('a');
    void say('b');
    refuse('a', 'rate_limited', 3000);
    clock.pass(2999);
    expect(cids()).toEqual(['a']);
    clock.pass(1);
    expect(cids()).toEqual(['a', 'a']);
    expect(status()).toEqual(['a pending', 'b pending']);
  });

  it('goes on behind a message that can never succeed, and keeps its text', async () => {
    outbox.open(ADA.id);
    const done = say('a');
    void say('b');
    refuse('a', 'too_large');
    expect(cids()).toEqual(['a', 'b']);
    expect(status()).toEqual(['a failed', 'b pending']);
    expect(await done).toEqual({ ok: false, fault: { code: 'too_large', message: 'No.' } });
    outbox.retry('a', ADA.id);
    expect(status()).toEqual(['b pending', 'a pending']);
    outbox.discard('a');
    expect(status()).toEqual(['b pending']);
  });

  it('trusts a retry time for a code it does not know', () => {
    outbox.open(ADA.id);
    void say('a');
    refuse('a', 'full_moon', 100);
    expect(status()).toEqual(['a pending']);
    clock.pass(100);
    refuse('a', 'full_moon');
    expect(status()).toEqual(['a failed']);
  });

  it('asks for a new token where the old one has expired', () => {
    outbox.open(ADA.id);
    void say('a');
    refuse('a', 'token_expired');
    expect(renew).toHaveBeenCalledTimes(1);
    expect(status()).toEqual(['a pending']);
  });

  it('never sends the words of one person as another', () => {
    void say('a', ADA.id);
    outbox.open('u-ben');
    expect(sent).toEqual([]);
    expect(outbox.entries.get()).toMatchObject([
      { status: 'failed', reason: { code: 'other_identity' } },
    ]);
  });

  it('sends what was written before its author had a name', () => {
    void say('a', null);
    outbox.open(null);
    expect(sent).toEqual([]);
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a']);
  });

  it('tells only the caller of an edit that failed', async () => {
    outbox.open(ADA.id);
    const done = outbox.add({ type: 'edit', cid: 'x', id: 'e1-1', text: 'new' }, ADA.id);
    refuse('x', 'not_allowed');
    expect(status()).toEqual([]);
    expect(await done).toMatchObject({ ok: false, fault: { code: 'not_allowed' } });
  });

  it('settles every promise when the chat closes', async () => {
    const done = say('a');
    outbox.end();
    expect(await done).toMatchObject({ ok: false, fault: { code: 'closed' } });
    expect(clock.waiting).toBe(0);
  });

  type Fate = 'ack' | 'lose the ack' | 'lose the message' | 'wait' | 'never';
  const fates = fc.array(
    fc.constantFrom<Fate>('ack', 'ack', 'lose the ack', 'lose the message', 'wait', 'never'),
    { maxLength: 60 },
  );

  it('brings every message into the log once, in order, through any line [I2, I3]', () => {
    fc.assert(
      fc.property(fates, fc.integer({ min: 1, max: 12 }), (plan, count) => {
        const time = new FakeClock();
        const line: NamedAct[] = [];
        const box = new Outbox({
          ...{ clock: time, random: () => 0.5, openShelf: inMemory },
          ...{ stalled: () => reconnect(), renew: () => {} },
          send: (act) => line.push(act) > 0,
        });
        const log: string[] = [];
        const refused = new Set<string>();
        const answer = (cid: string) => {
          if (!log.includes(cid)) log.push(cid);
          const seq = log.indexOf(cid) + 1;
          box.acked({ type: 'ack', cid, seq, id: `e1-${seq}`, timestamp: 1 });
        };
        const reconnect = () => {
          line.length = 0;
          box.shut();
          box.open(ADA.id);
        };
        const names = Array.from({ length: count }, (_, i) => `m${i}`);
        for (const cid of names) void box.add({ type: 'message', cid, text: cid }, ADA.id);
        box.open(ADA.id);

        for (const fate of [...plan, ...Array<Fate>(count + 1).fill('ack')]) {
          const act = line.shift();
          if (!act) time.pass(30_000);
          else if (fate === 'ack') answer(act.cid);
          else if (fate === 'lose the message') reconnect();
          else if (fate === 'lose the ack') {
            if (!log.includes(act.cid)) log.push(act.cid);
            reconnect();
          } else if (fate === 'wait' && !log.includes(act.cid)) {
            box.refused({ type: 'error', cid: act.cid, code: 'overloaded', message: '' });
          } else if (fate === 'never' && !log.includes(act.cid)) {
            refused.add(act.cid);
            box.refused({ type: 'error', cid: act.cid, code: 'bad_request', message: '' });
          } else answer(act.cid);
        }
        box.reached(() => true);
        expect(log).toEqual(names.filter((cid) => !refused.has(cid)));
        expect(box.entries.get().map(({ cid }) => cid)).toEqual(
          names.filter((c) => refused.has(c)),
        );
      }),
    );
  });
});
