// A fake clock and socket, and the frames of a small room.
import type { Frame } from '../../../src/protocol/frames.ts';
import type { Message } from '../../../src/protocol/message.ts';
import { StillClock } from '../../../src/states/still-clock.ts';

/** A clock that advances only by `pass`. */
export class FakeClock extends StillClock {
  constructor() {
    super(1_000_000);
  }
}

/** A WebSocket whose other end is the test. */
export class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  static get latest(): FakeSocket {
    const socket = FakeSocket.all.at(-1);
    if (!socket) throw new Error('No socket was opened.');
    return socket;
  }

  binaryType = 'blob';
  bufferedAmount = 0;
  readyState = 0;
  readonly sent: string[] = [];
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[] = []) {
    super();
    this.url = url;
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.readyState = 3;
  }

  /** The room welcomes the client. */
  accept(...frames: object[]): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
    if (frames.length > 0) this.say(...frames);
  }

  say(...frames: object[]): void {
    this.hear(JSON.stringify(frames.length === 1 ? frames[0] : frames));
  }

  hear(text: string): void {
    this.dispatchEvent(new MessageEvent('message', { data: text }));
  }

  /** The connection is closed by the other side, or breaks. */
  drop(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason, wasClean: false }));
  }

  /** The frames sent, without pings. */
  get frames(): { type: string; cid?: string; text?: string }[] {
    return this.sent.filter((text) => text !== 'ping').map((text) => JSON.parse(text));
  }
}

export const ADA = { id: 'u-ada', name: 'Ada' };
export const BEN = { id: 'u-ben', name: 'Ben' };

export const message = (seq: number, more: Partial<Message> = {}): Message => ({
  seq,
  id: `e1-${seq}`,
  version: seq,
  user: ADA,
  text: `Message ${seq}`,
  timestamp: 1_700_000_000_000 + seq * 1000,
  ...more,
});

export const said = (seq: number, more: Partial<Message> = {}): Frame => ({
  type: 'message',
  ...message(seq, more),
});

export const welcome = (more: object = {}): Frame => ({
  type: 'welcome',
  you: { ...ADA, role: 'guest' },
  room: 'lobby',
  epoch: 'e1',
  cursor: 'e1.0',
  mode: 'fresh',
  limits: { textChars: 4000 },
  presence: { online: 1, members: [ADA] },
  protocol: 1,
  ...more,
});

/** A durable frame of a kind that this client does not know. */
export const unknownKind = (seq: number): Frame =>
  ({ type: 'note', seq, color: 'red' }) as unknown as Frame;

export const live = (cursor = 'e1.0'): Frame => ({ type: 'live', cursor });
