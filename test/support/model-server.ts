import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Asked = {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
};

/** How it responds to one request, once it has read it. */
export type Behaviour = (response: ServerResponse, asked: Asked) => void | Promise<void>;

/** A server that speaks a provider's format, as badly as a test wants. */
export class ModelServer {
  readonly asked: Asked[] = [];
  /** Connections that the other side has closed. */
  closed = 0;
  readonly #server = createServer();
  #behaviours: Behaviour[] = [];

  static async start(): Promise<ModelServer> {
    const model = new ModelServer();
    await new Promise<void>((resolve) => model.#server.listen(0, '127.0.0.1', resolve));
    return model;
  }

  private constructor() {
    this.#server.on('request', (request, response) => void this.#answer(request, response));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The next behaviours; the last one stays. */
  behaves(...behaviours: Behaviour[]): void {
    this.#behaviours = behaviours;
    this.asked.length = 0;
    this.closed = 0;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('close', () => {
      if (!response.writableEnded) this.closed += 1;
    });
    let text = '';
    for await (const chunk of request) text += chunk;
    const asked = {
      url: request.url ?? '',
      headers: request.headers,
      body: JSON.parse(text || '{}'),
    };
    this.asked.push(asked);
    const [next] = this.#behaviours;
    if (this.#behaviours.length > 1) this.#behaviours.shift();
    await next?.(response, asked);
  }
}

const SSE = { 'Content-Type': 'text/event-stream' };

/** Sends these bytes unchanged, one write each, and ends. */
export const sends =
  (pieces: readonly (string | Uint8Array)[], headers: Record<string, string> = SSE): Behaviour =>
  async (response) => {
    response.writeHead(200, headers);
    for (const piece of pieces) {
      response.write(piece);
      // Each in a packet of its own, as far as possible.
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  };

/** Sends these, and then nothing more, forever. */
export const stallsAfter =
  (pieces: readonly string[]): Behaviour =>
  (response) => {
    response.writeHead(200, SSE);
    response.flushHeaders();
    for (const piece of pieces) response.write(piece);
  };

/** Sends these, waits, and then sends those and ends. */
export const pausesFor =
  (first: readonly string[], pause: Promise<unknown>, then: readonly string[]): Behaviour =>
  async (response) => {
    response.writeHead(200, SSE);
    for (const piece of first) response.write(piece);
    await pause;
    for (const piece of then) response.write(piece);
    response.end();
  };

/** Sends these, and then breaks the connection. */
export const resetsAfter =
  (pieces: readonly string[]): Behaviour =>
  async (response) => {
    response.writeHead(200, SSE);
    for (const piece of pieces) response.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 30));
    response.socket?.resetAndDestroy();
  };

/** Breaks the connection: before any response, or after the headers. */
export const hangsUp =
  (when: 'at once' | 'after its headers'): Behaviour =>
  async (response) => {
    if (when === 'after its headers') {
      response.writeHead(200, SSE);
      response.flushHeaders();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    response.socket?.resetAndDestroy();
  };

/** Sends these repeatedly until the other side disconnects. */
export const goesOn =
  (piece: string): Behaviour =>
  async (response) => {
    const closed = new Promise((resolve) => response.once('close', resolve));
    response.writeHead(200, SSE);
    while (!response.destroyed)
      if (!response.write(piece))
        await Promise.race([closed, new Promise((resolve) => response.once('drain', resolve))]);
  };

/** Responds with an error. */
export const refuses =
  (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

/** A chunk of an OpenAI-compatible answer. */
export const openAi = (
  delta: Record<string, unknown>,
  finish: string | null = null,
  more: Record<string, unknown> = {},
): string =>
  `data: ${JSON.stringify({
    ...{ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'm' },
    choices: [{ index: 0, delta, finish_reason: finish }],
    ...more,
  })}\n\n`;

export const OPENAI_USAGE =
  'data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}\n\n';
export const OPENAI_DONE = 'data: [DONE]\n\n';

/** An event of an OpenAI-compatible answer with text. */
export const says = (content: unknown): string => openAi({ content });

/** An event of an Anthropic answer. */
export const anthropic = (type: string, fields: Record<string, unknown> = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
