import { ASSISTANT_ID } from '../../protocol/answer-state.ts';
import type { Answer } from '../../protocol/assistant.ts';
import type { AnswerCommand } from '../../protocol/commands.ts';
import type { DurableFrame } from '../../protocol/frames.ts';
import type { IdempotencyStore } from '../log/idempotency-store.ts';
import type { Entry, Log } from '../log/log.ts';
import type { MessageRow, MessageTable } from '../log/message-table.ts';

type Deps = {
  readonly log: Log;
  readonly messages: MessageTable;
  readonly idempotency: IdempotencyStore;
};

/** A change of an answer, and the command that caused it, if any. */
export type Change = {
  readonly answer: Answer;
  /** The new text; without it the text stays the same. */
  readonly text?: string;
  readonly act?: { readonly user: string; readonly command: AnswerCommand };
};

/** The assistant's messages in the log. Each change of one is a separate entry [I13]. */
export class Answers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @returns the question of an answer; `undefined` if it was deleted or has expired. */
  question({ reply_to }: MessageRow): MessageRow | undefined {
    const question = reply_to === null ? undefined : this.#deps.messages.row(reply_to);
    return question?.deleted === 1 ? undefined : question;
  }

  /**
   * Appends an answer without text to the log.
   * @param also further writes, which are committed in the same transaction.
   * @returns the answer's row and the frame that announces it.
   */
  place(
    name: string,
    replyTo: number,
    answer: Answer,
    also?: (entry: Entry) => void,
  ): { row: MessageRow; frame: DurableFrame } {
    const { log, messages } = this.#deps;
    const row = log.append((entry) => {
      const placed = messages.insertAnswer(entry, { id: ASSISTANT_ID, name }, replyTo, answer);
      also?.(entry);
      return placed;
    });
    return { row, frame: { type: 'message', ...messages.message(row) } };
  }

  /**
   * Changes an answer.
   * @param also further writes, which are committed in the same transaction.
   * @returns the log entry and the frame that announces it.
   */
  change(
    row: MessageRow,
    { answer, text = row.text, act }: Change,
    also?: (entry: Entry) => void,
  ): { entry: Entry; frame: DurableFrame } {
    const { log, messages, idempotency } = this.#deps;
    const [entry, after] = log.append((made) => {
      idempotency.note(made, act?.user ?? ASSISTANT_ID, row.seq, act?.command);
      const changed = messages.setAnswer(row, made.seq, text, answer);
      also?.(made);
      return [made, { ...row, ...changed, version: made.seq }] as const;
    });
    const message = messages.message(after);
    return { entry, frame: { type: 'changed', seq: entry.seq, message } };
  }
}
