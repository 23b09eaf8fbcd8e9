// HTTP answers in terms of WebSockets.
import { ERRORS } from '../../protocol/errors.ts';
import type { ErrorBody } from '../../protocol/rest.ts';
import { isError } from '../rest/http.ts';

/** The close code of a lost connection. */
export const LOST = 1006;

/** A close event, because Node 22 has no CloseEvent. */
export class Closed extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  // The signature that partysocket needs to clone it.
  constructor(type: string, { code, reason }: { code: number; reason: string }) {
    super(type);
    this.code = code;
    this.reason = reason;
    this.wasClean = code !== LOST;
  }
}

/** Whether an answer is JSON: those of proxies are mostly HTML. */
export const isJson = (response: Response): boolean =>
  response.headers.get('Content-Type')?.startsWith('application/json') ?? false;

/**
 * The error for a request that was too large, with the room's message if it has one. For a batch it has no
 * `cid`, because it may be any of the frames.
 */
export function tooLarge(body: string, answer: string): string {
  let error = { code: 'too_large', message: 'This is too long to be sent.' };
  try {
    const told = (JSON.parse(answer) as ErrorBody).error;
    if (isError(told)) error = told;
  } catch {
    // Most likely a proxy's page.
  }
  const { cid }: { cid?: string } = JSON.parse(body);
  return JSON.stringify([{ type: 'error', ...error, ...(cid !== undefined && { cid }) }]);
}

/** The registered name of a close code. */
export const reasonOf = (code: number): string =>
  Object.entries(ERRORS).find(([, { close }]) => close === code)?.[0] ?? '';
