// What answers over plain HTTP are to those who know WebSockets.
import { ERRORS } from '../../protocol/errors.ts';
import type { ErrorBody } from '../../protocol/rest.ts';
import { isError } from '../rest/http.ts';

/** The close code of a line that broke. */
export const LOST = 1006;

/** What the platform makes no one: Node 22 has no CloseEvent. */
export class Closed extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  // The shape that partysocket clones by.
  constructor(type: string, { code, reason }: { code: number; reason: string }) {
    super(type);
    this.code = code;
    this.reason = reason;
    this.wasClean = code !== LOST;
  }
}

/** Proxies answer too, and mostly in HTML. */
export const isJson = (response: Response): boolean =>
  response.headers.get('Content-Type')?.startsWith('application/json') ?? false;

/**
 * The refusal of what was too large, in the room's words or for whatever stands before it. Of several
 * frames nobody can say which one it was.
 */
export function tooLarge(body: string, answer: string): string {
  let error = { code: 'too_large', message: 'This is too long to be sent.' };
  try {
    const told = (JSON.parse(answer) as ErrorBody).error;
    if (isError(told)) error = told;
  } catch {
    // A proxy's own page, most likely.
  }
  const { cid }: { cid?: string } = JSON.parse(body);
  return JSON.stringify([{ type: 'error', ...error, ...(cid !== undefined && { cid }) }]);
}

/** The registered name of a close code. */
export const reasonOf = (code: number): string =>
  Object.entries(ERRORS).find(([, { close }]) => close === code)?.[0] ?? '';
