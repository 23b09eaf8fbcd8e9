import type { ErrorBody } from '../../protocol/rest.ts';
import type { Environment } from '../core/environment.ts';
import { failureIn, type Result, success, UNREACHABLE } from '../core/result.ts';

const TIMEOUT_MS = 15_000;

/**
 * Fields that a response must have to be the server's, for a page of history and for a session. A proxy
 * may respond in JSON too.
 */
const FIELDS = { GET: ['messages'], POST: ['token', 'user'] };

/** Whether an error body is Edgewise's. Other servers send plain text or numeric codes there. */
export const isError = (error: Partial<ErrorBody['error']> | undefined): boolean =>
  typeof error?.code === 'string' && typeof error.message === 'string';

export type Call = {
  readonly method?: 'GET' | 'POST';
  readonly token?: string | null;
  readonly body?: unknown;
};

/** Requests JSON from the server. It never throws: every problem is returned as a failure. */
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
      // The token is the identity; cookies must not be sent.
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
