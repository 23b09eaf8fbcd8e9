import type { Answer } from '../../protocol/assistant.ts';

/** Error texts by code. Clients of the AI SDK show them to people. */
const SENTENCES: Readonly<Record<string, string>> = {
  assistant_busy: 'The assistant has too much to do; try again in a moment.',
  assistant_limit: 'That is enough asked for now; try again later.',
  assistant_refused: 'The model does not answer this.',
  assistant_too_long: 'This is more than the model reads or writes at once; ask for less.',
  assistant_timeout: 'The model took too long to answer.',
  assistant_unavailable: 'The model cannot be reached at the moment.',
};
const INTERRUPTED = 'The room was restarted in the middle of the answer; ask again.';

const error = (errorText: string) => ({ type: 'error', errorText });

/** The last chunks of an answer for the AI SDK, and whether the stored text belongs to this attempt. */
export function endingOf({ state, code = '' }: Answer): {
  last: readonly object[];
  hasText: boolean;
} {
  switch (state) {
    case 'stopped':
      return { last: [{ type: 'abort' }], hasText: false };
    case 'failed':
      return { last: [error(SENTENCES[code] ?? code)], hasText: false };
    case 'interrupted':
      return { last: [error(INTERRUPTED)], hasText: false };
    default:
      return {
        last: [{ type: 'finish', finishReason: code === 'assistant_too_long' ? 'length' : 'stop' }],
        hasText: true,
      };
  }
}
