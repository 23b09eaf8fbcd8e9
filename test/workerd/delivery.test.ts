import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/protocol/frames.ts';
import { type Attachment, Connection } from '../../src/room/connections/connection.ts';
import { deliver } from '../../src/room/delivery/deliver.ts';
import { OutboundQueue } from '../../src/room/delivery/outbound-queue.ts';

const system = (text: string): Frame => ({ type: 'system', text });

/** The platform's socket as far as a delivery touches it. */
class Wire {
  readonly sent: string[] = [];
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  broken = false;
  closed: number | undefined;
  send(text: string): void {
    if (this.broken) throw new Error('gone');
    this.sent.push(text);
  }
  close(code: number): void {
    this.closed = code;
    this.readyState = WebSocket.CLOSING;
  }
  serializeAttachment(): void {}
  /** Every text of every frame that went out, in order. */
  get texts(): string[] {
    return this.sent.flatMap((text) => {
      const frames = JSON.parse(text) as { text: string } | { text: string }[];
      return (Array.isArray(frames) ? frames : [frames]).map((frame) => frame.text);
    });
  }
}

const memory = (plain: boolean): Attachment => ({
  v: 1,
  principal: { user: { id: 'u', name: 'U' }, role: 'guest', named: true, plain, expiresAt: null },
  epoch: 'e',
  buckets: {},
  heardAt: 0,
  readSeq: 0,
  leaving: [],
});

function connect(plain = false) {
  const wire = new Wire();
  return { wire, connection: new Connection(wire as unknown as WebSocket, memory(plain)) };
}

/** An outlet whose clock and timers are the test's. */
function outlet(people: readonly { connection: Connection }[]) {
  const clock = { now: 1000 };
  const timers: { at: number; run: () => void }[] = [];
  const made = new OutboundQueue({
    now: () => clock.now,
    recipients: () => people.map(({ connection }) => connection),
    end: (connection, code) => connection.end(code),
    lastWord: () => undefined,
    later: (run, ms) => timers.push({ at: clock.now + ms, run }),
  });
  /** Runs what is due, and says how long the clock had to be turned. */
  const turn = (): number => {
    const before = clock.now;
    timers.sort((a, b) => a.at - b.at);
    const next = timers.shift();
    if (next === undefined) return -1;
    clock.now = Math.max(clock.now, next.at);
    next.run();
    return clock.now - before;
  };
  return { made, clock, timers, turn };
}

