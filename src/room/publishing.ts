import type { FrameOf } from '../protocol/frames.ts';
import type { PublishBody } from '../protocol/rest.ts';
import { type Result, refused } from '../protocol/result.ts';
import type { Desk } from './desk.ts';
import type { MessageTable } from './log/message-table.ts';
import type { Principal } from './principal.ts';

/** A message as a backend publishes it. */
export type Publication = {
  readonly text: string;
  readonly cid?: string;
  readonly replyTo?: string;
};

export type Published = PublishBody & { readonly repeat: boolean };

/** Says one message for a backend. A repeat of its cid gives the message that there is. */
export function publish(
  { desk, messages }: { readonly desk: Desk; readonly messages: MessageTable },
  principal: Principal,
  publication: Publication,
): Result<Published> {
  const answer = desk.perform({ principal }, { type: 'message', ...publication });
  if (!answer.ok) return answer;
  const [ack] = answer.value as FrameOf<'ack'>[];
  const row = ack && messages.find(ack.id);
  return row === undefined
    ? refused('not_found', 'That message is no longer kept.')
    : { ok: true, value: { message: messages.message(row), repeat: ack?.duplicate === true } };
}
