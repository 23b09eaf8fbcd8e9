import { type Attachment, Connection } from '../../../../src/room/connections/connection.ts';

/** The platform’s socket as far as a delivery uses it. */
export class Wire {
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
  /** Every text of every frame that was sent, in order. */
  get texts(): string[] {
    return this.sent.flatMap((text) => {
      const frames = JSON.parse(text) as { text: string } | { text: string }[];
      return (Array.isArray(frames) ? frames : [frames]).map((frame) => frame.text);
    });
  }
}

const attachment = (plain: boolean): Attachment => ({
  v: 1,
  principal: { user: { id: 'u', name: 'U' }, role: 'guest', named: true, plain, expiresAt: null },
  epoch: 'e',
  buckets: {},
  heardAt: 0,
  readSeq: 0,
  leaving: [],
});

/** A connection of the room on a fake socket. */
export function connect(plain = false) {
  const wire = new Wire();
  return { wire, connection: new Connection(wire as unknown as WebSocket, attachment(plain)) };
}
