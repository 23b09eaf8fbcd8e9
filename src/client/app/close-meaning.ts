// Explains why a connection ended, for user interfaces. Separate from the client, which reacts to a close
// and does not explain it.
import { isRegistered, type Retry, retryAfterClose } from '../../protocol/retry.ts';

export type CloseMeaning = {
  readonly code: number;
  /** The registered failures with this close code; empty for codes that are not Edgewise's. */
  readonly names: readonly string[];
  /** What the client does about it. */
  readonly retry: Retry;
};

/** Explains the end of one connection. Its close reason names the failure. */
export const endMeaning = (code: number, reason: string): CloseMeaning => ({
  code,
  names: isRegistered(code) && reason !== '' ? [reason] : [],
  retry: retryAfterClose(code),
});
