import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../src/protocol/frames.ts';
import type { Connection } from '../../../../src/room/connections/connection.ts';
import { OutboundQueue } from '../../../../src/room/delivery/outbound-queue.ts';
import { connect } from './wires.ts';

const system = (text: string): Frame => ({ type: 'system', text });

/** A queue with a fake clock and fake timers. */
function queueTo(people: readonly { connection: Connection }[]) {
  const clock = { now: 1000 };
  const timers: { at: number; run: () => void }[] = [];
  const queue = new OutboundQueue({
    now: () => clock.now,
    recipients: () => people.map(({ connection }) => connection),
    end: (connection, code) => connection.end(code),
    finalFrame: () => undefined,
    later: (run, ms) => timers.push({ at: clock.now + ms, run }),
  });
  /** Runs the due timers. @returns how far the clock had to advance. */
  const turn = (): number => {
    const before = clock.now;
    timers.sort((a, b) => a.at - b.at);
    const next = timers.shift();
    if (next === undefined) return -1;
    clock.now = Math.max(clock.now, next.at);
    next.run();
    return clock.now - before;
  };
  return { queue, clock, timers, turn };
}

describe('the outbound queue', () => {
  it('sends a recipient’s own frames before the shared ones, in one WebSocket message', () => {
    const [ann, bob, plain] = [connect(), connect(), connect(true)];
    const { queue, turn } = queueTo([ann, bob, plain]);
    queue.broadcast(system('one'));
    queue.reply(ann.connection, [system('ack')]);
    queue.broadcast(system('two'));
    turn();
    expect(ann.wire.texts).toEqual(['ack', 'one', 'two']);
    expect([ann.wire.sent.length, bob.wire.sent.length, plain.wire.sent.length]).toEqual([1, 1, 2]);
    expect(bob.wire.texts).toEqual(['one', 'two']);
  });

  it('omits what was queued before a recipient went live [I4]', () => {
    const [ann, late] = [connect(), connect()];
    const { queue, turn } = queueTo([ann, late]);
    queue.broadcast(system('in the replay'));
    queue.goLive(late.connection);
    queue.reply(late.connection, [system('replay')]);
    queue.broadcast(system('after'));
    turn();
    expect(late.wire.texts).toEqual(['replay', 'after']);
    queue.broadcast(system('next'));
    turn();
    expect(late.wire.texts).toEqual(['replay', 'after', 'next']);
    expect(ann.wire.texts).toEqual(['in the replay', 'after', 'next']);
  });

  it('continues when one socket fails, and closes that one with 4201 so that it resumes', () => {
    const people = [connect(), connect(), connect()];
    const [, second] = people;
    if (second) second.wire.broken = true;
    const { queue, turn } = queueTo(people);
    queue.broadcast(system('hello'));
    turn();
    expect(people.map(({ wire }) => wire.texts.length)).toEqual([1, 0, 1]);
    expect(people.map(({ wire }) => wire.closed)).toEqual([undefined, 4201, undefined]);
  });

  it('disconnects only the reader that leaves more than 1 MiB unread [I10] [R35]', () => {
    const [slow, quick] = [connect(), connect()];
    slow.wire.bufferedAmount = 1_048_577;
    const { queue, turn } = queueTo([slow, quick]);
    queue.broadcast(system('hello'));
    turn();
    expect([slow.wire.closed, slow.wire.texts]).toEqual([4103, []]);
    expect([quick.wire.closed, quick.wire.texts]).toEqual([undefined, ['hello']]);
  });

  it('does not treat a long replay in progress as a slow reader', () => {
    const { wire, connection } = connect();
    const { queue, turn } = queueTo([{ connection }]);
    queue.reply(connection, [{ type: 'welcome' } as Frame]);
    const send = wire.send.bind(wire);
    wire.send = (text) => {
      send(text);
      wire.bufferedAmount = 3_000_000;
    };
    turn();
    queue.broadcast(system('while it drains'));
    turn();
    expect(wire.closed).toBeUndefined();
    wire.bufferedAmount = 0;
    queue.broadcast(system('drained'));
    turn();
    queue.broadcast(system('slow after all'));
    turn();
    expect(wire.closed).toBe(4103);
  });

  it('sends a long replay in pieces after its welcome, and a short one whole [R65]', () => {
    const [long, short, plain] = [connect(), connect(), connect(true)];
    const { queue, turn } = queueTo([long, short, plain]);
    const page = Array.from({ length: 40 }, (_, at) => system(`${at} ${'x'.repeat(1000)}`));
    const replay = [{ type: 'welcome' } as Frame, ...page, system('live')];
    queue.reply(long.connection, [system('ack'), ...replay]);
    queue.reply(short.connection, [{ type: 'welcome' } as Frame, system('live')]);
    queue.reply(plain.connection, replay);
    queue.broadcast(system('after'));
    turn();
    expect(short.wire.sent).toHaveLength(1);
    expect(plain.wire.sent).toHaveLength(43);
    expect(long.wire.sent).toHaveLength(4);
    expect(JSON.parse(long.wire.sent[0] ?? '')).toEqual([system('ack'), { type: 'welcome' }]);
    for (const piece of long.wire.sent) expect(piece.length).toBeLessThan(17_000);
    const texts = [...page, system('live'), system('after')].map(
      (frame) => (frame as { text: string }).text,
    );
    expect(long.wire.texts.slice(2)).toEqual(texts);
  });

  it('disconnects a reader that requests replay after replay without reading [I10]', () => {
    const { wire, connection } = connect();
    const { queue, turn } = queueTo([{ connection }]);
    const send = wire.send.bind(wire);
    wire.send = (text) => {
      send(text);
      wire.bufferedAmount += 3_000_000;
    };
    for (let i = 0; i < 3; i++) {
      queue.reply(connection, [{ type: 'welcome' } as Frame]);
      turn();
    }
    expect([wire.closed, wire.sent.length]).toEqual([4103, 1]);
  });

  it('sends nothing more to a banned connection, even if frames were queued [I11]', () => {
    const banned = connect();
    const { queue, turn } = queueTo([banned]);
    queue.reply(banned.connection, [system('a replay'), system('of much')]);
    queue.broadcast(system('and more'));
    banned.connection.end('banned');
    turn();
    queue.reply(banned.connection, [system('late')]);
    turn();
    expect([banned.wire.sent, banned.wire.closed]).toEqual([[], 4004]);
  });

  it('sends a dismissed connection its own frames and `bye`, then closes it', () => {
    const leaver = connect();
    const { queue, turn } = queueTo([leaver]);
    queue.reply(leaver.connection, [system('ack')]);
    leaver.connection.dismiss({ code: 'too_many_errors', message: '', retryAfterMs: 5 });
    queue.broadcast(system('for others'));
    turn();
    expect(leaver.wire.sent).toEqual([
      '[{"type":"system","text":"ack"},{"type":"bye","code":4008,"retryAfterMs":5}]',
    ]);
    expect(leaver.wire.closed).toBe(4008);
  });
});

