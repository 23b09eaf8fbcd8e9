import { RENEW_CLOSE, RETRYABLE, type Retry } from './retry.ts';

type Entry = { readonly retry: Retry; readonly status: number; readonly close: number };

/**
 * The registry of all failures. `close` is the WebSocket close code if the failure ends the connection.
 * The code's range tells a client how to react, even to codes added later [R60].
 */
export const ERRORS = {
  bad_request: { retry: 'never', status: 400, close: 4000 },
  bad_room: { retry: 'never', status: 400, close: 4000 },
  wrong_room: { retry: 'never', status: 400, close: 4000 },
  too_large: { retry: 'never', status: 413, close: 4000 },
  method_not_allowed: { retry: 'never', status: 405, close: 4000 },
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
  // Failures of an answer [R108]. They are never retried automatically: an attempt costs money, so the
  // user decides.
  assistant_busy: { retry: 'never', status: 503, close: 4000 },
  assistant_limit: { retry: 'never', status: 429, close: 4000 },
  assistant_refused: { retry: 'never', status: 422, close: 4000 },
  assistant_too_long: { retry: 'never', status: 413, close: 4000 },
  assistant_timeout: { retry: 'never', status: 504, close: 4000 },
  assistant_unavailable: { retry: 'never', status: 502, close: 4000 },
  overloaded: { retry: RETRYABLE.overloaded, status: 503, close: 4100 },
  storage_full: { retry: RETRYABLE.storage_full, status: 507, close: 4100 },
  internal: { retry: RETRYABLE.internal, status: 500, close: 4100 },
  rate_limited: { retry: RETRYABLE.rate_limited, status: 429, close: 4101 },
  room_full: { retry: RETRYABLE.room_full, status: 503, close: 4102 },
  too_slow: { retry: RETRYABLE.too_slow, status: 503, close: 4103 },
  token_expired: { retry: RETRYABLE.token_expired, status: 401, close: RENEW_CLOSE },
  restart: { retry: RETRYABLE.restart, status: 503, close: 4200 },
  resync: { retry: RETRYABLE.resync, status: 503, close: 4201 },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected failure: returned, never thrown. `message` is shown to people and says what to do. */
export type Fault = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
};

export const fault = (code: ErrorCode, message: string, retryAfterMs?: number): Fault =>
  retryAfterMs === undefined ? { code, message } : { code, message, retryAfterMs };
