import { createHash } from 'node:crypto';
import type { AnswerCommand, WriteCommand } from '../../protocol/commands.ts';
import { messageIdOf } from '../../protocol/place.ts';
import type { StoredCommand } from './idempotency-store.ts';
import type { MessageRow } from './message-table.ts';

/** Hashes commands, to distinguish a repeat from a different command with the same cid [I2]. */
export class CommandHasher {
  readonly #epoch: () => string;

  constructor(epoch: () => string) {
    this.#epoch = epoch;
  }

  /** @returns the hash of a command; `null` for one without a cid, which cannot be repeated. */
  hash(user: string, { cid, ...command }: WriteCommand | AnswerCommand): string | null {
    if (cid === undefined) return null;
    // The epoch, user and cid act as a salt, so that equal texts do not have equal hashes.
    const content = JSON.stringify([this.#epoch(), user, cid, Object.entries(command).sort()]);
    return createHash('sha256').update(content).digest('base64url').slice(0, 22);
  }

  /**
   * Computes the hash of a message as it was sent, from its row, which still has the original text.
   * It is stored at the first edit or deletion only, because most messages are never changed.
   * @returns the hash; `null` for a message without a cid.
   */
  hashOf(row: MessageRow): string | null {
    return row.cid === null ? null : this.hash(row.user, { ...this.#sent(row), cid: row.cid });
  }

  /** @returns whether a command is a repeat of a stored one with the same cid. */
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
