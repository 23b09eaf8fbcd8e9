import type { Answer } from '../../protocol/assistant.ts';
import { ANSWER_ERRORS } from '../../room/assistant/answer-errors.ts';

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
      return { last: [error(ANSWER_ERRORS[code] ?? code)], hasText: false };
    case 'interrupted':
      return { last: [error(INTERRUPTED)], hasText: false };
    default:
      return {
        last: [{ type: 'finish', finishReason: code === 'assistant_too_long' ? 'length' : 'stop' }],
        hasText: true,
      };
  }
}
