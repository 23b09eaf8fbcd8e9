import type { APICallError } from '@ai-sdk/provider';
import { kindOf } from './failure-kinds.ts';
import { forLog, sentenceOf } from './log-words.ts';
import type { Part } from './provider.ts';

export type Failure = Part & { readonly type: 'failed' };

/** Nobody waits longer, whatever a provider says. */
const MOST_WAIT_MS = 24 * 3600 * 1000;

/** Thrown where a provider was asked and there was no answer: it may be there a moment later. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/**
 * What went wrong at a provider, as one of our codes; the operator's log has the provider's sentence.
 * @param error what the AI SDK threw, or what a server wrote into its answer.
 * @param now the clock in ms since 1970, for providers that name a time of day.
 * @param secrets that the log must not have.
 */
export function failureOf(error: unknown, now: number, secrets: readonly string[] = []): Failure {
  const call = isCall(error) ? error : undefined;
  const status = call?.statusCode ?? statusIn(error);
  const words = sentenceOf(call?.responseBody) || wordsOf(error);
  const { code, again } = kindOf(status, words || textOf(error), isBrokenLine(error));
  const retryAfterMs = waitOf(call?.responseHeaders ?? {}, now);
  const said = forLog(words, secrets);
  console.warn(
    `assistant: ${code}; the provider answered ${status ?? 'without a status'}${said && `: ${said}`}`,
  );
  return {
    ...{ type: 'failed', code, again },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

// By its name, so that the SDK is not loaded for asking.
const isCall = (error: unknown): error is APICallError =>
  error instanceof Error && error.name === 'AI_APICallError';

/** Without a status the line broke, or there never was one. */
function isBrokenLine(error: unknown): boolean {
  if (isCall(error) && error.statusCode === undefined) return true;
  return error instanceof TypeError || (error instanceof Error && error.name === 'NoConnection');
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? sentenceOf(error.message) : sentenceOf(error);

const textOf = (error: unknown): string =>
  error instanceof Error ? error.message : (JSON.stringify(error) ?? '');

/** A status that a server wrote into its answer, having said 200 before. */
function statusIn(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { status, code, statusCode } = error as Record<string, unknown>;
  return [status, statusCode, code]
    .map(Number)
    .find((number) => Number.isInteger(number) && number >= 400 && number < 600);
}

/**
 * When a provider wants to be asked again, in whole ms: `retry-after-ms`, else `retry-after` in
 * seconds or a date. Everyone is told that time, so it is one that can be told.
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
  return wait === undefined ? undefined : Math.min(Math.ceil(wait), MOST_WAIT_MS);
}
