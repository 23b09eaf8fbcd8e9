// A transport for the AI SDK's `useChat` and UI kits built on it, whose `stop()` stops the answer on the server
// too. An entry of its own. It has the AI SDK's shapes, but does not import it.
import { createParser } from 'eventsource-parser';
import { check, checkAddress, checkNames } from './core/check-options.ts';

/** What `useChatTransport` needs to know. */
export type UseChatOptions = {
  /** Where Edgewise runs, such as `https://chat.example.com`; the page's own origin by default. */
  readonly server?: string;
  /** The room's name: 1 to 64 of `a-z 0-9 - _`. */
  readonly room: string;
  /** The requester's Edgewise token, or a function that returns it, called before each request. */
  readonly token: string | (() => string | Promise<string>);
  /** Used in place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
};

/** The chunks of the AI SDK that an answer consists of. */
export type UseChatChunk =
  | { type: 'start'; messageId?: string }
  | { type: 'text-start' | 'text-end'; id: string }
  | { type: 'text-delta'; id: string; delta: string }
  | { type: 'finish' | 'abort' }
  | { type: 'error'; errorText: string };

/** The part of the AI SDK's request that is used. */
export type UseChatRequest = {
  readonly trigger: 'submit-message' | 'regenerate-message';
  readonly chatId: string;
  readonly messageId?: string | undefined;
  readonly messages: readonly object[];
  readonly abortSignal?: AbortSignal | undefined;
};

/** A `transport` for `useChat` of AI SDK 5, 6 and 7. */
export type UseChatTransport = {
  /** Asks for an answer. Rejects with an `Error` that has the server's sentence. */
  readonly sendMessages: (request: UseChatRequest) => Promise<ReadableStream<UseChatChunk>>;
  /** Follows an answer that is still being written; `null` if there is none. */
  readonly reconnectToStream: (request: {
    readonly chatId: string;
    readonly abortSignal?: AbortSignal | undefined;
  }) => Promise<ReadableStream<UseChatChunk> | null>;
};

/**
 * Connects `useChat` with the assistant of a room.
 * @throws TypeError that names the option which is invalid or unknown.
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

  /** @throws Error with the server's message. */
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

  /** Aborting during the request does not cancel it: the answer is stopped once it has been asked for. */
  async function follow(
    chatId: string,
    asking: Promise<Response>,
    signal: AbortSignal | undefined,
  ): Promise<ReadableStream<UseChatChunk> | null> {
    const stop = () => ask(`/${encodeURIComponent(chatId)}/stop`, {});
    const stopped = new Promise<never>((_, reject) => {
      const abort = () => {
        // If stopping fails, the answer was never asked for, or the server is unreachable.
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
