import type { ErrorBody } from '../../protocol/rest.ts';
import type { Environment } from '../core/environment.ts';
import { failureIn, type Result, success, UNREACHABLE } from '../core/result.ts';

const TIMEOUT_MS = 15_000;

/**
 * The fields without which an answer is not the server's, where a page of history is read and where a
 * session is asked for: what stands between may answer in JSON too.
 */
const FIELDS = { GET: ['messages'], POST: ['token', 'user'] };

/** Whether an error was told by our server. Others have texts there, or codes that are numbers. */
export const isError = (error: Partial<ErrorBody['error']> | undefined): boolean =>
  typeof error?.code === 'string' && typeof error.message === 'string';

export type Call = {
  readonly method?: 'GET' | 'POST';
  readonly token?: string | null;
  readonly body?: unknown;
};

/** Asks the server for JSON. Whatever goes wrong comes back as a failure. */
export async function callServer<T>(
  fetch: Environment['fetch'],
  url: string,
  { method = 'GET', token, body }: Call = {},
): Promise<Result<T>> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      // The token is the identity; a cookie of the server's origin has no say.
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer: object = await response.json();
    if (!response.ok) {
      const { error } = answer as ErrorBody;
      return isError(error) ? { ok: false, fault: failureIn(error) } : UNREACHABLE;
    }
    const isOurs = FIELDS[method].every((field) => field in answer);
    return isOurs ? success(answer as T) : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}
