import type { FrameOf } from '../../protocol/frames.ts';
import type { PublishBody } from '../../protocol/rest.ts';
import { type Result, refused } from '../../protocol/result.ts';
import type { MessageTable } from '../log/message-table.ts';
import type { Principal } from '../principal.ts';
import type { ActorConnection } from './command.ts';
import type { CommandProcessor } from './processor.ts';

/** A message that a backend publishes. */
export type Publication = {
  readonly text: string;
  readonly cid?: string;
  readonly replyTo?: string;
};

export type Published = PublishBody & { readonly repeat: boolean };

/**
 * Writes one message for a backend. A repeat of its cid returns the message that is already stored.
 * @returns the message, or why it was refused.
 */
export function publish<C extends ActorConnection>(
  commands: Pick<CommandProcessor<C>, 'execute'>,
  messages: MessageTable,
  principal: Principal,
  publication: Publication,
): Result<Published> {
  const reply = commands.execute({ principal }, { type: 'message', ...publication });
  if (!reply.ok) return reply;
  const [ack] = reply.value as FrameOf<'ack'>[];
  const row = ack && messages.find(ack.id);
  return row === undefined
    ? refused('not_found', 'That message is no longer kept.')
    : { ok: true, value: { message: messages.message(row), repeat: ack?.duplicate === true } };
}
