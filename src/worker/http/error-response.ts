import { ERRORS, type Fault, fault } from '../../protocol/errors.ts';
import type { ErrorBody } from '../../protocol/rest.ts';
import { isDiskFull, storageFault } from '../../room/log/storage-fault.ts';

/** An error as an HTTP response [R71]. */
export function errorResponse(error: Fault): Response {
  const body: ErrorBody = { error };
  return Response.json(body, responseInit(error));
}

/** The same for clients that show the body of an error response to people [R115]. */
export const plainTextError = (error: Fault): Response =>
  new Response(error.message, responseInit(error));

function responseInit({ code, retryAfterMs }: Fault): ResponseInit {
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if (retryAfterMs !== undefined) headers.set('Retry-After', `${Math.ceil(retryAfterMs / 1000)}`);
  return { status: ERRORS[code].status, headers };
}

const RETRY_MS = 2000;

/** How the platform marks exceptions from a Durable Object stub. */
type StubError = { readonly retryable?: boolean; readonly overloaded?: boolean } | null | undefined;

/** Whether a retry may succeed: the room could not be reached, but may be soon. */
export function isRetryable(error: unknown): boolean {
  const { retryable, overloaded } = (error as StubError) ?? {};
  return retryable === true && overloaded !== true;
}

/** Maps an exception to an error for the client. The exception's message goes to the log only. */
export function errorOf(error: unknown): Fault {
  if ((error as StubError)?.overloaded)
    return fault('overloaded', 'The room is very busy; try again in a moment.', RETRY_MS);
  if (isRetryable(error) && !isDiskFull(error))
    return fault('restart', 'The room restarts; try again.');
  return storageFault(error);
}
