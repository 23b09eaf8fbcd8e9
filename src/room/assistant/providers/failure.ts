import type { APICallError } from '@ai-sdk/provider';
import type { AnswerCode, Part } from './provider.ts';

type Failure = Part & { readonly type: 'failed' };
type Kind = { readonly code: AnswerCode; readonly again: boolean };

const kind = (code: AnswerCode, again = false): Kind => ({ code, again });

/** What providers say, in their many words; the first that fits. It wins over the status. */
const WORDS: readonly (readonly [RegExp, Kind])[] = [
  // Nothing that waiting helps, though it often comes as a 429.
  [
    /insufficient.?quota|spend.?limit|billing|credit balance|daily (free )?allocation/i,
    kind('assistant_unavailable'),
  ],
  [
    /context.?(length|window)|maximum context|(prompt|input) (is )?too long/i,
    kind('assistant_too_long'),
  ],
  [/content.?(filter|policy|management)|safety|moderation|flagged/i, kind('assistant_refused')],
  [/overloaded|rate.?limit|too many requests/i, kind('assistant_busy', true)],
];

const STATUS: Readonly<Record<number, Kind>> = {
  408: kind('assistant_timeout', true),
  409: kind('assistant_busy', true),
  413: kind('assistant_too_long'),
  429: kind('assistant_busy', true),
  504: kind('assistant_timeout', true),
  529: kind('assistant_busy', true),
};

/** Nobody waits longer, whatever a provider says. */
const MOST_WAIT_MS = 24 * 3600 * 1000;

/**
 * What went wrong at a provider, as one of our codes.
 * @param now the clock in ms since 1970, for providers that name a time of day.
 */
export function failureOf(error: unknown, now: number): Failure {
  const call = isCall(error) ? error : undefined;
  const status = call?.statusCode;
  const words = call?.responseBody ?? textOf(error);
  const spoken = WORDS.find(([pattern]) => pattern.test(words))?.[1];
  const { code, again } = spoken ?? STATUS[status ?? 0] ?? unknown(call, error);
  const retryAfterMs = waitOf(call?.responseHeaders ?? {}, now);
  // For the operator's log: no words of anybody, and nothing of a key, are in it.
  console.warn(`assistant: ${code}; the provider answered ${status ?? 'without a status'}`);
  return {
    ...{ type: 'failed', code, again },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

// By its name, so that the SDK is not loaded for asking.
const isCall = (error: unknown): error is APICallError =>
  error instanceof Error && error.name === 'AI_APICallError';

function unknown(call: APICallError | undefined, error: unknown): Kind {
  const { statusCode } = call ?? {};
  // Without a status the line broke, or there never was one.
  const isPassing =
    statusCode === undefined ? call !== undefined || error instanceof TypeError : statusCode >= 500;
  return kind('assistant_unavailable', isPassing);
}

function textOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error instanceof Error) return error.message;
  return JSON.stringify(error) ?? '';
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
