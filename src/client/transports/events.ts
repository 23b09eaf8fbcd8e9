// Server-sent events over fetch, which can send a token, unlike EventSource.
import { createParser } from 'eventsource-parser';
import type { FrameOf } from '../../protocol/frames.ts';
import { retryAfterClose } from '../../protocol/retry.ts';
import { reasonOf } from './http-replies.ts';
import { HttpSocket, type HttpSocketDeps } from './http-socket.ts';
import { longRequestSlots } from './long-requests.ts';

/** The longest wait for the response's headers. */
const HEADERS_MS = 10_000;
/** A stream that ends cleanly after this time was recycled by the server [R82]. */
const RECYCLED_MS = 60_000;

type Bye = Pick<FrameOf<'bye'>, 'code' | 'retryAfterMs'>;

/** A room's event stream in the shape of a WebSocket. */
export class EventsSocket extends HttpSocket {
  protected override async run(): Promise<void> {
    // Too many tabs wait already: fall back to polling.
    if (!(await this.mayWait())) return this.fail();
    for (;;) {
      const began = this.deps.clock.now();
      const bye = await this.#listen();
      if (bye === null) return this.fail();
      const lived = Math.abs(this.deps.clock.now() - began);
      if (lived < RECYCLED_MS || retryAfterClose(bye.code) !== 'now') return this.#leave(bye);
      // Reconnect silently: POSTs still work, and the stream resumes from its cursor.
      await this.pause(bye.retryAfterMs ?? 0);
      if (this.closed) return;
    }
  }

  /** @returns how the room ended it, or `null` if the connection was lost. */
  #listen(): Promise<Bye | null> {
    const query = this.since === null ? '' : `?since=${encodeURIComponent(this.since)}`;
    return this.ask(`events${query}`, { withinMs: HEADERS_MS }, async (response, inTime) => {
      if (!response.ok) {
        await this.refuse(response);
        return null;
      }
      const type = response.headers.get('Content-Type') ?? '';
      if (!type.startsWith('text/event-stream') || !response.body) return null;
      inTime();
      this.opened();
      return this.#read(response.body);
    });
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<Bye | null> {
    let bye: Bye | null = null;
    const parser = createParser({
      onEvent: ({ event, id, data }) => {
        if (id !== undefined) this.since = id;
        if (event === 'welcome') this.allow((JSON.parse(data) as FrameOf<'welcome'>).limits);
        if (event === 'bye') bye = JSON.parse(data) as Bye;
        else this.hear(data);
      },
    });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return bye;
      this.lives();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  #leave(bye: Bye): void {
    this.hear(JSON.stringify({ type: 'bye', ...bye }));
    this.end(bye.code, reasonOf(bye.code));
  }
}

/** The class to hand to partysocket. */
export const eventsTransport = (deps: HttpSocketDeps): typeof WebSocket =>
  class extends EventsSocket {
    constructor(url: string, protocols: readonly string[]) {
      super(url, protocols, { acquireSlot: longRequestSlots(), ...deps });
    }
  } as unknown as typeof WebSocket;
