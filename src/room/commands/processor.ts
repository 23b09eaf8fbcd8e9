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
  /** For the sender alone, in the order of the commands. */
  readonly replies: readonly Frame[];
  /** Set when the sender is disconnected: too many errors, or an error that is no mistake. */
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

/** Whether a command changes the log and is answered by `ack` or `error`: its order counts [R63]. */
const keepsOrder = ({ type }: Command): boolean =>
  COMMANDS[type].limit === 'message' || COMMANDS[type].limit === 'change';

/** Reads commands, holds them to limits and permissions, executes them and collects the replies. */
export class CommandProcessor<C extends ActorConnection> {
  readonly #deps: Deps<C>;
  readonly #decode: (text: string) => Decoded[];

  constructor(deps: Deps<C>) {
    this.#deps = deps;
    this.#decode = commandDecoder(deps.limits);
  }

  /**
   * Processes one WebSocket message or POST body: a command or an array of them.
   * @param size of what was sent, in bytes or UTF-16 units.
   */
  process(actor: Actor<C>, text: string, size = text.length): Processed {
    if (size > OVERSIZE_FACTOR * this.#deps.limits.frameBytes) {
      const end = fault('too_large', `Send at most ${this.#deps.limits.frameBytes} bytes at once.`);
      // A command that ends the connection is answered too, so that it is not sent again [R64].
      return { replies: this.#decode(text).map(({ cid }) => errorFrame(end, cid)), end };
    }
    const replies: Frame[] = [];
    let end: Fault | undefined;
    let held: Fault | undefined;
    for (const decoded of this.#decode(text)) {
      const isOrdered = decoded.ok && keepsOrder(decoded.command);
      // Commands after the limit is exceeded are rejected too, and so are ordered commands after one
      // that is to be retried: executed now, they would overtake it [R63].
      const before = end ?? (isOrdered ? held : undefined);
      const reply: Reply =
        before !== undefined
          ? { ok: false, fault: before }
          : decoded.ok
            ? this.execute(actor, decoded.command)
            : decoded;
      if (reply.ok) {
        replies.push(...reply.value);
        continue;
      }
      replies.push(errorFrame(reply.fault, decoded.cid));
      if (isOrdered && retryAfterError(reply.fault.code) !== undefined) held = reply.fault;
      if (decoded.ok || !decoded.repeated) end ??= this.#countError(actor, reply.fault);
    }
    return { replies, ...(end && { end }) };
  }

  /** Executes one command, if the sender's limits and permissions allow it. */
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
    const full = bytes === undefined ? 0 : storage.delay(principal, now());
    if (full > 0) return refused('rate_limited', 'Too much at once; wait a moment.', full);
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

  /** Counts an error. @returns why the sender is disconnected, if there were too many. */
  #countError(actor: Actor<C>, { code }: Fault): Fault | undefined {
    const { limiter, now } = this.#deps;
    const wait = limiter.take(actor.principal.user.id, 'error', now());
    if (wait === 0) return undefined;
    return code === 'rate_limited'
      ? fault('rate_limited', 'Much too fast; try again later.', wait)
      : fault('too_many_errors', 'Too many invalid frames; fix the client.', wait);
  }
}