describe('a flush', () => {
  it('is immediate in a quiet room: a message every 20 ms to 100 people is never delayed', () => {
    const { queue, clock, turn } = queueTo(Array.from({ length: 100 }, () => connect()));
    for (let i = 0; i < 200; i++) {
      queue.broadcast(system(`${i}`));
      expect(turn()).toBe(0);
      clock.now += 20;
    }
  });

  it('is delayed only while there is more to send than time allows', () => {
    const people = Array.from({ length: 1000 }, () => connect());
    const { queue, clock, timers, turn } = queueTo(people);
    const gaps: number[] = [];
    for (let i = 0; i < 300; i++) {
      queue.broadcast(system(`${i}`));
      clock.now += 10;
      while (timers.some(({ at }) => at <= clock.now)) {
        turn();
        gaps.push(clock.now);
      }
    }
    // 100 messages a second to 1000 people would be 100,000 sends; batching sends a fraction of that.
    expect(gaps.length).toBeLessThan(100);
    expect(people[0]?.wire.texts.length).toBeGreaterThan(280);
    while (turn() >= 0);
    clock.now += 1000;
    queue.broadcast(system('quiet again'));
    expect(turn()).toBe(0);
    expect(people[0]?.wire.texts).toHaveLength(301);
  });

  it('never happens inside the call that queues a frame', () => {
    const ann = connect();
    const { queue, turn } = queueTo([ann]);
    queue.broadcast(system('x'));
    queue.reply(ann.connection, [system('y')]);
    expect(ann.wire.sent).toEqual([]);
    turn();
    expect(ann.wire.sent).toHaveLength(1);
  });
});
