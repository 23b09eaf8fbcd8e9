import { MENTION_SIGNS, MENTION_START } from '../../../client/app/mentions.ts';
import { endsInCode } from './ends-in-code.ts';

/** Text before the caret that may be completed. */
export type CompletionQuery = {
  readonly kind: 'name' | 'emoji';
  /** The index of its `@` or `:`. */
  readonly from: number;
  readonly typed: string;
};

// Names may contain spaces, so any text after the sign may be one.
const NAME = new RegExp(
  `${MENTION_START}((?:[^\\s${MENTION_SIGNS}][^\\n${MENTION_SIGNS}]{0,39})?)$`,
  'u',
);
// At least two letters: `:D` is an emoticon.
const EMOJI = /(?:^|[\s([{"'>*_~]):([a-z0-9_+-]{2,30})$/i;

/** Finds the query before the caret. Nothing is completed in code. */
export function completionQuery(text: string, caret: number): CompletionQuery | null {
  const before = text.slice(Math.max(0, caret - 50), caret);
  // Names may contain spaces, so emoji take precedence.
  for (const [kind, pattern] of [
    ['emoji', EMOJI],
    ['name', NAME],
  ] as const) {
    const typed = pattern.exec(before)?.[1];
    if (typed === undefined) continue;
    const from = caret - typed.length - 1;
    return endsInCode(text.slice(0, from)) ? null : { kind, from, typed };
  }
  return null;
}
