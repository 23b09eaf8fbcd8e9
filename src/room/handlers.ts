import type { Command, CommandOf, CommandType } from '../protocol/commands.ts';
import type { Fault } from '../protocol/errors.ts';
import type { EphemeralFrame, Frame } from '../protocol/frames.ts';
import type { User } from '../protocol/message.ts';
import { type Result, refused } from '../protocol/result.ts';
import type { Acts } from './acts.ts';
import type { Assistant } from './assistant/assistant.ts';
import type { Connection } from './connections/connection.ts';
import type { Kind } from './policy/rate-limiter.ts';
import type { Principal } from './principal.ts';
import type { OnCommitted, Origin } from './subscribers/committed-entries.ts';

/** Who acts: over a socket, or by a POST that has none. */
export type Actor = {
  readonly principal: Principal;
  readonly connection?: Connection;
  /** The talk with the assistant in which it is done, as the program calls it that does it. */
  readonly chat?: string;
};

/** What the handlers need of the room. */
export type Handling = {
  readonly room: string;
  readonly acts: Acts;
  /** `undefined` where there is nobody to ask. */
  readonly assistant: Pick<Assistant, 'perform' | 'release'> | undefined;
  readonly head: () => number;
  /** Everyone who is here hears it; what is durable is published to `onCommitted` instead. */
  readonly broadcast: (frame: EphemeralFrame) => void;
  readonly onCommitted: OnCommitted;
  readonly presence: () => Frame;
  /** Notes how far someone has read. @returns whether that is further than before. */
  readonly read: (user: string, seq: number, connection: Connection | undefined) => boolean;
  /** Whether there are too many people to say of each what they do. */
  readonly countsOnly: () => boolean;
  /** `welcome`, what was missed, `live`; from then on the connection is live. */
  readonly replay: (connection: Connection, since: string | undefined) => Result<Frame[]>;
  readonly rename: (connection: Connection, user: User) => void;
  /** What is wrong with a name that somebody wants; `undefined` where they may have it. */
  readonly nameFault: (name: string) => Fault | undefined;
  /** Ends the dead, before anyone is told who is here. */
  readonly evictStale: () => void;
};

/** The frames that go back to the sender alone. */
export type Answer = Result<readonly Frame[]>;

const answer = (...frames: Frame[]): Answer => ({ ok: true, value: frames });

/** When a `sync` that came too early may come again. */
const SYNC_AGAIN_MS = 1000;

type Handler<T extends CommandType> = {
  readonly kind: Kind;
  /** Open to readers, who have no name. */
  readonly reader?: true;
  readonly handle: (room: Handling, actor: Actor, command: CommandOf<T>) => Answer;
};

const act: Handler<'message' | 'edit' | 'delete' | 'react'>['handle'] = (room, actor, command) => {
  const outcome = room.acts.perform(actor.principal.user, command);
  if (!outcome.ok) return outcome;
  const { principal, connection } = actor;
  // A guest without a token becomes one of the people by what they do.
  if (connection !== undefined && !principal.named) room.rename(connection, principal.user);
  const { ack, frame } = outcome.value;
  if (frame !== undefined) room.onCommitted({ frame, origin: originOf(actor) });
  return answer(ack);
};

const originOf = ({ principal: { address = '' }, chat }: Actor): Origin => ({ address, chat });

const onlySockets = (type: string): Answer =>
  refused('bad_request', `"${type}" is for connections; a POST has none.`);

const answerAct: Handler<'assistant.stop' | 'assistant.regenerate'>['handle'] = (
  room,
  actor,
  command,
) => {
  if (room.assistant === undefined)
    return refused('not_allowed', 'There is no assistant in this room.');
  const outcome = room.assistant.perform(actor.principal.user.id, command, originOf(actor));
  return outcome.ok ? answer(outcome.value.ack) : outcome;
};

const handlers: { readonly [T in CommandType]: Handler<T> } = {
  message: { kind: 'message', handle: act },
  edit: { kind: 'change', handle: act },
  delete: {
    kind: 'change',
    handle(room, actor, command) {
      // What is still being written is stopped first, so that it ends once [I13].
      room.assistant?.release(actor.principal.user.id, command.id);
      return act(room, actor, command);
    },
  },
  react: { kind: 'change', handle: act },
  'assistant.stop': { kind: 'change', handle: answerAct },
  'assistant.regenerate': { kind: 'change', handle: answerAct },
  join: {
    kind: 'signal',
    reader: true,
    handle(room, { connection, principal }, { room: name, name: called }) {
      if (connection === undefined) return onlySockets('join');
      if (name !== undefined && name !== room.room)
        return refused('wrong_room', `This connection is to "${room.room}"; open another one.`);
      // Whoever has a token is called what it says.
      if (called === undefined || !principal.plain || principal.expiresAt !== null) return answer();
      const taken = room.nameFault(called);
      if (taken !== undefined) return { ok: false, fault: taken };
      room.rename(connection, { id: principal.user.id, name: called });
      return answer();
    },
  },
  typing: {
    kind: 'signal',
    handle(room, { principal }, { on }) {
      if (!room.countsOnly()) room.broadcast({ type: 'typing', user: principal.user, on });
      return answer();
    },
  },
  read: {
    kind: 'signal',
    handle(room, { principal, connection }, { seq }) {
      const upTo = Math.min(seq, room.head());
      if (room.read(principal.user.id, upTo, connection) && !room.countsOnly())
        room.broadcast({ type: 'read', user: principal.user, seq: upTo });
      return answer();
    },
  },
  who: {
    kind: 'signal',
    reader: true,
    handle(room) {
      room.evictStale();
      return answer(room.presence());
    },
  },
  reacted: {
    kind: 'signal',
    reader: true,
    handle(room, { principal }, { id }) {
      const emoji = room.acts.reactedBy(principal.user, id);
      return emoji.ok ? answer({ type: 'reacted', id, emoji: emoji.value }) : emoji;
    },
  },
  sync: {
    kind: 'sync',
    reader: true,
    handle(room, { connection }, { since }) {
      if (connection === undefined) return onlySockets('sync');
      // Replays are large and frames are small: one is sent before the next is read.
      return connection.isCatchingUp
        ? refused('rate_limited', 'You are being caught up already.', SYNC_AGAIN_MS)
        : room.replay(connection, since);
    },
  },
};

/** Which bucket a command counts in. */
export const kindOf = (command: Command): Kind => handlers[command.type].kind;

/** Whether a command changes the log and is answered by `ack` or `error`: its order counts [R63]. */
export const isAct = (command: Command): boolean =>
  handlers[command.type].kind === 'message' || handlers[command.type].kind === 'change';

/** Does what a command asks, for someone whose limits allow it. */
export function handle<T extends CommandType>(
  room: Handling,
  actor: Actor,
  command: CommandOf<T> & { type: T },
): Answer {
  const handler: Handler<T> = handlers[command.type];
  if (actor.principal.role === 'reader' && handler.reader !== true)
    return refused(
      'unauthorized',
      'Name yourself first: POST /api/session, then connect with its token.',
    );
  return handler.handle(room, actor, command);
}
