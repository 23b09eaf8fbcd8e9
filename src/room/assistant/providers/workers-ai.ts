import type { AiBinding } from '../settings.ts';
import { answerStream } from './answer-stream.ts';
import { changed } from './request-changes.ts';
import { inFormThatIsTaken, type Line } from './wire.ts';

type Asked = { readonly answer: unknown } | { readonly error: unknown };

/** The binding, whose answers are written anew for the AI SDK as those of model servers are [R116]. */
export function tolerantBinding(binding: AiBinding, line: Line): AiBinding {
  return {
    async run(model, inputs, options) {
      const ask = await inFormThatIsTaken<Asked>(line.deployment, async (changes) => {
        const sent = changed(inputs as Record<string, unknown>, changes);
        try {
          return { taken: { answer: await binding.run(model, sent, options) } };
        } catch (error) {
          const text = error instanceof Error ? error.message : String(error);
          return { taken: { error }, sent, text };
        }
      });
      if ('error' in ask) throw ask.error;
      return answerStream(bytesOf(ask.answer), line.format, line.deployment, line);
    },
  };
}

/** Some models answer at once and whole, though a stream was asked for. */
function bytesOf(answer: unknown): ReadableStream<Uint8Array> {
  if (answer instanceof ReadableStream) return answer;
  const body = answer instanceof Response ? answer.body : null;
  return body ?? (new Response(JSON.stringify(answer ?? null)).body as ReadableStream<Uint8Array>);
}
