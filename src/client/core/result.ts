import { retryAfterError } from '../../protocol/retry.ts';

/**
 * What went wrong, as a value. `code` is an error code of the protocol, or one of the client's own:
 * `unreachable`, `closed`, `discarded`, `other_identity`, `unnamed`, `no_token`. A newer server may send
 * other codes.
 */
export type Failure = {
  /** For programs. */
  readonly code: string;
  /** A sentence for people. */
  readonly message: string;
  /** When to try again at the earliest, in milliseconds from now. */
  readonly retryAfterMs?: number;
};

/**
 * The outcome of something that may fail.
 * @example
 * const sent = await chat.send('Hello!');
 * if (sent.ok) console.log(sent.value.id);
 * else console.warn(sent.fault.message);
 */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Failure };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });

export const failure = (code: string, message: string): { ok: false; fault: Failure } => ({
  ok: false,
  fault: { code, message },
});

/** The failure in a frame or response, without its other fields. */
export const failureIn = ({ code, message, retryAfterMs }: Failure): Failure => ({
  code,
  message,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

/** No network, no answer in time, or an answer that isn't ours (a hotel's login page). */
export const UNREACHABLE = failure('unreachable', 'The server cannot be reached.');

/** The chat was closed before the outcome was known. */
export const CLOSED = failure('closed', 'The chat was closed.');

/** Whether the server rejects this token for good. */
export const isRejected = (code: string): boolean =>
  code === 'unauthorized' || retryAfterError(code) === 'renew';
