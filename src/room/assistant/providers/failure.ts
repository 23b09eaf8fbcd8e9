import type { APICallError } from '@ai-sdk/provider';
import { forLog, sentenceOf } from './error-text.ts';
import { kindOf } from './failure-kinds.ts';
import type { Part } from './provider.ts';

export type Failure = Part & { readonly type: 'failed' };

/** The longest delay that is passed on from a provider. */
const MAX_WAIT_MS = 24 * 3600 * 1000;

/** Thrown if the provider could not be reached or the connection broke; a retry may succeed. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/**
 * Maps a provider's error to one of our error codes, and logs the provider's message for the
 * operator.
 * @param error the error that the AI SDK threw, or that the server sent within its answer.
 * @param now ms since 1970, for a `retry-after` header with a date.
 * @param secrets texts that must not be logged.
 * @returns the failure, with the delay before a retry if the provider named one.
 */
export function failureOf(error: unknown, now: number, secrets: readonly string[] = []): Failure {
  const call = isCall(error) ? error : undefined;
  const status = call?.statusCode ?? statusIn(error);
  const sentence = sentenceOf(call?.responseBody) || wordsOf(error);
  const { code, again } = kindOf(status, sentence || textOf(error), isConnectionError(error));
  const retryAfterMs = waitOf(call?.responseHeaders ?? {}, now);
  const message = forLog(sentence, secrets);
  console.warn(
    `assistant: ${code}; the provider answered ${status ?? 'without a status'}${message && `: ${message}`}`,
  );
  return {
    ...{ type: 'failed', code, again },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

// Checked by its name, because `instanceof` would load the SDK.
const isCall = (error: unknown): error is APICallError =>
  error instanceof Error && error.name === 'AI_APICallError';

/** Without a status the connection broke or could not be opened. */
function isConnectionError(error: unknown): boolean {
  if (isCall(error) && error.statusCode === undefined) return true;
  return error instanceof TypeError || (error instanceof Error && error.name === 'NoConnection');
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? sentenceOf(error.message) : sentenceOf(error);

const textOf = (error: unknown): string =>
  error instanceof Error ? error.message : (JSON.stringify(error) ?? '');

/** The status within an error that a server sent after the HTTP status 200. */
function statusIn(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { status, code, statusCode } = error as Record<string, unknown>;
  return [status, statusCode, code]
    .map(Number)
    .find((number) => Number.isInteger(number) && number >= 400 && number < 600);
}

/**
 * @returns the delay before a retry in whole ms: `retry-after-ms`, or `retry-after` as seconds or a
 *   date. It is bounded, because every client shows the time that follows from it.
 */
function waitOf(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const after = headers['retry-after'] ?? '';
  const waits = [
    Number.parseFloat(headers['retry-after-ms'] ?? ''),
    /^\s*[0-9.]+\s*$/.test(after)
      ? Number.parseFloat(after) * 1000
      : Math.max(0, Date.parse(after) - now),
  ];
  const wait = waits.find((ms) => ms >= 0);
  return wait === undefined ? undefined : Math.min(Math.ceil(wait), MAX_WAIT_MS);
}
