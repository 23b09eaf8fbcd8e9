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

/** What is new about an answer, and by whose act. */
export type Change = {
  readonly answer: Answer;
  /** The text from now on; without it the text stays. */
  readonly text?: string;
  readonly act?: { readonly user: string; readonly command: AnswerCommand };
};

/** The assistant's messages in the log. Every change of one is an entry of its own [I13]. */
export class Answers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** What an answer is to; `undefined` where that was deleted, or is forgotten. */
  question({ reply_to }: MessageRow): MessageRow | undefined {
    const question = reply_to === null ? undefined : this.#deps.messages.row(reply_to);
    return question?.deleted === 1 ? undefined : question;
  }

  /**
   * Gives an answer its place behind what is in the log, with no text yet.
   * @param also written with it, or not at all.
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

  /** Changes an answer, and `also` what goes with it. @returns the entry and what everyone hears. */
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
