import { utf8Bytes } from '../../protocol/text.ts';
import type { MessageRow } from '../history.ts';
import { Answers } from './answers.ts';
import type { Said, Turn } from './providers/provider.ts';

/** Bytes that make a token, as a cautious estimate across languages. */
const BYTES_PER_TOKEN = 3;
/** What a message costs besides its text. */
const TOKENS_PER_MESSAGE = 6;
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
    left -= cost(turn);
    if (left < 0) break;
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
  const answer = Answers.of(row);
  if (answer === undefined) return said(row);
  // What failed or is still being written is no part of the talk.
  const isWhole = answer.state === 'done' || answer.state === 'stopped';
  return isWhole && row.text !== '' ? { role: 'assistant', content: row.text } : undefined;
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
