// How a client reacts to a failure. Separate from the registry of errors, which mostly servers need.

/**
 * `never`: a retry cannot succeed · `renew`: get a new token, then retry · `later`: back off, then
 * retry · `now`: retry at once.
 */
export type Retry = 'never' | 'renew' | 'later' | 'now';

/** The failures that a retry may resolve. A client needs to know only these by name. */
export const RETRYABLE = {
  ...{ overloaded: 'later', storage_full: 'later', internal: 'later' },
  ...{ rate_limited: 'later', room_full: 'later', too_slow: 'later' },
  token_expired: 'renew',
  ...{ restart: 'now', resync: 'now' },
} as const satisfies Record<string, Retry>;

/** The close code that asks the client to renew its token before it reconnects. */
export const RENEW_CLOSE = 4105;

/** How to retry after an error; `undefined` if its code is not retryable. */
export const retryAfterError = (code: string): Retry | undefined =>
  Object.hasOwn(RETRYABLE, code) ? RETRYABLE[code as keyof typeof RETRYABLE] : undefined;

/** Whether a close code is in Edgewise's range. If so, the close reason is an error code. */
export const isRegistered = (closeCode: number): boolean => closeCode >= 4000 && closeCode <= 4299;

/**
 * How to retry after a close code. Its range decides, so that clients understand codes added later. Any
 * code outside the ranges, including an unexpected 1000, is `later`.
 */
export function retryAfterClose(closeCode: number): Retry {
  if (closeCode === RENEW_CLOSE) return 'renew';
  if (closeCode >= 4000 && closeCode <= 4099) return 'never';
  if (closeCode >= 4200 && closeCode <= 4299) return 'now';
  return 'later';
}
