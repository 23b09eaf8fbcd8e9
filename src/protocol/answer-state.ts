// What is known of answers without reading one: no schema is here, so clients may carry it.

/** Who every answer is from: no person can have this id. */
export const ASSISTANT_ID = 'assistant';

/** An answer waits, is written, and ends exactly once for each attempt [I13]. */
export const answerStates = [
  'queued',
  'running',
  'done',
  'stopped',
  'failed',
  'interrupted',
] as const;
export type AnswerState = (typeof answerStates)[number];

/** Whether it is still to end. */
export const isLive = ({ state }: { readonly state: AnswerState }): boolean =>
  state === 'queued' || state === 'running';

/** What asks the assistant: naming it or replying to it, replying alone, everything, nothing. */
export const triggers = ['mention', 'reply', 'always', 'off'] as const;
export type Trigger = (typeof triggers)[number];
