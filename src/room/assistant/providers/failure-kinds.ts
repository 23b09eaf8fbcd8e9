import type { AnswerCode } from './provider.ts';

export type FailureKind = {
  readonly code: AnswerCode;
  /** Whether the same may succeed soon. */
  readonly again: boolean;
};

const kind = (code: AnswerCode, again = false): FailureKind => ({ code, again });

/** The talk, or the answer asked for, is more than the model takes. */
const LENGTH =
  /context.?(length|window|size|limit)|(maximum|max\.?) context|(prompt|input|request|message|conversation|messages)s? (is|are|length is|tokens? are)? ?too (long|large)|request_too_large|string_above_max_length|string too long|too many (input )?tokens|(exceed\w*|longer than|larger than|over|beyond) (the )?(maximum|max|limit|model's|context|allowed)[\w ']{0,40}(tokens|length|context)|maximum number of tokens allowed|reduce the length|input length|max_new_tokens.{0,30}must be|num_ctx/i;

/** About how many tokens may be asked for, not how many were given. */
const OUTPUT_LIMIT = /(output|completion|generated) tokens/i;

/** A field of a request, of which the name may hold any word. */
const FIELD =
  /(unknown|unrecogni[sz]ed|unsupported|unexpected|extra|invalid)[\w ]{0,20}(parameter|argument|field|property|key)s?\b|extra (inputs|fields) (are )?not (permitted|allowed)/i;

/** Statuses that say what is wrong, whatever the sentence with them holds. */
export const PLAIN_STATUSES: Readonly<Record<number, FailureKind>> = {
  401: kind('assistant_unavailable'),
  402: kind('assistant_unavailable'),
  404: kind('assistant_unavailable'),
  405: kind('assistant_unavailable'),
  413: kind('assistant_too_long'),
};

/** What providers say, in their many words; the first that fits. */
export const WORDS: readonly (readonly [pattern: RegExp, kind: FailureKind])[] = [
  // Nothing that waiting helps, though it often comes as a 429.
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

export const STATUSES: Readonly<Record<number, FailureKind>> = {
  408: kind('assistant_timeout', true),
  409: kind('assistant_busy', true),
  425: kind('assistant_busy', true),
  429: kind('assistant_busy', true),
  504: kind('assistant_timeout', true),
  524: kind('assistant_timeout', true),
  529: kind('assistant_busy', true),
};

/** Whether a sentence is about how much the model is given. */
export const isAboutLength = (words: string): boolean =>
  LENGTH.test(words) && !OUTPUT_LIMIT.test(words);

/**
 * @param status of HTTP, where the provider named one.
 * @param isBroken whether the line to it broke, or there never was one.
 */
export function kindOf(status: number | undefined, words: string, isBroken: boolean): FailureKind {
  const plain = PLAIN_STATUSES[status ?? 0];
  if (plain !== undefined) return plain;
  const spoken = WORDS.find(([pattern]) => pattern.test(words))?.[1];
  const isPassing = isBroken || (status !== undefined && status >= 500);
  return spoken ?? STATUSES[status ?? 0] ?? kind('assistant_unavailable', isPassing);
}
