import { utf8Bytes } from '../../protocol/text.ts';
import { answerOf, type MessageRow } from '../log/message-table.ts';
import type { Said, Turn } from './providers/provider.ts';

/** Bytes that make a token, as a cautious estimate across languages. */
const BYTES_PER_TOKEN = 3;
/** What a message costs besides its text. */
const TOKENS_PER_MESSAGE = 6;
/** The tail of a message that does not fit is worth that many tokens at least. */
const LEAST_TAIL_TOKENS = 40;
/** Stands in the place of what was left out. */
const LEFT_OUT = '[…] ';
const BEFORE: Turn = { role: 'user', content: '[…]' };
/** As much of a quoted message goes with the question. */
const QUOTE_CHARS = 500;

export const tokensOf = (text: string): number => Math.ceil(utf8Bytes(text) / BYTES_PER_TOKEN);

/**
 * The room's talk as a model is given it, the question last. What people are called and say is data
 * within the messages of users, never more [R110].
 * @param newestFirst the messages before the answer; read no further than the budget goes.
 * @param quoted what the question replies to.
 */
export function conversation(
  newestFirst: Iterable<MessageRow>,
  question: MessageRow,
  quoted: MessageRow | undefined,
  budget: number,
): Turn[] {
  const turns: Turn[] = [said(question, quoted)];
  let left = budget - cost(turns[0]);
  for (const row of newestFirst) {
    if (row.seq === question.seq || row.deleted === 1) continue;
    const turn = turnOf(row);
    if (turn === undefined) continue;
    const price = cost(turn);
    if (price > left) {
      const tail = tailOf(row, left - cost(BEFORE));
      // An assistant's turn cannot be the first.
      if (tail !== undefined) turns.unshift(...(tail.role === 'user' ? [] : [BEFORE]), tail);
      break;
    }
    left -= price;
    turns.unshift(turn);
  }
  return alternating(turns);
}

/** The newest messages of people, oldest first. */
export function recentOf(newestFirst: Iterable<MessageRow>, most: number): Said[] {
  const recent: Said[] = [];
  for (const { assistant, deleted, name, text, at } of newestFirst) {
    if (recent.length === most) break;
    if (assistant === null && deleted === 0) recent.unshift({ from: name, text, at });
  }
  return recent;
}

function turnOf(row: MessageRow): Turn | undefined {
  const answer = answerOf(row);
  if (answer === undefined) return said(row);
  // What failed or is still being written is no part of the talk.
  const isWhole = answer.state === 'done' || answer.state === 'stopped';
  return isWhole && row.text !== '' ? { role: 'assistant', content: row.text } : undefined;
}

/** The end of a message that does not fit as a whole: what is asked next is mostly about that. */
function tailOf(row: MessageRow, tokens: number): Turn | undefined {
  if (tokens < LEAST_TAIL_TOKENS) return undefined;
  const around = row.assistant === null ? utf8Bytes(said({ ...row, text: LEFT_OUT }).content) : 0;
  let bytes = (tokens - TOKENS_PER_MESSAGE) * BYTES_PER_TOKEN - around - utf8Bytes(LEFT_OUT);
  // Where JSON escapes what is in it, it costs more than its characters do.
  for (; bytes > 0; bytes = Math.floor(bytes / 2)) {
    const turn = turnOf({ ...row, text: LEFT_OUT + lastBytes(row.text, bytes) });
    if (cost(turn) <= tokens) return turn;
  }
  return undefined;
}

/** As many characters from the end as there are bytes for. */
function lastBytes(text: string, most: number): string {
  let from = text.length;
  for (let bytes = 0; from > 0; from--) {
    bytes += utf8Bytes(text[from - 1] ?? '');
    if (bytes > most) break;
  }
  return text.slice(from).replace(/^[\udc00-\udfff]/, '');
}

const said = ({ name, text }: MessageRow, quoted?: MessageRow): Turn => ({
  role: 'user',
  content: JSON.stringify({
    from: name,
    text,
    ...(quoted && { replyingTo: { from: quoted.name, text: quoted.text.slice(0, QUOTE_CHARS) } }),
  }),
});

const cost = (turn: Turn | undefined): number => TOKENS_PER_MESSAGE + tokensOf(turn?.content ?? '');

/** Some models take users and assistant by turns only, and none that begin with the assistant. */
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
