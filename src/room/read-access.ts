import type { HistoryBody, PageAt, PollBody, RoomFacts } from '../protocol/rest.ts';
import { type Result, refused } from '../protocol/result.ts';
import { factsOf, type Welcome, type WelcomeDeps, welcomeFrames } from './connections/welcome.ts';
import { bytesOfFrames, bytesOfMessages } from './delivery/frame-size.ts';
import type { Tables } from './log/tables.ts';
import type { AddressLimiter } from './policy/address-limiter.ts';
import type { RateLimiter } from './policy/rate-limiter.ts';
import type { Principal } from './principal.ts';

const READ_TOO_MUCH = 'You have read a lot in a short time; wait a moment.';

type Deps = {
  readonly limits: WelcomeDeps['limits'];
  readonly tables: Pick<Tables, 'messages'>;
  readonly limiter: RateLimiter;
  readonly addresses: AddressLimiter;
  readonly welcome: WelcomeDeps;
  readonly evictStale: () => void;
  /** Called before each read of the log that is not part of a command. */
  readonly beforeRead: () => void;
  readonly now: () => number;
};

/**
 * Serves reads within the rate limits of the principal: welcomes, history pages, polls and facts.
 */
export class ReadAccess {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Builds the first frames of a connection, and charges their size to the principal.
   * @param since the client's cursor; `undefined` for a client that has none.
   */
  welcome(principal: Principal, since: string | undefined): Welcome {
    const { welcome, addresses, now } = this.#deps;
    const made = welcomeFrames(welcome, principal, since);
    addresses.chargeRead(principal, bytesOfFrames(made.frames), now());
    return made;
  }

  /** @returns why the principal may not get a replay now, or `undefined` if it may. */
  replayRefusal(principal: Principal): ReturnType<typeof refused> | undefined {
    const wait = this.#deps.addresses.readDelay(principal, this.#deps.now());
    return wait > 0 ? refused('rate_limited', READ_TOO_MUCH, wait) : undefined;
  }

  /**
   * Reads one page of history.
   * @param limit the requested number of messages; absent for the default.
   * @returns the page, or why it is refused.
   */
  page(principal: Principal, at: PageAt, limit: number | undefined): Result<HistoryBody> {
    const { limits, tables, addresses, beforeRead, now } = this.#deps;
    const wait = this.#readDelay(principal);
    if (wait > 0) return refused('rate_limited', READ_TOO_MUCH, wait);
    const most = limits.pageMessages;
    const size = Math.min(limit ?? Math.ceil(most / 2), most);
    beforeRead();
    const page = tables.messages.page(at, size);
    if (page.ok) addresses.chargeRead(principal, bytesOfMessages(page.value.messages), now());
    return page;
  }

  /**
   * Answers a poll.
   * @param since the client's cursor; `undefined` for a client that has none.
   * @returns all frames that a new connection would get, up to `live`, or why the poll is refused.
   */
  poll(principal: Principal, since: string | undefined): Result<PollBody> {
    const { limiter, evictStale, beforeRead, now } = this.#deps;
    evictStale();
    const wait = limiter.take(principal.user.id, 'sync', now()) || this.#readDelay(principal);
    if (wait > 0) return refused('rate_limited', 'Too fast; poll less often.', wait);
    beforeRead();
    return { ok: true, value: this.welcome(principal, since) };
  }

  /** @returns the public facts about the room, or why the request is refused. */
  facts(principal: Principal): Result<RoomFacts> {
    const { addresses, welcome, evictStale, beforeRead, now } = this.#deps;
    evictStale();
    const wait = addresses.take(principal, 'sync', now());
    if (wait > 0) return refused('rate_limited', READ_TOO_MUCH, wait);
    beforeRead();
    return { ok: true, value: factsOf(welcome) };
  }

  /** Counts a request that reads the log. @returns 0 if it is allowed, else the ms to wait. */
  #readDelay(principal: Principal): number {
    const { addresses, now } = this.#deps;
    return addresses.take(principal, 'sync', now()) || addresses.readDelay(principal, now());
  }
}