describe('a delivery', () => {
  it('puts what is one’s own before what is everyone’s, in one WebSocket message', () => {
    const [ann, bob, plain] = [connect(), connect(), connect(true)];
    const { made, turn } = outlet([ann, bob, plain]);
    made.broadcast(system('one'));
    made.reply(ann.connection, [system('ack')]);
    made.broadcast(system('two'));
    turn();
    expect(ann.wire.texts).toEqual(['ack', 'one', 'two']);
    expect([ann.wire.sent.length, bob.wire.sent.length, plain.wire.sent.length]).toEqual([1, 1, 2]);
    expect(bob.wire.texts).toEqual(['one', 'two']);
  });

  it('leaves out what was queued before one went live [I4]', () => {
    const [ann, late] = [connect(), connect()];
    const { made, turn } = outlet([ann, late]);
    made.broadcast(system('in the replay'));
    made.goLive(late.connection);
    made.reply(late.connection, [system('replay')]);
    made.broadcast(system('after'));
    turn();
    expect(late.wire.texts).toEqual(['replay', 'after']);
    made.broadcast(system('next'));
    turn();
    expect(late.wire.texts).toEqual(['replay', 'after', 'next']);
    expect(ann.wire.texts).toEqual(['in the replay', 'after', 'next']);
  });

  it('goes on when one socket breaks, and has that one resume', () => {
    const people = [connect(), connect(), connect()];
    const [, second] = people;
    if (second) second.wire.broken = true;
    const { made, turn } = outlet(people);
    made.broadcast(system('hello'));
    turn();
    expect(people.map(({ wire }) => wire.texts.length)).toEqual([1, 0, 1]);
    expect(people.map(({ wire }) => wire.closed)).toEqual([undefined, 4201, undefined]);
  });

  it('ends who leaves more than 1 MiB unread, and nobody else [I10] [R35]', () => {
    const [slow, quick] = [connect(), connect()];
    slow.wire.bufferedAmount = 1_048_577;
    const { made, turn } = outlet([slow, quick]);
    made.broadcast(system('hello'));
    turn();
    expect([slow.wire.closed, slow.wire.texts]).toEqual([4103, []]);
    expect([quick.wire.closed, quick.wire.texts]).toEqual([undefined, ['hello']]);
  });

  it('does not take a long replay under way for a slow reader', () => {
    const { wire, connection } = connect();
    const { made, turn } = outlet([{ connection }]);
    made.reply(connection, [{ type: 'welcome' } as Frame]);
    const send = wire.send.bind(wire);
    wire.send = (text) => {
      send(text);
      wire.bufferedAmount = 3_000_000;
    };
    turn();
    made.broadcast(system('while it drains'));
    turn();
    expect(wire.closed).toBeUndefined();
    wire.bufferedAmount = 0;
    made.broadcast(system('drained'));
    turn();
    made.broadcast(system('slow after all'));
    turn();
    expect(wire.closed).toBe(4103);
  });

  it('sends a long replay in pieces, its welcome ahead, and a short one whole [R65]', () => {
    const [long, short, plain] = [connect(), connect(), connect(true)];
    const { made, turn } = outlet([long, short, plain]);
    const page = Array.from({ length: 40 }, (_, at) => system(`${at} ${'x'.repeat(1000)}`));
    const replay = [{ type: 'welcome' } as Frame, ...page, system('live')];
    made.reply(long.connection, [system('ack'), ...replay]);
    made.reply(short.connection, [{ type: 'welcome' } as Frame, system('live')]);
    made.reply(plain.connection, replay);
    made.broadcast(system('after'));
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

  it('ends a reader who asks for replay after replay and reads none [I10]', () => {
    const { wire, connection } = connect();
    const { made, turn } = outlet([{ connection }]);
    const send = wire.send.bind(wire);
    wire.send = (text) => {
      send(text);
      wire.bufferedAmount += 3_000_000;
    };
    for (let i = 0; i < 3; i++) {
      made.reply(connection, [{ type: 'welcome' } as Frame]);
      turn();
    }
    expect([wire.closed, wire.sent.length]).toEqual([4103, 1]);
  });

  it('reaches nobody who was ended, also when their queue was full [I11]', () => {
    const banned = connect();
    const { made, turn } = outlet([banned]);
    made.reply(banned.connection, [system('a replay'), system('of much')]);
    made.broadcast(system('and more'));
    banned.connection.end('banned');
    turn();
    made.reply(banned.connection, [system('late')]);
    turn();
    expect([banned.wire.sent, banned.wire.closed]).toEqual([[], 4004]);
  });

  it('says goodbye behind what is owed, and closes with it', () => {
    const leaver = connect();
    const { made, turn } = outlet([leaver]);
    made.reply(leaver.connection, [system('ack')]);
    leaver.connection.dismiss({ code: 'too_many_errors', message: '', retryAfterMs: 5 });
    made.broadcast(system('for others'));
    turn();
    expect(leaver.wire.sent).toEqual([
      '[{"type":"system","text":"ack"},{"type":"bye","code":4008,"retryAfterMs":5}]',
    ]);
    expect(leaver.wire.closed).toBe(4008);
  });

  it('encodes a frame once for all', () => {
    let encoded = 0;
    const frame = {
      type: 'system',
      toJSON: () => {
        encoded += 1;
        return { type: 'system', text: 'x' };
      },
    } as unknown as Frame;
    const to = Array.from({ length: 50 }, () => connect().connection);
    expect(deliver({ shared: [frame], to, end: () => {} })).toBe(50);
    expect(encoded).toBe(1);
  });
});

describe('the pace', () => {
  it('never delays a quiet room: a message every 20 ms to 100 people goes out at once', () => {
    const { made, clock, turn } = outlet(Array.from({ length: 100 }, () => connect()));
    for (let i = 0; i < 200; i++) {
      made.broadcast(system(`${i}`));
      expect(turn()).toBe(0);
      clock.now += 20;
    }
  });

  it('gathers when there is more to send than time, and lets go when there is not', () => {
    const people = Array.from({ length: 1000 }, () => connect());
    const { made, clock, timers, turn } = outlet(people);
    const gaps: number[] = [];
    for (let i = 0; i < 300; i++) {
      made.broadcast(system(`${i}`));
      clock.now += 10;
      while (timers.some(({ at }) => at <= clock.now)) {
        turn();
        gaps.push(clock.now);
      }
    }
    // 100 messages a second to 1000 people are 100,000 sends; what goes out is a fraction of that.
    expect(gaps.length).toBeLessThan(100);
    expect(people[0]?.wire.texts.length).toBeGreaterThan(280);
    while (turn() >= 0);
    clock.now += 1000;
    made.broadcast(system('quiet again'));
    expect(turn()).toBe(0);
    expect(people[0]?.wire.texts).toHaveLength(301);
  });

  it('never sends from inside the call that says something', () => {
    const ann = connect();
    const { made, turn } = outlet([ann]);
    made.broadcast(system('x'));
    made.reply(ann.connection, [system('y')]);
    expect(ann.wire.sent).toEqual([]);
    turn();
    expect(ann.wire.sent).toHaveLength(1);
  });
});
