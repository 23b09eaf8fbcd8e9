// Polling. A long poll waits at the server for frames; if a proxy cuts long polls, shorter ones are used,
// and if no poll may wait, one every few seconds.
import type { Frame, FrameOf } from '../../protocol/frames.ts';
import { POLL_SECONDS } from '../../protocol/limits.ts';
import type { PollBody } from '../../protocol/rest.ts';
import { isJson, reasonOf } from './http-replies.ts';
import { HttpSocket, type HttpSocketDeps } from './http-socket.ts';
import { longRequestSlots } from './long-requests.ts';

/** How long an answer may take beyond the wait that was requested. */
const ANSWER_MS = 10_000;
/** Between two polls that don't wait. */
const SHORT_MS = 3000;
/** Below this a poll that waits is no better than one that doesn't. */
const LEAST_WAIT_S = 2;
/** After this time longer polls are tried again. */
const TRY_LONG_MS = 5 * 60_000;

/** A room by polls in the shape of a WebSocket. */
export class PollingSocket extends HttpSocket {
  #abort = new AbortController();
  #waiting = false;
  #hurried = false;
  /** Seconds that a poll may wait here. */
  #longest = POLL_SECONDS;
  #cutAt = 0;

  protected override async run(): Promise<void> {
    // The first poll does not wait, for a fast welcome.
    let wait = 0;
    while (!this.closed) {
      this.#hurried = false;
      this.#waiting = wait > 0;
      const began = this.deps.clock.now();
      const body = await this.#poll(wait);
      const now = this.deps.clock.now();
      if (this.closed) return;
      if (body) this.#take(body);
      else if (wait === 0) return this.fail();
      else if (!this.#hurried) this.#cutAfter(Math.abs(now - began), now);

      if (Math.abs(now - this.#cutAt) >= TRY_LONG_MS) this.#longest = POLL_SECONDS;
      // After a failure, a poll that doesn't wait tells whether the network or the waiting was the cause.
      wait = body ? this.#longest : 0;
      if (wait > 0 && !(await this.mayWait())) wait = 0;
      if (body && wait === 0) await this.pause(SHORT_MS);
    }
  }

  #poll(wait: number): Promise<PollBody | null> {
    const query = new URLSearchParams({ wait: `${wait}` });
    if (this.since !== null) query.set('since', this.since);
    this.#abort = new AbortController();
    const asking = { withinMs: wait * 1000 + ANSWER_MS, abort: this.#abort };
    return this.ask(`poll?${query}`, asking, async (response, inTime) => {
      if (response.ok && isJson(response))
        return JSON.parse(await this.readText(response, () => inTime(ANSWER_MS))) as PollBody;
      // A proxy's timeout of a long poll says nothing about the room.
      await this.refuse(response, wait > 0);
      return null;
    });
  }

  #take({ cursor, frames }: PollBody): void {
    this.since = cursor;
    this.opened();
    this.lives();
    const welcome = frames.find((frame): frame is FrameOf<'welcome'> => frame.type === 'welcome');
    if (welcome) this.allow(welcome.limits);
    this.hear(JSON.stringify(frames.filter(isStillTrue)));
    const bye = frames.find((frame): frame is FrameOf<'bye'> => frame.type === 'bye');
    if (bye) this.end(bye.code, reasonOf(bye.code));
  }

  #cutAfter(ms: number, now: number): void {
    const allowed = Math.floor((ms / 1000) * 0.7);
    this.#longest = allowed < LEAST_WAIT_S ? 0 : Math.min(allowed, this.#longest);
    this.#cutAt = now;
  }

  /** Polls again at once. The aborted answer is not lost, because the cursor has not moved. */
  protected override hurry(): void {
    if (!this.#waiting) return;
    this.#hurried = true;
    this.#abort.abort();
  }
}

/** Typing during the wait may have ended by now. */
const isStillTrue = ({ type }: Frame): boolean => type !== 'typing';

/** The class to hand to partysocket. */
export const pollingTransport = (deps: HttpSocketDeps): typeof WebSocket =>
  class extends PollingSocket {
    constructor(url: string, protocols: readonly string[]) {
      super(url, protocols, { acquireSlot: longRequestSlots(), ...deps });
    }
  } as unknown as typeof WebSocket;
