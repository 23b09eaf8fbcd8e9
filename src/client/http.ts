import type { ErrorBody } from '../protocol/rest.ts';
import type { Environment } from './environment.ts';
import { failureIn, type Result, success, UNREACHABLE } from './result.ts';

const TIMEOUT_MS = 15_000;

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
    const answer: unknown = await response.json();
    if (response.ok) return success(answer as T);
    return { ok: false, fault: failureIn((answer as ErrorBody).error) };
  } catch {
    return UNREACHABLE;
  }
}
