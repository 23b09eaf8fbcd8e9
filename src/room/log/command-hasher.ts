import { createHash } from 'node:crypto';
import type { AnswerCommand, WriteCommand } from '../../protocol/commands.ts';
import { messageIdOf } from '../../protocol/place.ts';
import type { StoredCommand } from './idempotency-store.ts';
import type { MessageRow } from './message-table.ts';

/** Tells a repeat from another command under the same cid [I2]. */
export class CommandHasher {
  readonly #epoch: () => string;

  constructor(epoch: () => string) {
    this.#epoch = epoch;
  }

  /** The hash of a command; `null` for one that cannot be repeated. */
  hash(user: string, { cid, ...command }: WriteCommand | AnswerCommand): string | null {
    if (cid === undefined) return null;
    // With the epoch, the person and the cid in it, equal texts do not show as equal.
    const content = JSON.stringify([this.#epoch(), user, cid, Object.entries(command).sort()]);
    return createHash('sha256').update(content).digest('base64url').slice(0, 22);
  }

  /**
   * The hash of a message as it was sent, from its row, which still has the text. It is needed from
   * the first edit on, and so computed then: most messages are never edited.
   */
  hashOf(row: MessageRow): string | null {
    return row.cid === null ? null : this.hash(row.user, { ...this.#sent(row), cid: row.cid });
  }

  isSame(user: string, command: WriteCommand | AnswerCommand, before: StoredCommand): boolean {
    if (before.hash !== null || before.text === null)
      return this.hash(user, command) === before.hash;
    const { text, replyTo } = this.#sent({ text: before.text, reply_to: before.reply_to });
    return command.type === 'message' && command.text === text && command.replyTo === replyTo;
  }

  #sent({ text, reply_to }: Pick<MessageRow, 'text' | 'reply_to'>) {
    const replyTo =
      reply_to === null ? undefined : messageIdOf({ epoch: this.#epoch(), seq: reply_to });
    return { type: 'message' as const, text, ...(replyTo !== undefined && { replyTo }) };
  }
}
