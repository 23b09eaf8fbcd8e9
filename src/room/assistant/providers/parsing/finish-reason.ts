import { isFields } from './json-fields.ts';

/** Why a model stopped writing. */
export type Finish = 'stop' | 'length' | 'refused' | 'broken';

/**
 * The servers' names of finish reasons. A name that is not listed counts as an ordinary end,
 * because a server that sends a reason has finished [R116].
 */
export const FINISHES: Readonly<Record<Exclude<Finish, 'stop'>, readonly string[]>> = {
  length: [
    'length',
    'max_tokens',
    'max_output_tokens',
    'max_completion_tokens',
    'max_length',
    'model_length',
    'token_limit',
    'model_context_window_exceeded',
    'context_window_exceeded',
  ],
  refused: [
    'content_filter',
    'content_filtered',
    'contentfilter',
    'safety',
    'image_safety',
    'refusal',
    'refused',
    'sensitive',
    'blocked',
    'blocklist',
    'prohibited_content',
    'recitation',
    'spii',
    'guardrail_intervened',
  ],
  broken: [
    'error',
    'abort',
    'aborted',
    'cancelled',
    'canceled',
    'network_error',
    'insufficient_system_resource',
  ],
};

/** The fields that may hold the finish reason. */
export const FINISH_FIELDS = [
  'finish_reason',
  'done_reason',
  'stop_reason',
  'finishReason',
  'stopReason',
] as const;

/** Values that mean that there is no finish reason yet. */
const NO_REASONS = ['', 'null', 'none', 'undefined'];

/**
 * @param reason the value of a field in `FINISH_FIELDS`.
 * @returns the finish reason; `undefined` if there is none yet.
 */
export function finishOf(reason: unknown): Finish | undefined {
  const given = isFields(reason) ? (reason['type'] ?? reason['reason']) : reason;
  if (given === undefined || given === null || given === false) return undefined;
  // Some servers send an enumeration's member: `FinishReason.MAX_TOKENS`, `FINISH_REASON_SAFETY`.
  const named = String(given)
    .trim()
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/^(?:finish|stop)_?reason[._:]/, '');
  if (NO_REASONS.includes(named)) return undefined;
  const kinds = Object.keys(FINISHES) as (keyof typeof FINISHES)[];
  return kinds.find((kind) => FINISHES[kind].includes(named)) ?? 'stop';
}
