import { createHash } from 'node:crypto';
import type { AnswerCommand, WriteCommand } from '../../protocol/commands.ts';
import { messageIdOf } from '../../protocol/place.ts';
import type { Remembered } from './log.ts';
import type { MessageRow } from './message-table.ts';

/** Tells a repeat from another act under the same cid [I2]. */
export class CommandHasher {
  readonly #epoch: () => string;

  constructor(epoch: () => string) {
    this.#epoch = epoch;
  }

  /** What is stored with a change; `null` for one that cannot be repeated. */
  hash(user: string, { cid, ...act }: WriteCommand | AnswerCommand): string | null {
    if (cid === undefined) return null;
    // With the epoch, the person and the cid in it, equal texts do not show as equal.
    const content = JSON.stringify([this.#epoch(), user, cid, Object.entries(act).sort()]);
    return createHash('sha256').update(content).digest('base64url').slice(0, 22);
  }

  /**
   * The hash of what a message said when it was sent, from its row, which still says it. It is
   * needed from the first edit on, and so computed then: most messages never are edited.
   */
  hashOf(row: MessageRow): string | null {
    return row.cid === null ? null : this.hash(row.user, { ...this.#sent(row), cid: row.cid });
  }

  isSame(user: string, act: WriteCommand | AnswerCommand, before: Remembered): boolean {
    if (before.hash !== null || before.text === null) return this.hash(user, act) === before.hash;
    const { text, replyTo } = this.#sent({ text: before.text, reply_to: before.reply_to });
    return act.type === 'message' && act.text === text && act.replyTo === replyTo;
  }

  #sent({ text, reply_to }: Pick<MessageRow, 'text' | 'reply_to'>) {
    const replyTo =
      reply_to === null ? undefined : messageIdOf({ epoch: this.#epoch(), seq: reply_to });
    return { type: 'message' as const, text, ...(replyTo !== undefined && { replyTo }) };
  }
}
