import type { MessageRow } from '../log/message-table.ts';

/**
 * Leaves out messages that asked the assistant, which its answers reply to.
 * @param newestFirst messages, in which an answer comes before its question.
 */
export function* unasked(newestFirst: Iterable<MessageRow>): Iterable<MessageRow> {
  const questions = new Set<number>();
  for (const row of newestFirst) {
    if (row.assistant !== null && row.reply_to !== null) questions.add(row.reply_to);
    if (!questions.has(row.seq)) yield row;
  }
}
