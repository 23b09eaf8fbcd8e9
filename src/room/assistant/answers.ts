import { ASSISTANT_ID } from '../../protocol/answer-state.ts';
import type { Answer } from '../../protocol/assistant.ts';
import type { AnswerCommand } from '../../protocol/commands.ts';
import type { DurableFrame } from '../../protocol/frames.ts';
import type { Database } from '../log/database.ts';
import type { IdempotencyStore } from '../log/idempotency-store.ts';
import type { Entry, Log } from '../log/log.ts';
import type { MessageRow, MessageTable } from '../log/message-table.ts';

type Deps = {
  readonly database: Database;
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

  /** How it stands with an answer; `undefined` where the message is none. */
  static of(row: MessageRow): Answer | undefined {
    return row.assistant === null ? undefined : (JSON.parse(row.assistant) as Answer);
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
    const { database, log, messages } = this.#deps;
    const row = log.append((entry): MessageRow => {
      const { seq, at } = entry;
      const said = { user: ASSISTANT_ID, name, text: '', reply_to: replyTo, cid: null };
      const assistant = JSON.stringify(answer);
      database.run(
        `INSERT INTO messages (seq, at, user, name, text, reply_to, version, assistant)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[seq, at, said.user, said.name, said.text, said.reply_to, seq, assistant],
      );
      also?.(entry);
      return { seq, at, ...said, version: seq, edited: 0, deleted: 0, reactions: null, assistant };
    });
    return { row, frame: { type: 'message', ...messages.message(row) } };
  }

  /** Changes an answer, and `also` what goes with it. @returns the entry and what everyone hears. */
  change(
    row: MessageRow,
    { answer, text = row.text, act }: Change,
    also?: (entry: Entry) => void,
  ): { entry: Entry; frame: DurableFrame } {
    const { database, log, messages, idempotency } = this.#deps;
    const assistant = JSON.stringify(answer);
    const made = log.append((entry) => {
      idempotency.note(entry, act?.user ?? ASSISTANT_ID, row.seq, act?.command);
      database.run(
        'UPDATE messages SET text = ?, assistant = ?, version = ? WHERE seq = ?',
        ...[text, assistant, entry.seq, row.seq],
      );
      also?.(entry);
      return entry;
    });
    const message = messages.message({ ...row, text, assistant, version: made.seq });
    return { entry: made, frame: { type: 'changed', seq: made.seq, message } };
  }
}
