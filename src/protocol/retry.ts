// What a client does about a failure. Apart from the registry, most of which only servers need.

/**
 * `never` the same again cannot succeed · `renew` get a new token, then again ·
 * `later` back off, then again · `now` again at once.
 */
export type Retry = 'never' | 'renew' | 'later' | 'now';

/** The failures that another try may get over: all that a client must know by name. */
export const RETRYABLE = {
  ...{ overloaded: 'later', storage_full: 'later', internal: 'later' },
  ...{ rate_limited: 'later', room_full: 'later', too_slow: 'later' },
  token_expired: 'renew',
  ...{ restart: 'now', resync: 'now' },
} as const satisfies Record<string, Retry>;

/** The close code that asks for a new token first. */
export const RENEW_CLOSE = 4105;

/** What an error's code asks of a client; `undefined` where it is none of these. */
export const retryAfterError = (code: string): Retry | undefined =>
  Object.hasOwn(RETRYABLE, code) ? RETRYABLE[code as keyof typeof RETRYABLE] : undefined;

/** Whether a close code is one of ours, known by name or not; then its reason is an error's code. */
export const isRegistered = (closeCode: number): boolean => closeCode >= 4000 && closeCode <= 4299;

/**
 * What a close code asks of a client. Its range decides, so that codes added later are understood;
 * anything outside the ranges, a 1000 that nobody asked for included, is `later`.
 */
export function retryAfterClose(closeCode: number): Retry {
  if (closeCode === RENEW_CLOSE) return 'renew';
  if (closeCode >= 4000 && closeCode <= 4099) return 'never';
  if (closeCode >= 4200 && closeCode <= 4299) return 'now';
  return 'later';
}
