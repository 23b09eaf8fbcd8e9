// What the close codes mean, for who explains them to people. Apart from the client itself, which
// acts on them and need not tell.
import { ERRORS, type Retry, retryAfterClose } from '../protocol/errors.ts';

export type CloseMeaning = {
  readonly code: number;
  /** The registered failures that end a connection with it; none for what is not Edgewise's own. */
  readonly names: readonly string[];
  /** What the client does about it. */
  readonly retry: Retry;
};

/** What a close code means, and what the client does about it. */
export const closeMeaning = (code: number): CloseMeaning => ({
  code,
  names: Object.entries(ERRORS).flatMap(([name, { close }]) => (close === code ? [name] : [])),
  retry: retryAfterClose(code),
});

/** Every registered close code, ascending. */
export const closeMeanings = (): readonly CloseMeaning[] =>
  [...new Set(Object.values(ERRORS).map(({ close }) => close))]
    .toSorted((a, b) => a - b)
    .map(closeMeaning);
