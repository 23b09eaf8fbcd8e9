// What the end of a connection means, for who explains it to people. Apart from the client itself,
// which acts on it and need not tell.
import { isRegistered, type Retry, retryAfterClose } from '../../protocol/retry.ts';

export type CloseMeaning = {
  readonly code: number;
  /** The registered failures that end a connection with it; none for what is not Edgewise's own. */
  readonly names: readonly string[];
  /** What the client does about it. */
  readonly retry: Retry;
};

/** What the end of one connection means: it names its failure itself. */
export const endMeaning = (code: number, reason: string): CloseMeaning => ({
  code,
  names: isRegistered(code) && reason !== '' ? [reason] : [],
  retry: retryAfterClose(code),
});
