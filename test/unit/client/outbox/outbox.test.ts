import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ACK_MS, Outbox } from '../../../../src/client/outbox/outbox.ts';
import type { OutboxCommand } from '../../../../src/client/outbox/outbox-entry.ts';
import { ADA, FakeClock } from '../fakes.ts';
import { inMemory } from './memory-outbox.ts';

let clock: FakeClock;
let outbox: Outbox;
let sent: OutboxCommand[];
let limits: { textChars?: number; frameBytes?: number; batchFrames?: number };
const stalled = vi.fn();
const renew = vi.fn();

beforeEach(() => {
  vi.clearAllMocks();
  clock = new FakeClock();
  sent = [];
  limits = { textChars: 4000, frameBytes: 16_384, batchFrames: 50 };
  outbox = new Outbox({
    ...{ clock, random: () => 1, openStorage: inMemory, stalled, renew },
    limits: () => limits,
    send: (commands) => sent.push(...commands) > 0,
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

  it('sends in one batch, in order, what was written while it waited for a reply', () => {
    outbox.open(ADA.id);
    for (const cid of ['a', 'b', 'c']) void say(cid);
    expect(cids()).toEqual(['a']);
    ack('a', 1);
    expect(cids()).toEqual(['a', 'b', 'c']);
    void say('d');
    ack('b', 2);
    expect(cids()).toEqual(['a', 'b', 'c']);
    ack('c', 3);
    expect(cids()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('limits a batch to what the room accepts at once', () => {
    limits = { textChars: 4000, frameBytes: 200, batchFrames: 2 };
    for (const cid of ['a', 'b', 'c', 'd']) void say(cid);
    void outbox.add({ type: 'message', cid: 'long', text: 'x'.repeat(120) }, ADA.id);
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a', 'b']);
    for (const [at, cid] of ['a', 'b', 'c'].entries()) ack(cid, at + 1);
    expect(cids()).toEqual(['a', 'b', 'c', 'd']);
    ack('d', 4);
    expect(cids().at(-1)).toBe('long');
  });

  it('sends one at a time to a room that asked to wait, until it accepts one', () => {
    for (const cid of ['a', 'b', 'c', 'd', 'e', 'f']) void say(cid);
    outbox.open(ADA.id);
    for (const cid of ['a', 'b', 'c', 'd', 'e', 'f']) refuse(cid, 'rate_limited', 1000);
    sent.length = 0;
    clock.pass(1000);
    expect(cids()).toEqual(['a']);
    ack('a', 1);
    ack('b', 2);
    expect(cids()).toEqual(['a', 'b', 'c']);
    ack('c', 3);
    expect(cids()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  const long = (cid: string, text: string) => outbox.add({ type: 'message', cid, text }, ADA.id);

  it.each([
    ['too many characters', 'x'.repeat(4001), '4000 characters'],
    ['too many bytes as JSON', '\t'.repeat(3000), '3500 bytes'],
    ['too many bytes as UTF-8', '文'.repeat(1500), '3500 bytes'],
  ])(
    'fails a text that has %s at once with an explanation, and continues after it',
    async (_, text, most) => {
      limits = { textChars: 4000, frameBytes: 3500, batchFrames: 50 };
      outbox.open(ADA.id);
      const done = long('a', text);
      void say('b');
      expect(await done).toEqual({
        ok: false,
        fault: { code: 'too_large', message: `Too long: at most ${most} can be sent.` },
      });
      expect(cids()).toEqual(['b']);
      expect(status()).toEqual(['a failed', 'b pending']);
    },
  );

  it('accepts a text of the maximum length, and counts CR LF as the room does', () => {
    outbox.open(ADA.id);
    void long('a', 'x'.repeat(4000));
    ack('a', 1);
    void long('b', `${'x'.repeat(3999)}\r\n`);
    expect(cids()).toEqual(['a', 'b']);
  });

  it('fails texts that are too long once the limits are known', async () => {
    limits = {};
    const done = long('a', 'x'.repeat(20_000));
    void say('b');
    limits = { textChars: 4000, frameBytes: 16_384, batchFrames: 50 };
    outbox.open(ADA.id);
    expect(await done).toMatchObject({ ok: false, fault: { code: 'too_large' } });
    expect(cids()).toEqual(['b']);
  });

  it.each([
    ['names it', 'a'],
    ['names nothing, as with an older room or a proxy', undefined],
  ])('fails a message that is rejected as a whole because it %s [R64]', async (_, cid) => {
    limits = {};
    outbox.open(ADA.id);
    const done = long('a', 'x'.repeat(20_000));
    void say('b');
    outbox.refused({ type: 'error', code: 'too_large', message: 'No.', ...(cid && { cid }) });
    expect(await done).toMatchObject({ ok: false, fault: { code: 'too_large' } });
    expect(cids()).toEqual(['a', 'b']);
  });

  it('finds out which message of a batch was too large for a proxy, and fails only that one', () => {
    for (const cid of ['a', 'b', 'c']) void say(cid);
    stalled.mockImplementation(() => {
      outbox.shut();
      outbox.open(ADA.id);
    });
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a', 'b', 'c']);
    outbox.refused({ type: 'error', code: 'too_large', message: 'No.' });
    expect(cids()).toEqual(['a', 'b', 'c', 'a']);
    ack('a', 1);
    outbox.refused({ type: 'error', code: 'too_large', message: 'No.' });
    expect(cids()).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    expect(status()).toEqual(['a sent', 'b failed', 'c pending']);
  });

  it('tells a person without a name what to do, and sends the message once there is one', async () => {
    outbox.open(null);
    const done = say('a', null);
    expect(await done).toMatchObject({
      ok: false,
      fault: { code: 'unnamed', message: expect.stringContaining('setName') },
    });
    expect(status()).toEqual(['a pending']);
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a']);
  });

  it('tells the reason when a room rejects a message, and keeps it for later', async () => {
    const before = say('a');
    outbox.hinder({ code: 'banned', message: 'You are banned.' });
    const fault = { code: 'banned', message: 'You are banned.' };
    expect(await before).toEqual({ ok: false, fault });
    expect(await say('b')).toEqual({ ok: false, fault });
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a', 'b']);
  });

  it('shows a confirmed message until the timeline has it', async () => {
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

  it('sends unanswered messages again with the same cid after a disconnect [I2]', () => {
    outbox.open(ADA.id);
    void say('a');
    outbox.shut();
    outbox.open(ADA.id);
    expect(cids()).toEqual(['a', 'a']);
  });

  it('requests a new connection when a live one does not reply', () => {
    outbox.open(ADA.id);
    void say('a');
    clock.pass(ACK_MS);
    expect(stalled).toHaveBeenCalledTimes(1);
    expect(status()).toEqual(['a pending']);
  });

  it('holds back what follows a delayed message, for as long as the room says', () => {
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

  it('continues after a message that can never succeed, and keeps its text', async () => {
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

  it('respects a retry time with an unknown code', () => {
    outbox.open(ADA.id);
    void say('a');
    refuse('a', 'full_moon', 100);
    expect(status()).toEqual(['a pending']);
    clock.pass(100);
    refuse('a', 'full_moon');
    expect(status()).toEqual(['a failed']);
  });

  it('requests a new token when the old one has expired', () => {
    outbox.open(ADA.id);
    void say('a');
    refuse('a', 'token_expired');
    expect(renew).toHaveBeenCalledTimes(1);
    expect(status()).toEqual(['a pending']);
  });

  it('never sends one person’s messages as another', () => {
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

  it('reports a failed edit only to its caller', async () => {
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

  it('delivers every message once, in order, over any connection [I2, I3]', () => {
    fc.assert(
      fc.property(fates, fc.integer({ min: 1, max: 12 }), (plan, count) => {
        const time = new FakeClock();
        const line: OutboxCommand[] = [];
        const box = new Outbox({
          ...{ clock: time, random: () => 0.5, openStorage: inMemory },
          ...{ stalled: () => reconnect(), renew: () => {}, limits: () => limits },
          send: (commands) => line.push(...commands) > 0,
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
          const command = line.shift();
          if (!command) time.pass(30_000);
          else if (fate === 'ack') answer(command.cid);
          else if (fate === 'lose the message') reconnect();
          else if (fate === 'lose the ack') {
            if (!log.includes(command.cid)) log.push(command.cid);
            reconnect();
          } else if (fate === 'wait' && !log.includes(command.cid)) {
            // Nothing after it overtakes it [R63].
            for (const { cid } of [command, ...line.splice(0)])
              box.refused({ type: 'error', cid, code: 'overloaded', message: '' });
          } else if (fate === 'never' && !log.includes(command.cid)) {
            refused.add(command.cid);
            box.refused({ type: 'error', cid: command.cid, code: 'bad_request', message: '' });
          } else answer(command.cid);
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
