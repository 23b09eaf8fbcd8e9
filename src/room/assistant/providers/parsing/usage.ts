import type { Usage } from '../provider.ts';
import { type Fields, fieldsOf, isFields } from './json-fields.ts';

/** The objects that may hold the usage, as paths; the empty path is the event itself. */
export const USAGE_PLACES = [
  'usage',
  'x_groq.usage',
  'message.usage',
  'usageMetadata',
  '',
] as const;
/** The servers' names of the counts. The first that is a positive number is used. */
export const USAGE_NAMES = {
  tokensIn: [
    'prompt_tokens',
    'input_tokens',
    'promptTokens',
    'prompt_eval_count',
    'promptTokenCount',
  ],
  tokensOut: [
    'completion_tokens',
    'output_tokens',
    'completionTokens',
    'eval_count',
    'candidatesTokenCount',
  ],
} as const;
/** Input tokens that `input_tokens` does not include, although they cost as well. */
const CACHE_NAMES = ['cache_creation_input_tokens', 'cache_read_input_tokens'] as const;

/** @returns the usage that an event reports; `undefined` if it reports none. */
export function usageOf(value: Fields): Usage | undefined {
  for (const place of USAGE_PLACES) {
    const found = place.split('.').reduce<unknown>((at, key) => {
      return key === '' ? at : fieldsOf(at)?.[key];
    }, value);
    if (!isFields(found)) continue;
    const cached = CACHE_NAMES.reduce((sum, name) => sum + (countOf(found[name]) ?? 0), 0);
    const tokensIn = firstCount(found, USAGE_NAMES.tokensIn);
    const tokensOut = firstCount(found, USAGE_NAMES.tokensOut);
    if (tokensIn === undefined && tokensOut === undefined) continue;
    return {
      ...(tokensIn !== undefined && { tokensIn: tokensIn + cached }),
      ...(tokensOut !== undefined && { tokensOut }),
    };
  }
  return undefined;
}

const firstCount = (fields: Fields, names: readonly string[]): number | undefined =>
  names.map((name) => countOf(fields[name])).find((count) => count !== undefined);

/** Reads a count. Some servers send numbers as text, and 0 for an unknown count. */
function countOf(given: unknown): number | undefined {
  const count = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  return Number.isSafeInteger(count) && (count as number) > 0 ? (count as number) : undefined;
}
