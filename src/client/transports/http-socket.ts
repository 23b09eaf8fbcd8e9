// What SSE and polling have in common: a WebSocket's shape over plain HTTP, so that partysocket and
// everything above it need not know what carries the frames.
import { ERRORS, type ErrorCode } from '../../protocol/errors.ts';
import type { ErrorBody } from '../../protocol/rest.ts';
import { PING, PONG, SUBPROTOCOL } from '../../protocol/version.ts';
import type { Environment } from '../core/environment.ts';
import { isError } from '../rest/http.ts';
import { Closed, isJson, LOST, tooLarge } from './http-replies.ts';
import type { AcquireSlot } from './long-requests.ts';
import { PostQueue } from './post-queue.ts';

export type HttpSocketDeps = Pick<Environment, 'fetch' | 'clock'> & {
  /** Asked before a request that waits for news; without it, all may. */
  readonly acquireSlot?: AcquireSlot;
};

type Asking = {
  readonly withinMs: number;
  readonly body?: string;
  /** To give up this one alone. */
  readonly abort?: AbortController;
};

const POST_MS = 10_000;
/**
 * Something heard this recently proves the line alive: with a ping every 25 s and 10 s for its answer, a
 * dead one is noticed within 45 s, and a server speaks at least every 20 s. A clock that was
 * set back or forward proves nothing.
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
  readonly #underWay = new Set<AbortController>();
  /** Where the log goes on, by the last thing that moved a cursor. */
  protected since: string | null;
  #heardAt = 0;
  #owesPong = false;
  #goOn = () => {};
  /** Gives the place back that was taken to wait in. */
  #releaseSlot: (() => void) | null = null;

  /**
   * @param url a room's WebSocket address; its neighbours are used.
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
    // What cannot be read is not the room's: a proxy answers in JSON, too.
    queueMicrotask(() => this.run().catch(() => this.fail()));
  }

  /** Hears the room until it is over, and says how it ended. */
  protected abstract run(): Promise<void>;

  /** A sign of life is wanted sooner than it would come. */
  protected hurry(): void {}

  /** Rests, until the time is up or there is a reason to go on. */
  protected pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.deps.clock.after(ms, resolve);
      this.#goOn = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Whether a request may wait for news, from now on until the socket is closed. */
  protected async mayWait(): Promise<boolean> {
    const { acquireSlot } = this.deps;
    if (!acquireSlot || this.#releaseSlot) return true;
    this.#releaseSlot = await acquireSlot(new URL(this.#room).origin);
    if (this.closed) this.#releaseSlot?.();
    return this.#releaseSlot !== null;
  }

  /** Sends one frame, or `ping`. A reader has no name to send under. */
  send(text: string): void {
    if (this.readyState !== HttpSocket.OPEN) return;
    if (text === PING) this.#pinged();
    else if (this.#token !== undefined) this.#postQueue.add(text);
  }

  close(code = 1000, reason = ''): void {
    this.end(code, reason);
  }

  /** @returns the answers, or `null` where the socket's end was the answer. */
  async #post(body: string): Promise<string | null> {
    const replies = await this.ask('frames', { withinMs: POST_MS, body }, async (response) => {
      if (response.ok && isJson(response)) return response.text();
      // Too much at once is said of what was sent, as on a WebSocket; it is no reason to part.
      if (response.status === 413) return tooLarge(body, await response.text());
      await this.refuse(response);
      return null;
    });
    if (replies === null) this.fail();
    // What was said comes back sooner than it would by itself.
    else this.#goOn();
    return replies;
  }

  /** Nobody stands between who would answer for the room: only what was really heard counts. */
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

  /** The line is alive. */
  protected lives(): void {
    this.#heardAt = this.deps.clock.now();
    this.#pong();
  }

  /** Reads an answer as it comes: while something does, the line is slow and not dead. */
  protected async readText(response: Response, coming: () => void): Promise<string> {
    const reader = response.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) return text + decoder.decode();
      coming();
      if (text !== '') this.#emit(PONG);
      text += decoder.decode(value, { stream: true });
    }
  }

  protected opened(): void {
    if (this.readyState !== HttpSocket.CONNECTING) return;
    this.readyState = HttpSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  /** Hands up what the room says, with its answers to what was sent always first. */
  protected hear(data: string): void {
    if (!this.#postQueue.hold(data)) this.#emit(data);
  }

  /** What the room allows to be sent at once. */
  protected allow(limits: { frameBytes?: number; batchFrames?: number }): void {
    this.#postQueue.allow(limits);
  }

  /**
   * Asks the room. What is under way ends with the socket.
   * @param read reads the answer; it may call `inTime` where the rest may take longer by so many ms, or
   *   for ever.
   * @returns `null` where it broke off, or took too long.
   */
  protected async ask<T>(
    path: string,
    { withinMs, body, abort = new AbortController() }: Asking,
    read: (response: Response, inTime: (moreMs?: number) => void) => Promise<T>,
  ): Promise<T | null> {
    if (this.closed) return null;
    this.#underWay.add(abort);
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
        // The token is the identity; a cookie of the server's origin has no say.
        credentials: 'omit',
        signal: abort.signal,
      });
      return await read(response, inTime);
    } catch {
      return null;
    } finally {
      inTime();
      this.#underWay.delete(abort);
    }
  }

  /**
   * Ends as the room says with an HTTP error.
   * @param isPatient whether what isn't the room's is passed over, and not a line that broke.
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

  /** The line broke. */
  protected fail(): void {
    this.end(LOST, '');
  }

  protected end(code: number, reason: string): void {
    if (this.closed) return;
    this.#postQueue.release();
    this.#releaseSlot?.();
    this.readyState = HttpSocket.CLOSED;
    for (const abort of this.#underWay) abort.abort();
    this.#goOn();
    // As a WebSocket does: an error only where nobody said why.
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
