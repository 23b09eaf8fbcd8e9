// A transport for the AI SDK's `useChat` and the UI kits on it, whose `stop()` stops the answer and not
// only the listening. An entry point of its own; it needs nothing of the AI SDK but its shapes.
import { createParser } from 'eventsource-parser';
import { check, checkAddress, checkNames } from './core/check-options.ts';

export type UseChatOptions = {
  /** Where Edgewise runs, e.g. `https://chat.example.com`; the page's own origin by default. */
  readonly server?: string;
  /** 1 to 64 of `a-z 0-9 - _`. */
  readonly room: string;
  /** Who asks, as a token of Edgewise, or what gives one; it is asked before each request. */
  readonly token: string | (() => string | Promise<string>);
  /** To be used instead of the global one. */
  readonly fetch?: typeof globalThis.fetch;
};

/** What the room tells of an answer, of all that the AI SDK knows. */
export type UseChatChunk =
  | { type: 'start'; messageId?: string }
  | { type: 'text-start' | 'text-end'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'finish' | 'abort' }
  | { type: 'error'; errorText: string };

/** As the AI SDK asks, as far as it matters here. */
export type UseChatRequest = {
  readonly trigger: 'submit-message' | 'regenerate-message';
  readonly chatId: string;
  readonly messageId?: string | undefined;
  readonly messages: readonly object[];
  readonly abortSignal?: AbortSignal | undefined;
};

/** Fits the `transport` of `useChat`, of AI SDK 5, 6 and 7. */
export type UseChatTransport = {
  readonly sendMessages: (request: UseChatRequest) => Promise<ReadableStream<UseChatChunk>>;
  readonly reconnectToStream: (request: {
    readonly chatId: string;
    readonly abortSignal?: AbortSignal | undefined;
  }) => Promise<ReadableStream<UseChatChunk> | null>;
};

/**
 * Talks with the assistant of a room.
 * @throws TypeError with a sentence that names the option, where it cannot be one.
 * @example
 * const { messages, sendMessage, stop } = useChat({
 *   transport: useChatTransport({ server: 'https://chat.example.com', room: 'lobby', token }),
 * });
 */
export function useChatTransport(options: UseChatOptions): UseChatTransport {
  const { server = globalThis.location?.origin, room, token, ...own } = { ...options };
  checkNames('useChatTransport', own, 'server, room, token, fetch');
  checkAddress('useChatTransport', server, room);
  const isToken = typeof token === 'string' || typeof token === 'function';
  check('useChatTransport', 'token', isToken, 'be a token or a function that gives one', token);
  const { fetch = (url, init) => globalThis.fetch(url, init) } = own;
  check('useChatTransport', 'fetch', typeof fetch === 'function', 'be a function', fetch);
  const base = new URL(`/api/rooms/${room}/chat`, server).href;

  /** @throws Error with the server's sentence. */
  async function ask(path: string, body?: object): Promise<Response> {
    const bearer = typeof token === 'string' ? token : await token();
    const response = await fetch(base + path, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${bearer}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      credentials: 'omit',
    });
    if (response.ok) return response;
    const answer: { error?: { message?: string } } = await response.json().catch(() => ({}));
    throw new Error(answer.error?.message ?? `The server answered ${response.status}.`);
  }

  /** Whoever stops in the middle of asking stops what is asked by then: the request itself goes through. */
  async function follow(
    chatId: string,
    asking: Promise<Response>,
    signal: AbortSignal | undefined,
  ): Promise<ReadableStream<UseChatChunk> | null> {
    const stop = () => ask(`/${encodeURIComponent(chatId)}/stop`, {});
    const stopped = new Promise<never>((_, reject) => {
      const abort = () => {
        // Where it cannot be stopped, it was never asked, or is out of reach.
        asking.then(stop).catch(() => {});
        reject(signal?.reason);
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });
    stopped.catch(() => {});
    const response = await Promise.race([asking, stopped]);
    return response.status === 204 || !response.body ? null : chunksOf(response.body, stopped);
  }

  return {
    async sendMessages({ chatId, messages, trigger, messageId, abortSignal }) {
      const last = messages.slice(-1);
      const asked = { id: chatId, messages: last, trigger, ...(messageId && { messageId }) };
      const stream = await follow(chatId, ask('', asked), abortSignal);
      if (!stream) throw new Error('The server gave no answer.');
      return stream;
    },
    reconnectToStream: ({ chatId, abortSignal }) =>
      follow(chatId, ask(`/${encodeURIComponent(chatId)}/stream`), abortSignal),
  };
}

/** @param stopped rejects when the caller aborts. */
function chunksOf(
  body: ReadableStream<Uint8Array>,
  stopped: Promise<never>,
): ReadableStream<UseChatChunk> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const end = () => void reader.cancel().catch(() => {});
  return new ReadableStream({
    async start(controller) {
      const parser = createParser({
        onEvent({ data }) {
          if (data !== '[DONE]') controller.enqueue(JSON.parse(data) as UseChatChunk);
        },
      });
      try {
        for (;;) {
          const { done, value } = await Promise.race([reader.read(), stopped]);
          if (done) break;
          parser.feed(decoder.decode(value, { stream: true }));
        }
        controller.close();
      } catch (error) {
        controller.error(error);
        end();
      }
    },
    cancel: end,
  });
}
