import type { AnswerState } from '../../../../src/protocol/answer-state.ts';
import type { Message } from '../../../../src/protocol/message.ts';

/** An answer in its current state. */
export const answer = (
  state: AnswerState,
  { text = 'Whole.', attempt = 1, code }: { text?: string; attempt?: number; code?: string } = {},
): Message => ({
  ...{ seq: 2, id: 'e-2', version: 2, user: { id: 'assistant', name: 'A' }, text, timestamp: 1 },
  assistant: { state, attempt, by: 'u_1', provider: 'x', ...(code !== undefined && { code }) },
});

type Chunk = { readonly type: string; readonly delta?: string };

/** The content of a UI message stream. */
export function chunksIn(stream: string): {
  readonly chunks: readonly Chunk[];
  readonly types: readonly string[];
  readonly text: string;
} {
  const data = stream.split('\n\n').flatMap((event) => event.match(/^data: (.*)$/)?.[1] ?? []);
  const chunks = data.map(
    (said): Chunk => (said === '[DONE]' ? { type: said } : (JSON.parse(said) as Chunk)),
  );
  const text = chunks.map(({ delta = '' }) => delta).join('');
  return { chunks, types: chunks.map(({ type }) => type), text };
}
