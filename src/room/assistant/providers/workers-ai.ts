import type { AiBinding } from '../env.ts';
import { answerStream } from './parsing/answer-stream.ts';
import { inAcceptedForm, type ModelConnection } from './provider-fetch.ts';
import { changed } from './request-changes.ts';

type Outcome = { readonly answer: unknown } | { readonly error: unknown };

/** Wraps the binding: repeats rejected requests, and rewrites answers for the AI SDK [R116]. */
export function tolerantBinding(binding: AiBinding, connection: ModelConnection): AiBinding {
  return {
    async run(model, inputs, options) {
      const outcome = await inAcceptedForm<Outcome>(connection.deployment, async (changes) => {
        const sent = changed(inputs as Record<string, unknown>, changes);
        try {
          return { result: { answer: await binding.run(model, sent, options) } };
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          return { result: { error }, sent, text };
        }
      });
      if ('error' in outcome) throw outcome.error;
      return answerStream(bytesOf(outcome.answer), connection);
    },
  };
}

/** Some models return the whole answer at once although a stream was requested. */
function bytesOf(answer: unknown): ReadableStream<Uint8Array> {
  if (answer instanceof ReadableStream) return answer;
  const body = answer instanceof Response ? answer.body : null;
  return body ?? (new Response(JSON.stringify(answer ?? null)).body as ReadableStream<Uint8Array>);
}
