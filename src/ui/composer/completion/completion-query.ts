import { MENTION_SIGNS, MENTION_START } from '../../../client/app/mentions.ts';
import { endsInCode } from './ends-in-code.ts';

/** What is being typed that could be completed. */
export type CompletionQuery = {
  readonly kind: 'name' | 'emoji';
  /** Where its `@` or `:` stands. */
  readonly from: number;
  readonly typed: string;
};

// A name may have spaces, so whatever stands behind a sign may be one.
const NAME = new RegExp(
  `${MENTION_START}((?:[^\\s${MENTION_SIGNS}][^\\n${MENTION_SIGNS}]{0,39})?)$`,
  'u',
);
// Two letters at least: `:D` is a face already.
const EMOJI = /(?:^|[\s([{"'>*_~]):([a-z0-9_+-]{2,30})$/i;

/** Looks at what stands before the cursor; in code nothing is completed. */
export function completionQuery(text: string, caret: number): CompletionQuery | null {
  const before = text.slice(Math.max(0, caret - 50), caret);
  // A name may have spaces, so an emoji behind one is looked for first.
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
