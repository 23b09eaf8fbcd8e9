import type { AnswerState } from '../../protocol/answer-state.ts';
import { tokensOf } from './context.ts';
import type { AnswerCode, Usage } from './providers/provider.ts';
import { type Cost, NOTHING } from './quota/reservation.ts';

/** How an answer ends, as the log stores it. */
export type AnswerEnd = {
  readonly state: Exclude<AnswerState, 'queued' | 'running'>;
  readonly text: string;
  readonly code?: AnswerCode;
  /** Ms since 1970. */
  readonly retryAt?: number;
  readonly usage?: Usage;
  /** The model worked, although the provider reported no usage. */
  readonly hasWorked?: boolean;
};

/** The cost of an answer whose provider was never asked. It still counts as an ask. */
export const NOT_STARTED: Cost = { asks: 1, tokens: 0 };

/** @returns the cost of an answer that ended before the provider was asked; a failure is free. */
export const costBeforeStart = ({ state }: AnswerEnd): Cost =>
  state === 'failed' ? NOTHING : NOT_STARTED;

/**
 * The cost of an answer whose provider was asked [R114]. An answer that fails before its first word
 * does not count as an ask, and costs the tokens that the provider reported. If it reported none,
 * an answer that timed out or only thought costs its input, and also `most` if it used up its
 * output.
 * @param given the estimated tokens of its input.
 * @param most the most tokens of its output.
 * @returns the cost to count.
 */
export function costOf(
  { state, text, code, usage = {}, hasWorked }: AnswerEnd,
  given: number,
  most: number,
): Cost {
  const { tokensIn, tokensOut } = usage;
  if (state !== 'failed' || text !== '')
    return { asks: 1, tokens: (tokensIn ?? given) + (tokensOut ?? tokensOf(text)) };
  const reported = (tokensIn ?? 0) + (tokensOut ?? 0);
  const isUsedUp = hasWorked && code === 'assistant_too_long';
  const estimated = hasWorked || code === 'assistant_timeout' ? given + (isUsedUp ? most : 0) : 0;
  return { asks: 0, tokens: reported || estimated };
}
