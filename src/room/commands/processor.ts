import { commandDecoder, type Decoded } from '../../protocol/codec.ts';
import type { Command, CommandOf, CommandType } from '../../protocol/commands.ts';
import { errorFrame } from '../../protocol/error-frames.ts';
import { type Fault, fault } from '../../protocol/errors.ts';
import type { Frame } from '../../protocol/frames.ts';
import { type Limits, OVERSIZE_FACTOR } from '../../protocol/limits.ts';
import { refused } from '../../protocol/result.ts';
import { retryAfterError } from '../../protocol/retry.ts';
import { storageFault } from '../log/storage-fault.ts';
import type { AddressLimiter } from '../policy/address-limiter.ts';
import { permissionFault } from '../policy/permissions.ts';
import type { RateLimiter } from '../policy/rate-limiter.ts';
import type { StorageLimiter } from '../policy/storage-limiter.ts';
import type {
  Actor,
  ActorConnection,
  CommandContext,
  CommandDefinition,
  Reply,
} from './command.ts';
import { COMMANDS } from './table.ts';

export type Processed = {
  /** Frames for the sender alone, in the order of the commands. */
  readonly replies: readonly Frame[];
  /** Set if the sender must be disconnected: it sent too much at once, or made too many errors. */
  readonly end?: Fault;
};

type Deps<C extends ActorConnection> = {
  readonly limits: Limits;
  readonly limiter: RateLimiter;
  readonly addresses: AddressLimiter;
  readonly storage: StorageLimiter;
  readonly context: CommandContext<C>;
  readonly now: () => number;
};

const isRepeat = ([reply]: readonly Frame[]): boolean =>
  reply?.type === 'ack' && reply.duplicate === true;

/** Whether a command must keep its order, because it changes the log [R63]. */
const keepsOrder = ({ type }: Command): boolean =>
  COMMANDS[type].limit === 'message' || COMMANDS[type].limit === 'change';

/**
 * Decodes commands, checks their limits and permissions, executes them and collects the replies.
 */
export class CommandProcessor<C extends ActorConnection> {
  readonly #deps: Deps<C>;
  readonly #decode: (text: string) => Decoded[];

  constructor(deps: Deps<C>) {
    this.#deps = deps;
    this.#decode = commandDecoder(deps.limits);
  }

  /**
   * Processes one WebSocket message or POST body: a command or an array of them.
   * @param text the commands as JSON.
   * @param size the size of what was sent, in bytes or UTF-16 units.
   */
  process(actor: Actor<C>, text: string, size = text.length): Processed {
    if (size > OVERSIZE_FACTOR * this.#deps.limits.frameBytes) {
      const end = fault('too_large', `Send at most ${this.#deps.limits.frameBytes} bytes at once.`);
      // Commands in an oversize frame are answered too, so that the client does not resend them
      // [R64].
      return { replies: this.#decode(text).map(({ cid }) => errorFrame(end, cid)), end };
    }
    const replies: Frame[] = [];
    let end: Fault | undefined;
    let retryFault: Fault | undefined;
    for (const decoded of this.#decode(text)) {
      const isOrdered = decoded.ok && keepsOrder(decoded.command);
      // Commands after the error limit is exceeded are rejected too. So are ordered commands after
      // one that the client must retry: if they were executed now, they would overtake it [R63].
      const earlierFault = end ?? (isOrdered ? retryFault : undefined);
      const reply: Reply =
        earlierFault !== undefined
          ? { ok: false, fault: earlierFault }
          : decoded.ok
            ? this.execute(actor, decoded.command)
            : decoded;
      if (reply.ok) {
        replies.push(...reply.value);
        continue;
      }
      replies.push(errorFrame(reply.fault, decoded.cid));
      if (isOrdered && retryAfterError(reply.fault.code) !== undefined) retryFault = reply.fault;
      if (decoded.ok || !decoded.repeated) end ??= this.#countError(actor, reply.fault);
    }
    return { replies, ...(end && { end }) };
  }

  /**
   * Executes one command if the sender's limits and permissions allow it.
   * @returns its replies, or why it failed. An exception becomes a fault.
   */
  execute<T extends CommandType>(actor: Actor<C>, command: CommandOf<T> & { type: T }): Reply {
    const { limiter, addresses, storage, context, now } = this.#deps;
    const { principal } = actor;
    const definition: CommandDefinition<T> = COMMANDS[command.type];
    const { limit } = definition;
    const wait =
      limiter.take(principal.user.id, limit, now()) ||
      (limit === 'signal' || limit === 'sync' ? addresses.take(principal, limit, now()) : 0);
    if (wait > 0) return refused('rate_limited', 'Too fast; wait a moment.', wait);
    const bytes = definition.storedBytes?.(command);
    const storageWait = bytes === undefined ? 0 : storage.delay(principal, now());
    if (storageWait > 0)
      return refused('rate_limited', 'Too much at once; wait a moment.', storageWait);
    try {
      const forbidden = permissionFault(principal, definition.permission);
      if (forbidden !== undefined) return { ok: false, fault: forbidden };
      const reply = definition.execute(context, actor, command);
      if (bytes !== undefined && reply.ok && !isRepeat(reply.value))
        storage.charge(principal, bytes, now());
      return reply;
    } catch (error) {
      return { ok: false, fault: storageFault(error) };
    }
  }

  /** Counts an error. @returns why the sender must be disconnected, if it made too many. */
  #countError(actor: Actor<C>, { code }: Fault): Fault | undefined {
    const { limiter, now } = this.#deps;
    const wait = limiter.take(actor.principal.user.id, 'error', now());
    if (wait === 0) return undefined;
    return code === 'rate_limited'
      ? fault('rate_limited', 'Much too fast; try again later.', wait)
      : fault('too_many_errors', 'Too many invalid frames; fix the client.', wait);
  }
}
