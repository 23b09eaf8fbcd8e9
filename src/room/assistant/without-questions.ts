import type { MessageRow } from '../log/message-table.ts';

/**
 * Leaves out the questions to the assistant, which are the messages that its answers reply to.
 * @param newestFirst messages, so an answer comes before its question.
 */
export function* withoutQuestions(newestFirst: Iterable<MessageRow>): Iterable<MessageRow> {
  const questions = new Set<number>();
  for (const row of newestFirst) {
    if (row.assistant !== null && row.reply_to !== null) questions.add(row.reply_to);
    if (!questions.has(row.seq)) yield row;
  }
}
