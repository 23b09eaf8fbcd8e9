import { describe, expect, it } from 'vitest';
import { Backlog } from '../../../../src/protocol/backlog.ts';
import type { ErrorCode } from '../../../../src/protocol/errors.ts';
import type { Frame } from '../../../../src/protocol/frames.ts';
import { deliver } from '../../../../src/room/delivery/deliver.ts';
import type { Recipient } from '../../../../src/room/delivery/recipient.ts';

const system = (text: string): Frame => ({ type: 'system', text });
const welcome = { type: 'welcome' } as Frame;

/** A minimal recipient. */
class FakeRecipient implements Recipient {
  readonly sent: string[] = [];
  readonly backlog = new Backlog();
  open = true;
  isPlain = false;
  closeReason: ErrorCode | undefined;
  own: Frame[] = [];
  from = 0;
  ended: ErrorCode | undefined;
  readonly socket = {
    bufferedAmount: 0,
    send: (text: string) => void this.sent.push(text),
  };

  constructor(
    more: Partial<Pick<FakeRecipient, 'open' | 'isPlain' | 'closeReason' | 'own' | 'from'>> = {},
  ) {
    Object.assign(this, more);
  }
  queue(frames: readonly Frame[]): void {
    this.own.push(...frames);
  }
  goLive(queued: number): void {
    this.from = queued;
  }
  drain() {
    const drained = { own: this.own, from: this.from };
    this.own = [];
    this.from = 0;
    return drained;
  }
}

const deliverTo = (shared: readonly Frame[], ...to: FakeRecipient[]): number =>
  deliver({
    shared,
    to,
    end: (recipient, code) => {
      recipient.ended = code;
    },
  });

/** A frame that counts how often it is encoded. */
function counted(text: string) {
  const counter = { encoded: 0 };
  const toJSON = () => {
    counter.encoded += 1;
    return system(text);
  };
  return { counter, frame: { type: 'system', toJSON } as unknown as Frame };
}

describe('a delivery', () => {
  it('encodes a frame once for all recipients, and reports how many messages it has sent', () => {
    const { counter, frame } = counted('x');
    const to = Array.from({ length: 50 }, () => new FakeRecipient());
    expect(deliverTo([frame], ...to)).toBe(50);
    expect(counter.encoded).toBe(1);
  });

  it('encodes a page once for all clients that join together', () => {
    const { counter, frame } = counted('on the page');
    const to = Array.from({ length: 20 }, () => new FakeRecipient({ own: [welcome, frame] }));
    deliverTo([], ...to);
    expect(counter.encoded).toBe(1);
    expect(new Set(to.map(({ sent }) => sent.join())).size).toBe(1);
  });

  it('sends one message: the recipient’s own frames first, then the shared ones from its position on', () => {
    const [all, own, late, both] = [
      new FakeRecipient(),
      new FakeRecipient({ own: [system('ack')] }),
      new FakeRecipient({ from: 1 }),
      new FakeRecipient({ own: [system('ack')], from: 2 }),
    ];
    deliverTo([system('one'), system('two')], all, own, late, both);
    const text = (...texts: string[]) => JSON.stringify(texts.map(system));
    expect(all.sent).toEqual([text('one', 'two')]);
    expect(own.sent).toEqual([text('ack', 'one', 'two')]);
    expect(late.sent).toEqual([JSON.stringify(system('two'))]);
    expect(both.sent).toEqual([JSON.stringify(system('ack'))]);
  });

  it('sends plain clients one frame per message', () => {
    const plain = new FakeRecipient({ isPlain: true, own: [system('ack')] });
    expect(deliverTo([system('one'), system('two')], plain)).toBe(3);
    expect(plain.sent).toEqual(['ack', 'one', 'two'].map((text) => JSON.stringify(system(text))));
  });

  it('sends nothing to a closed recipient or one with nothing to receive', () => {
    const [closed, idle] = [new FakeRecipient({ open: false }), new FakeRecipient({ from: 1 })];
    expect(deliverTo([system('one')], closed, idle)).toBe(0);
    expect([closed.sent, idle.sent]).toEqual([[], []]);
  });

  it('closes a recipient whose socket fails, and serves the others [I10]', () => {
    const [before, broken, after] = [new FakeRecipient(), new FakeRecipient(), new FakeRecipient()];
    broken.socket.send = () => {
      throw new Error('gone');
    };
    deliverTo([system('one')], before, broken, after);
    expect([before.ended, broken.ended, after.ended]).toEqual([undefined, 'resync', undefined]);
    expect([before.sent.length, after.sent.length]).toEqual([1, 1]);
  });

  it('closes a recipient with too much unread data, and sends it nothing [I10] [R35]', () => {
    const slow = new FakeRecipient();
    slow.socket.bufferedAmount = 1_048_577;
    deliverTo([system('one')], slow);
    expect([slow.ended, slow.sent]).toEqual(['too_slow', []]);
  });

  it('sends only its own frames to a recipient about to be closed, then closes it', () => {
    const leaver = new FakeRecipient({ closeReason: 'banned', own: [system('ack')] });
    deliverTo([system('for others')], leaver);
    expect(leaver.sent).toEqual([JSON.stringify(system('ack'))]);
    expect(leaver.ended).toBe('banned');
  });

  it('sends a long replay in pieces after the welcome, and a short one whole [R65]', () => {
    const page = Array.from({ length: 40 }, (_, n) => system(`${n} ${'x'.repeat(1000)}`));
    const long = new FakeRecipient({ own: [welcome, ...page, system('live')] });
    const short = new FakeRecipient({ own: [welcome, system('live')] });
    deliverTo([], long, short);
    expect(JSON.parse(long.sent[0] ?? '')).toEqual(welcome);
    expect(long.sent.length).toBeGreaterThan(2);
    for (const piece of long.sent) expect(piece.length).toBeLessThan(17_000);
    expect(long.sent.flatMap((piece) => JSON.parse(piece))).toEqual([
      ...[welcome, ...page, system('live')],
    ]);
    expect(short.sent).toHaveLength(1);
  });
});
