// Constants and types of assistant answers. This file imports no schemas, so that clients can bundle
// it cheaply.

/** The user id of the author of every answer. No person can have this id. */
export const ASSISTANT_ID = 'assistant';

/** An answer is queued, then running, and reaches exactly one final state per attempt [I13]. */
export const answerStates = [
  'queued',
  'running',
  'done',
  'stopped',
  'failed',
  'interrupted',
] as const;
export type AnswerState = (typeof answerStates)[number];

/** Whether an answer has not yet reached a final state. */
export const isLive = ({ state }: { readonly state: AnswerState }): boolean =>
  state === 'queued' || state === 'running';

/**
 * Which messages ask the assistant. `mention`: those that mention it or reply to it; `reply`: replies to
 * it only; `always`: every message; `off`: none.
 */
export const triggers = ['mention', 'reply', 'always', 'off'] as const;
export type Trigger = (typeof triggers)[number];
