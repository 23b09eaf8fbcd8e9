import { commandDecoder, type Decoded } from '../protocol/codec.ts';
import type { Command } from '../protocol/commands.ts';
import { type Fault, fault } from '../protocol/errors.ts';
import type { Frame, FrameOf } from '../protocol/frames.ts';
import { type Limits, OVERSIZE_FACTOR } from '../protocol/limits.ts';
import { refused } from '../protocol/result.ts';
import { retryAfterError } from '../protocol/retry.ts';
import { type Actor, type Answer, type Handling, handle, isAct, kindOf } from './handlers.ts';
import { storageFault } from './log/storage-fault.ts';
import type { AddressLimiter } from './policy/address-limiter.ts';
import type { RateLimiter } from './policy/rate-limiter.ts';
import { type StorageLimiter, takesStorage } from './policy/storage-limiter.ts';

export type Handled = {
  /** For the sender alone, in the order of what was sent. */
  readonly replies: readonly Frame[];
  /** Set when the sender cannot go on: too many errors, or one that is no mistake. */
  readonly end?: Fault;
};

type Deps = {
  readonly limits: Limits;
  readonly limiter: RateLimiter;
  readonly addresses: AddressLimiter;
  readonly storage: StorageLimiter;
  readonly handling: Handling;
  readonly now: () => number;
};

const errorFrame = ({ code, message, retryAfterMs }: Fault, cid?: string): FrameOf<'error'> => ({
  type: 'error',
  code,
  message,
  ...(cid !== undefined && { cid }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

const isRepeat = ([reply]: readonly Frame[]): boolean =>
  reply?.type === 'ack' && reply.duplicate === true;

/** Where what clients send is read, held to the limits, done and answered. */
export class Desk {
  readonly #deps: Deps;
  readonly #decode: (text: string) => Decoded[];

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#decode = commandDecoder(deps.limits);
  }

  /**
   * Takes one WebSocket message or POST body: a frame or an array of them.
   * @param size of what was sent, in bytes or UTF-16 units.
   */
  take(actor: Actor, text: string, size = text.length): Handled {
    if (size > OVERSIZE_FACTOR * this.#deps.limits.frameBytes) {
      const end = fault('too_large', `Send at most ${this.#deps.limits.frameBytes} bytes at once.`);
      // Also an act that ends the connection is answered, so that it is not sent again [R64].
      return { replies: this.#decode(text).map(({ cid }) => errorFrame(end, cid)), end };
    }
    const replies: Frame[] = [];
    let end: Fault | undefined;
    let held: Fault | undefined;
    for (const decoded of this.#decode(text)) {
      const act = decoded.ok && isAct(decoded.command);
      // Commands after the limit is exceeded are rejected too, and so are acts behind one that is to
      // be tried again: done now, they would overtake it [R63].
      const before = end ?? (act ? held : undefined);
      const answer: Answer =
        before !== undefined
          ? { ok: false, fault: before }
          : decoded.ok
            ? this.perform(actor, decoded.command)
            : decoded;
      if (answer.ok) {
        replies.push(...answer.value);
        continue;
      }
      replies.push(errorFrame(answer.fault, decoded.cid));
      if (act && retryAfterError(answer.fault.code) !== undefined) held = answer.fault;
      if (decoded.ok || !decoded.repeated) end ??= this.#straw(actor, answer.fault);
    }
    return { replies, ...(end && { end }) };
  }

  /** Does one command, if the sender's limits allow it. */
  perform(actor: Actor, command: Command): Answer {
    const { limiter, addresses, storage, handling, now } = this.#deps;
    const { principal } = actor;
    const kind = kindOf(command);
    const wait =
      limiter.take(principal.user.id, kind, now()) ||
      (kind === 'signal' || kind === 'sync' ? addresses.take(principal, kind, now()) : 0);
    if (wait > 0) return refused('rate_limited', 'Too fast; wait a moment.', wait);
    const isStored = takesStorage(command);
    const full = isStored ? storage.delay(principal, now()) : 0;
    if (full > 0) return refused('rate_limited', 'Too much at once; wait a moment.', full);
    try {
      const answer = handle(handling, actor, command);
      if (isStored && answer.ok && !isRepeat(answer.value))
        storage.charge(principal, command, now());
      return answer;
    } catch (error) {
      return { ok: false, fault: storageFault(error) };
    }
  }

  #straw(actor: Actor, { code }: Fault): Fault | undefined {
    const { limiter, now } = this.#deps;
    const wait = limiter.take(actor.principal.user.id, 'error', now());
    if (wait === 0) return undefined;
    return code === 'rate_limited'
      ? fault('rate_limited', 'Much too fast; try again later.', wait)
      : fault('too_many_errors', 'Too many invalid frames; fix the client.', wait);
  }
}
