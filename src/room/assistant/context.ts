import { utf8Bytes } from '../../protocol/text.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import type { RecentMessage, Turn } from './providers/provider.ts';

/** The bytes of one token, as a cautious estimate across languages. */
const BYTES_PER_TOKEN = 3;
/** The tokens of a message besides its text. */
const TOKENS_PER_MESSAGE = 6;
/** The end of a message that does not fit is included only if this many tokens are left. */
const MIN_TAIL_TOKENS = 40;
/** Replaces the beginning of a text that was cut. */
const LEFT_OUT = '[…] ';
/** Replaces earlier turns that were left out. */
const EARLIER: Turn = { role: 'user', content: '[…]' };
/** The most characters of a quoted message that go with the question. */
const MAX_QUOTE_CHARS = 500;

/** @returns the estimated tokens of a text. */
export const tokensOf = (text: string): number => Math.ceil(utf8Bytes(text) / BYTES_PER_TOKEN);

/**
 * Builds the conversation for a model, with the question last. Names and texts of people appear
 * only as JSON data within user messages [R110].
 * @param newestFirst the messages before the answer; they are read only until the budget is used
 *   up.
 * @param quoted the message that the question replies to.
 * @param budget the most tokens, as estimated.
 */
export function conversation(
  newestFirst: Iterable<MessageRow>,
  question: MessageRow,
  quoted: MessageRow | undefined,
  budget: number,
): Turn[] {
  const turns: Turn[] = [userTurn(question, quoted)];
  let left = budget - cost(turns[0]);
  for (const row of newestFirst) {
    if (row.seq === question.seq || row.deleted === 1) continue;
    const turn = turnOf(row);
    if (turn === undefined) continue;
    const tokens = cost(turn);
    if (tokens > left) {
      const tail = tailOf(row, left - cost(EARLIER));
      // The first turn must not be the assistant's.
      if (tail !== undefined) turns.unshift(...(tail.role === 'user' ? [] : [EARLIER]), tail);
      break;
    }
    left -= tokens;
    turns.unshift(turn);
  }
  return alternating(turns);
}

/** @returns the newest messages of people, at most `most`, oldest first. */
export function recentOf(newestFirst: Iterable<MessageRow>, most: number): RecentMessage[] {
  const recent: RecentMessage[] = [];
  for (const { assistant, deleted, name, text, at } of newestFirst) {
    if (recent.length === most) break;
    if (assistant === null && deleted === 0) recent.unshift({ from: name, text, at });
  }
  return recent;
}

function turnOf(row: MessageRow): Turn | undefined {
  const answer = answerOf(row);
  if (answer === undefined) return userTurn(row);
  // Failed and unfinished answers are not part of the conversation.
  const isWhole = answer.state === 'done' || answer.state === 'stopped';
  return isWhole && row.text !== '' ? { role: 'assistant', content: row.text } : undefined;
}

/** The end of a message that does not fit as a whole: the next question is mostly about its end. */
function tailOf(row: MessageRow, tokens: number): Turn | undefined {
  if (tokens < MIN_TAIL_TOKENS) return undefined;
  const wrapperBytes =
    row.assistant === null ? utf8Bytes(userTurn({ ...row, text: LEFT_OUT }).content) : 0;
  let bytes = (tokens - TOKENS_PER_MESSAGE) * BYTES_PER_TOKEN - wrapperBytes - utf8Bytes(LEFT_OUT);
  // JSON escapes can make the text longer than its characters, so try shorter ends.
  for (; bytes > 0; bytes = Math.floor(bytes / 2)) {
    const turn = turnOf({ ...row, text: LEFT_OUT + lastBytes(row.text, bytes) });
    if (cost(turn) <= tokens) return turn;
  }
  return undefined;
}

/** @returns the longest end of the text that fits into `most` bytes. */
function lastBytes(text: string, most: number): string {
  let from = text.length;
  for (let bytes = 0; from > 0; from--) {
    bytes += utf8Bytes(text[from - 1] ?? '');
    if (bytes > most) break;
  }
  return text.slice(from).replace(/^[\udc00-\udfff]/, '');
}

const userTurn = ({ name, text }: MessageRow, quoted?: MessageRow): Turn => ({
  role: 'user',
  content: JSON.stringify({
    from: name,
    text,
    ...(quoted && {
      replyingTo: { from: quoted.name, text: quoted.text.slice(0, MAX_QUOTE_CHARS) },
    }),
  }),
});

const cost = (turn: Turn | undefined): number => TOKENS_PER_MESSAGE + tokensOf(turn?.content ?? '');

/** Merges turns of the same role: some models require alternating roles, the user's first. */
function alternating(turns: readonly Turn[]): Turn[] {
  const folded: Turn[] = [];
  for (const turn of turns) {
    const last = folded.at(-1);
    if (last === undefined && turn.role === 'assistant') continue;
    if (last?.role === turn.role)
      folded[folded.length - 1] = { ...turn, content: `${last.content}\n${turn.content}` };
    else folded.push(turn);
  }
  return folded;
}
