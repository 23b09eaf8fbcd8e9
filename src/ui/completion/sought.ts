import { MENTION_SIGNS, MENTION_START } from '../../client/mentions.ts';

/** What is being typed that could be completed. */
export type Sought = {
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
const EMOJI = /(?:^|[\s([{"'>*_~])(:)([a-z0-9_+-]{2,30})$/i;

/** Looks at what stands before the cursor. */
export function soughtAt(text: string, caret: number): Sought | null {
  const before = text.slice(Math.max(0, caret - 50), caret);
  const name = NAME.exec(before)?.[1];
  if (name !== undefined) return { kind: 'name', from: caret - name.length - 1, typed: name };
  const emoji = EMOJI.exec(before)?.[2];
  if (emoji !== undefined) return { kind: 'emoji', from: caret - emoji.length - 1, typed: emoji };
  return null;
}
