/**
 * What a client does about a failure:
 * `never` the same again cannot succeed · `renew` get a new token, then again ·
 * `later` back off, then again · `now` again at once.
 */
export type Retry = 'never' | 'renew' | 'later' | 'now';

type Entry = { readonly retry: Retry; readonly status: number; readonly close: number };

/**
 * The one registry of failures. `close` is the WebSocket close code where a failure ends the
 * connection; by its range a client that knows no code still does the right thing [R60].
 */
export const ERRORS = {
  bad_request: { retry: 'never', status: 400, close: 4000 },
  bad_room: { retry: 'never', status: 400, close: 4000 },
  wrong_room: { retry: 'never', status: 400, close: 4000 },
  too_large: { retry: 'never', status: 413, close: 4000 },
  unsupported_media_type: { retry: 'never', status: 415, close: 4000 },
  not_found: { retry: 'never', status: 404, close: 4000 },
  message_deleted: { retry: 'never', status: 410, close: 4000 },
  cid_conflict: { retry: 'never', status: 409, close: 4000 },
  unsupported_protocol: { retry: 'never', status: 426, close: 4001 },
  not_allowed: { retry: 'never', status: 403, close: 4003 },
  origin_not_allowed: { retry: 'never', status: 403, close: 4003 },
  unauthorized: { retry: 'never', status: 401, close: 4003 },
  banned: { retry: 'never', status: 403, close: 4004 },
  room_closed: { retry: 'never', status: 410, close: 4005 },
  too_many_errors: { retry: 'never', status: 429, close: 4008 },
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

export type ErrorCode = keyof typeof ERRORS;

/** A failure that is expected: a value, never thrown. `message` is for people and names what to do. */
export type Fault = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
};

export const fault = (code: ErrorCode, message: string, retryAfterMs?: number): Fault =>
  retryAfterMs === undefined ? { code, message } : { code, message, retryAfterMs };

/**
 * What a close code asks of a client. Its range decides, so that codes added later are understood;
 * anything outside the ranges, a 1000 that nobody asked for included, is `later`.
 */
export function retryAfterClose(closeCode: number): Retry {
  if (closeCode === ERRORS.token_expired.close) return 'renew';
  if (closeCode >= 4000 && closeCode <= 4099) return 'never';
  if (closeCode >= 4200 && closeCode <= 4299) return 'now';
  return 'later';
}
