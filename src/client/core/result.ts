import { retryAfterError } from '../../protocol/retry.ts';

/**
 * What went wrong, as a value. `code` is one of the protocol's registry, one that a newer room
 * knows, or our own: `unreachable`, `closed`, `discarded`, `other_identity`, `unnamed`, `no_token`.
 */
export type Failure = {
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  readonly retryAfterMs?: number;
};

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (code: string, message: string): { ok: false; fault: Failure } => ({
  ok: false,
  fault: { code, message },
});

/** What a frame or an answer tells of a failure, without what else it is. */
export const failureIn = ({ code, message, retryAfterMs }: Failure): Failure => ({
  code,
  message,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** No network, no answer in time, or an answer that isn't ours (a hotel's login page). */
export const UNREACHABLE = failure('unreachable', 'The server cannot be reached.');

/** The chat was closed before the outcome was known. */
export const CLOSED = failure('closed', 'The chat was closed.');

/** Whether a server will not have a token, however often it is asked. */
export const isRejected = (code: string): boolean =>
  code === 'unauthorized' || retryAfterError(code) === 'renew';
