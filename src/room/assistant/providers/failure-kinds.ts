import type { AnswerCode } from './provider.ts';

export type FailureKind = {
  readonly code: AnswerCode;
  /** Whether a retry may succeed soon. */
  readonly again: boolean;
};

const kind = (code: AnswerCode, again = false): FailureKind => ({ code, again });

/** The conversation or the requested answer is longer than the model allows. */
const LENGTH =
  /context.?(length|window|size|limit)|(maximum|max\.?) context|(prompt|input|request|message|conversation|messages)s? (is|are|length is|tokens? are)? ?too (long|large)|request_too_large|string_above_max_length|string too long|too many (input )?tokens|(exceed\w*|longer than|larger than|over|beyond) (the )?(maximum|max|limit|model's|context|allowed)[\w ']{0,40}(tokens|length|context)|maximum number of tokens allowed|reduce the length|input length|max_new_tokens.{0,30}must be|num_ctx/i;

/** The sentence is about the limit of the output, not about the length of the input. */
const OUTPUT_LIMIT = /(output|completion|generated) tokens/i;

/** The request has a rejected field. Its name may contain any of the words below. */
const FIELD =
  /(unknown|unrecogni[sz]ed|unsupported|unexpected|extra|invalid)[\w ]{0,20}(parameter|argument|field|property|key)s?\b|extra (inputs|fields) (are )?not (permitted|allowed)/i;

/** Statuses that determine the kind alone, whatever the error message is. */
export const DECISIVE_STATUSES: Readonly<Record<number, FailureKind>> = {
  401: kind('assistant_unavailable'),
  402: kind('assistant_unavailable'),
  404: kind('assistant_unavailable'),
  405: kind('assistant_unavailable'),
  413: kind('assistant_too_long'),
};

/** Kinds by the error message. The first pattern that matches decides. */
export const KINDS_BY_MESSAGE: readonly (readonly [pattern: RegExp, kind: FailureKind])[] = [
  // Waiting does not help here, although the status is often 429.
  [
    /insufficient.?(quota|balance|credit|funds)|spend.?limit|billing|credit balance|out of credits|exceeded your current quota|daily (free )?allocation/i,
    kind('assistant_unavailable'),
  ],
  [FIELD, kind('assistant_unavailable')],
  [LENGTH, kind('assistant_too_long')],
  [
    /content.?(filter|policy|management|moderation)|responsible.?ai|(safety|moderation|usage).{0,12}(system|filter|polic|guideline|setting|reason|check|block|violat|threshold)|flagged|(blocked|rejected|refused|denied|violat\w*).{0,40}(safety|polic(y|ies)|moderation|guidelines)/i,
    kind('assistant_refused'),
  ],
  [
    /overloaded|rate.?limit|too many requests|capacity|is (currently |still )?(loading|starting)|try again (later|soon|in )/i,
    kind('assistant_busy', true),
  ],
];

/** Kinds by the status, if the error message matches no pattern. */
export const KINDS_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  408: kind('assistant_timeout', true),
  409: kind('assistant_busy', true),
  425: kind('assistant_busy', true),
  429: kind('assistant_busy', true),
  504: kind('assistant_timeout', true),
  524: kind('assistant_timeout', true),
  529: kind('assistant_busy', true),
};

/** Whether an error message says that the input is too long. */
export const isAboutLength = (message: string): boolean =>
  LENGTH.test(message) && !OUTPUT_LIMIT.test(message);

/**
 * @param status the HTTP status, if the provider named one.
 * @param message the error message.
 * @param isBroken whether the connection broke or could not be opened.
 * @returns the kind of a failure.
 */
export function kindOf(
  status: number | undefined,
  message: string,
  isBroken: boolean,
): FailureKind {
  const plain = DECISIVE_STATUSES[status ?? 0];
  if (plain !== undefined) return plain;
  const byMessage = KINDS_BY_MESSAGE.find(([pattern]) => pattern.test(message))?.[1];
  const isTransient = isBroken || (status !== undefined && status >= 500);
  return byMessage ?? KINDS_BY_STATUS[status ?? 0] ?? kind('assistant_unavailable', isTransient);
}
