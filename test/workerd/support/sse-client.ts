import type { Frame } from '../../../src/protocol/frames.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ask } from './test-client.ts';

export type Event = {
  event?: string;
  id?: string;
  data?: string;
  retry?: string;
  comment?: string;
};

/** A client that follows a room by server-sent events, read as the bytes arrive. */
export class SseClient {
  readonly events: Event[] = [];
  ended = false;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
    // Cancelling ends the read with an error, which is expected then.
    this.#read()
      .catch(() => {})
      .finally(() => {
        this.ended = true;
      });
  }

  static async connect(
    room: string,
    { since, lastEventId, token }: { since?: string; lastEventId?: string; token?: string } = {},
  ): Promise<SseClient> {
    const query = since === undefined ? '' : `?since=${since}`;
    const response = await ask(`/api/rooms/${room}/events${query}`, {
      headers: {
        ...(lastEventId && { 'Last-Event-ID': lastEventId }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
    });
    if (response.status !== 200 || response.body === null)
      throw new Error(`${response.status} ${await response.text()}`);
    return new SseClient(response.body);
  }

  get frames(): Frame[] {
    return this.events.flatMap(({ data }) =>
      data === undefined ? [] : [JSON.parse(data) as Frame],
    );
  }

  get lastEventId(): string | undefined {
    return this.events.findLast(({ id }) => id !== undefined)?.id;
  }

  waitForFrame(fits: (frame: Frame) => boolean): Promise<Frame> {
    return waitFor(() => {
      const frame = this.frames.find(fits);
      if (frame === undefined)
        throw new Error(`not received; received ${JSON.stringify(this.events)}`);
      return frame;
    });
  }

  waitForMessage(text: string): Promise<Frame> {
    return this.waitForFrame((frame) => frame.type === 'message' && frame.text === text);
  }

  waitForEnd(): Promise<void> {
    return waitFor(() => {
      if (!this.ended) throw new Error('still open');
    });
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      this.events.push(...blocks.map(parse));
    }
  }
}

function parse(block: string): Event {
  const event: Record<string, string> = {};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    event[name === '' ? 'comment' : name] = line.slice(colon + 1).replace(/^ /, '');
  }
  return event;
}
