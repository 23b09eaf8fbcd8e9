// The base of server-sent events and polling: a WebSocket's interface over plain HTTP, so that partysocket
// and the connection can treat all transports alike.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import type { ErrorBody } from '../../protocol/rest.ts';
import { PING, PONG, SUBPROTOCOL } from '../../protocol/version.ts';
import type { Environment } from '../core/environment.ts';
import { isError } from '../rest/http.ts';
import { Closed, isJson, LOST, tooLarge } from './http-replies.ts';
import type { AcquireSlot } from './long-requests.ts';
import { PostQueue } from './post-queue.ts';

export type HttpSocketDeps = Pick<Environment, 'fetch' | 'clock'> & {
  /** Called before a request that waits for frames; without it, all may wait. */
  readonly acquireSlot?: AcquireSlot;
};

type RequestOptions = {
  readonly withinMs: number;
  readonly body?: string;
  /** Aborts this request alone. */
  readonly abort?: AbortController;
};

const POST_MS = 10_000;
/**
 * Data received this recently proves that the connection is alive. With a ping every 25 s and 10 s for its
 * answer, a dead one is detected within 45 s, and a server sends at least every 20 s. A clock that was set
 * proves nothing.
 */
const FRESH_MS = 10_000;

export abstract class HttpSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;

  binaryType = 'blob';
  readyState: 0 | 1 | 2 | 3 = HttpSocket.CONNECTING;
  readonly bufferedAmount = 0;
  readonly extensions = '';
  readonly protocol = SUBPROTOCOL;
  readonly url: string;
  protected readonly deps: HttpSocketDeps;
  readonly #room: string;
  readonly #token: string | undefined;
  readonly #postQueue: PostQueue;
  readonly #pending = new Set<AbortController>();
  /** The cursor to resume from. */
  protected since: string | null;
  #heardAt = 0;
  #owesPong = false;
  #resume = () => {};
  /** Releases the slot for long requests. */
  #releaseSlot: (() => void) | null = null;

  /**
   * @param url a room's WebSocket address; the other routes are derived from it.
   * @param protocols `edgewise.v1` and perhaps a token, as for a WebSocket.
   */
  constructor(url: string, protocols: readonly string[], deps: HttpSocketDeps) {
    super();
    this.url = url;
    this.deps = deps;
    const { origin, pathname, searchParams } = new URL(url.replace(/^ws/, 'http'));
    this.#room = origin + pathname.replace(/\/socket$/, '');
    this.since = searchParams.get('since');
    this.#token = protocols.find((protocol) => protocol !== SUBPROTOCOL);
    this.#postQueue = new PostQueue({
      post: (body) => this.#post(body),
      hear: (data) => this.#emit(data),
    });
    // An unreadable answer is a proxy's: some answer in JSON, too.
    queueMicrotask(() => this.run().catch(() => this.fail()));
  }

  /** Receives frames until the connection ends, and reports how. */
  protected abstract run(): Promise<void>;

  /** A sign of life is wanted sooner than it would come by itself. */
  protected hurry(): void {}

  /** Waits until the time is up or `#resume` is called. */
  protected pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.deps.clock.after(ms, resolve);
      this.#resume = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Whether requests may wait for frames, until the socket is closed. */
  protected async mayWait(): Promise<boolean> {
    const { acquireSlot } = this.deps;
    if (!acquireSlot || this.#releaseSlot) return true;
    this.#releaseSlot = await acquireSlot(new URL(this.#room).origin);
    if (this.closed) this.#releaseSlot?.();
    return this.#releaseSlot !== null;
  }

  /** Sends one frame, or `ping`. A reader cannot send. */
  send(text: string): void {
    if (this.readyState !== HttpSocket.OPEN) return;
    if (text === PING) this.#pinged();
    else if (this.#token !== undefined) this.#postQueue.add(text);
  }

  close(code = 1000, reason = ''): void {
    this.end(code, reason);
  }

  /** @returns the answers, or `null` if the socket was closed instead. */
  async #post(body: string): Promise<string | null> {
    const replies = await this.ask('frames', { withinMs: POST_MS, body }, async (response) => {
      if (response.ok && isJson(response)) return response.text();
      // As on a WebSocket, a batch that is too large is an error of the batch and does not close the socket.
      if (response.status === 413) return tooLarge(body, await response.text());
      await this.refuse(response);
      return null;
    });
    if (replies === null) this.fail();
    // Fetch the sent frames' events at once.
    else this.#resume();
    return replies;
  }

  /** Answers a ping with a pong only if the room has been heard, because HTTP has no ping of its own. */
  #pinged(): void {
    this.#owesPong = true;
    if (Math.abs(this.deps.clock.now() - this.#heardAt) <= FRESH_MS)
      queueMicrotask(() => this.#pong());
    else this.hurry();
  }

  #pong(): void {
    if (!this.#owesPong) return;
    this.#owesPong = false;
    this.#emit(PONG);
  }

  /** The connection is alive. */
  protected lives(): void {
    this.#heardAt = this.deps.clock.now();
    this.#pong();
  }

  /** Reads an answer as it arrives: while data comes, the network is slow, not dead. */
  protected async readText(response: Response, received: () => void): Promise<string> {
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return text + decoder.decode();
      received();
      if (text !== '') this.#emit(PONG);
      text += decoder.decode(value, { stream: true });
    }
  }

  protected opened(): void {
    if (this.readyState !== HttpSocket.CONNECTING) return;
    this.readyState = HttpSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** Passes on frames; answers to commands come first. */
  protected hear(data: string): void {
    if (!this.#postQueue.hold(data)) this.#emit(data);
  }

  /** Sets the room's limits of a batch. */
  protected allow(limits: { frameBytes?: number; batchFrames?: number }): void {
    this.#postQueue.allow(limits);
  }

  /**
   * Makes a request to the room. It is aborted when the socket closes.
   * @param read reads the answer; it may call `inTime` to extend the timeout by some ms, or to end it.
   * @returns `null` if it failed or timed out.
   */
  protected async ask<T>(
    path: string,
    { withinMs, body, abort = new AbortController() }: RequestOptions,
    read: (response: Response, inTime: (moreMs?: number) => void) => Promise<T>,
  ): Promise<T | null> {
    if (this.closed) return null;
    this.#pending.add(abort);
    const { fetch, clock } = this.deps;
    let cancel = clock.after(withinMs, () => abort.abort());
    const inTime = (moreMs?: number) => {
      cancel();
      if (moreMs !== undefined) cancel = clock.after(moreMs, () => abort.abort());
    };
    try {
      const response = await fetch(`${this.#room}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(this.#token !== undefined && { Authorization: `Bearer ${this.#token}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        cache: 'no-store',
        // The token is the identity; cookies must not be sent.
        credentials: 'omit',
        signal: abort.signal,
      });
      return await read(response, inTime);
    } catch {
      return null;
    } finally {
      inTime();
      this.#pending.delete(abort);
    }
  }

  /**
   * Closes as the room's HTTP error says.
   * @param isPatient whether an error that is not the room's is ignored rather than a lost connection.
   */
  protected async refuse(response: Response, isPatient = false): Promise<void> {
    const body: Partial<ErrorBody> | null = await response.json().catch(() => null);
    const error = body?.error;
    if (!error || !isError(error)) return isPatient ? undefined : this.fail();
    const known = ERRORS[error.code as ErrorCode]?.close;
    const { status } = response;
    const close = known ?? (status < 500 && status !== 429 ? 4000 : 4100);
    this.#emit(JSON.stringify({ type: 'error', ...error }));
    this.end(close, error.code);
  }

  /** The connection was lost. */
  protected fail(): void {
    this.end(LOST, '');
  }

  protected end(code: number, reason: string): void {
    if (this.closed) return;
    this.#postQueue.release();
    this.#releaseSlot?.();
    this.readyState = HttpSocket.CLOSED;
    for (const abort of this.#pending) abort.abort();
    this.#resume();
    // As on a WebSocket, `error` comes only before a close without a reason.
    if (code === LOST) this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Closed('close', { code, reason }));
  }

  protected get closed(): boolean {
    return this.readyState === HttpSocket.CLOSED;
  }

  #emit(data: string): void {
    if (!this.closed) this.dispatchEvent(new MessageEvent('message', { data }));
  }
}
