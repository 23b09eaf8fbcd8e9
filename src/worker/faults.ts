import { ERRORS, type Fault, fault } from '../protocol/errors.ts';
import type { ErrorBody } from '../protocol/rest.ts';
import { storageFault } from '../room/storage-fault.ts';

/** A refusal as an HTTP response [R71]. */
export function faultResponse({ code, message, retryAfterMs }: Fault): Response {
  const wait = retryAfterMs !== undefined && { retryAfterMs };
  const body: ErrorBody = { error: { code, message, ...wait } };
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if (retryAfterMs !== undefined) headers.set('Retry-After', `${Math.ceil(retryAfterMs / 1000)}`);
  return Response.json(body, { status: ERRORS[code].status, headers });
}

const RETRY_MS = 2000;

/** What an exception is to a client; what it says goes to the log only. */
export function faultOf(error: unknown): Fault {
  return (error as { overloaded?: boolean }).overloaded
    ? fault('overloaded', 'The room is very busy; try again in a moment.', RETRY_MS)
    : storageFault(error);
}
