// What a client does about a failure. Apart from the registry, most of which only servers need.

/**
 * `never` the same again cannot succeed · `renew` get a new token, then again ·
 * `later` back off, then again · `now` again at once.
 */
export type Retry = 'never' | 'renew' | 'later' | 'now';

export type Entry = { readonly retry: Retry; readonly status: number; readonly close: number };

/** The failures that another try may get over: all that a client must know by name. */
export const RETRYABLE = {
  overloaded: { retry: 'later', status: 503, close: 4100 },
  storage_full: { retry: 'later', status: 507, close: 4100 },
  internal: { retry: 'later', status: 500, close: 4100 },
  rate_limited: { retry: 'later', status: 429, close: 4101 },
  room_full: { retry: 'later', status: 503, close: 4102 },
  too_slow: { retry: 'later', status: 503, close: 4103 },
  token_expired: { retry: 'renew', status: 401, close: 4105 },
  restart: { retry: 'now', status: 503, close: 4200 },
  resync: { retry: 'now', status: 503, close: 4201 },
} as const satisfies Record<string, Entry>;

/** What an error's code asks of a client; `undefined` where it is none of these. */
export const retryAfterError = (code: string): Retry | undefined =>
  Object.hasOwn(RETRYABLE, code) ? RETRYABLE[code as keyof typeof RETRYABLE].retry : undefined;

/** Whether a close code is one of ours, known by name or not; then its reason is an error's code. */
export const isRegistered = (closeCode: number): boolean => closeCode >= 4000 && closeCode <= 4299;

/**
 * What a close code asks of a client. Its range decides, so that codes added later are understood;
 * anything outside the ranges, a 1000 that nobody asked for included, is `later`.
 */
export function retryAfterClose(closeCode: number): Retry {
  if (closeCode === RETRYABLE.token_expired.close) return 'renew';
  if (closeCode >= 4000 && closeCode <= 4099) return 'never';
  if (closeCode >= 4200 && closeCode <= 4299) return 'now';
  return 'later';
}
