// Lists every close code, for user interfaces that explain them.
import { ERRORS } from '../../protocol/errors.ts';
import { retryAfterClose } from '../../protocol/retry.ts';
import type { CloseMeaning } from './close-meaning.ts';

/** Every registered close code, ascending, with what it means and what the client does about it. */
export const closeMeanings = (): readonly CloseMeaning[] =>
  [...new Set(Object.values(ERRORS).map(({ close }) => close))]
    .toSorted((a, b) => a - b)
    .map((code) => ({
      code,
      names: Object.entries(ERRORS).flatMap(([name, { close }]) => (close === code ? [name] : [])),
      retry: retryAfterClose(code),
    }));
